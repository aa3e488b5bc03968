//! From events to what each person is told.

use std::collections::{HashMap, HashSet};

use serde_json::json;
use wissel_model::{Actor, EventKind, NotificationKind, Owner, Result, TicketId, UserId};
use wissel_store::Tx;
use wissel_store::events::{Event, NewEvent};
use wissel_store::notifications::choices::{self, Ways};
use wissel_store::notifications::{self, Notification, Told};
use wissel_store::tickets::{self, Ticket};

use super::facts::{Fact, Whom, facts, own};
use super::people::People;
use crate::tickets::visible;

/// Lines of one announcement; whoever gets more at once reads the list.
const SAID: usize = 20;

/// What one person is told of one ticket for one reason.
#[derive(Debug, Clone)]
pub(super) struct Due {
    pub(super) told: Told,
    browser: bool,
    subject: String,
}

/// What these events come to, for everybody.
pub(super) fn due(tx: &mut Tx<'_>, events: &[Event]) -> Result<Vec<Due>> {
    let found: Vec<(&Event, Fact)> = events
        .iter()
        .flat_map(|event| facts(event).into_iter().map(move |fact| (event, fact)))
        .collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let about = |whom: Option<Whom>| -> Vec<i64> {
        let fits = |fact: &Fact| whom.is_none_or(|whom| fact.whom == whom);
        let mut ids: Vec<i64> =
            found.iter().filter(|(_, fact)| fits(fact)).map(|(_, fact)| fact.ticket.0).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let tickets: HashMap<TicketId, Ticket> =
        tickets::many(tx, &about(None))?.into_iter().map(|one| (one.id, one)).collect();
    let answered = about(Some(Whom::Readers));
    let followers =
        if answered.is_empty() { Vec::new() } else { notifications::followers(tx, &answered)? };
    let nobodys = about(Some(Whom::Watchers));
    let watchers = if nobodys.is_empty() { Vec::new() } else { choices::active(tx)? };

    let mut wanted = Vec::new();
    for (event, fact) in &found {
        let Some(ticket) = tickets.get(&fact.ticket) else { continue };
        let owner = ticket.owner.and_then(Owner::user);
        let mut whom: HashSet<UserId> = match fact.whom {
            // Taken away again meanwhile: an undone choice is nobody's news.
            Whom::Owner(user) => owner.filter(|owner| *owner == user).into_iter().collect(),
            Whom::Person(user) => HashSet::from([user]),
            Whom::Readers => {
                let follow = followers.iter().filter(|(of, _)| *of == ticket.id);
                follow.map(|(_, user)| *user).chain(owner).collect()
            }
            Whom::Watchers if ticket.nobody_since.is_none() => HashSet::new(),
            Whom::Watchers => watchers.iter().copied().map(UserId).collect(),
        };
        whom.retain(|user| !own(event.actor, *user));
        wanted.extend(whom.into_iter().map(|user| (user, *event, fact.kind, ticket)));
    }
    let mut ids: Vec<i64> = wanted.iter().map(|(user, ..)| user.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let people = People::read(tx, &ids)?;
    let known = NotificationKind::NobodyAvailable;
    let known: HashSet<(UserId, TicketId)> = if nobodys.is_empty() {
        HashSet::new()
    } else {
        notifications::waiting(tx, known, &ids, &nobodys)?.into_iter().collect()
    };
    let mut all: Vec<Due> = Vec::new();
    let mut places: HashMap<(UserId, TicketId, NotificationKind), usize> = HashMap::new();
    for (user, event, kind, ticket) in wanted {
        let Some(who) = people.who(user).filter(|who| visible(who, ticket)) else { continue };
        let ways = people.ways(who.user, kind);
        let nobody = kind == NotificationKind::NobodyAvailable;
        // It waits, and goes on waiting: that is said once.
        let said = nobody && known.contains(&(user, ticket.id));
        if said || !(ways.page || ways.browser || ways.mail) {
            continue;
        }
        match places.get(&(user, ticket.id, kind)) {
            Some(&at) => all[at].again(event, !nobody),
            None => {
                places.insert((user, ticket.id, kind), all.len());
                all.push(Due::new(user, event, kind, ticket, ways));
            }
        }
    }
    Ok(all)
}

impl Due {
    fn new(
        user: UserId,
        event: &Event,
        kind: NotificationKind,
        ticket: &Ticket,
        ways: Ways,
    ) -> Self {
        let what = Notification {
            user,
            ticket: ticket.id,
            kind,
            times: 1,
            actor: event.actor,
            seq: event.cursor.seq,
            at: event.at,
            read_at: None,
        };
        let told = Told { what, shown: ways.page, mailed: ways.mail };
        Self { told, browser: ways.browser, subject: ticket.subject.clone() }
    }

    fn again(&mut self, event: &Event, counts: bool) {
        let what = &mut self.told.what;
        what.times += i64::from(counts);
        (what.actor, what.seq, what.at) = (event.actor, event.cursor.seq, event.at);
    }
}

/// What the pages of each person hear of it: an event for them alone, however much it is.
pub(super) fn announcements(all: &[Due], now: jiff::Timestamp) -> Vec<NewEvent> {
    let mut users: Vec<UserId> = all.iter().map(|due| due.told.what.user).collect();
    users.sort_unstable_by_key(|user| user.0);
    users.dedup();
    let of = |user: UserId| {
        let theirs = all.iter().filter(|due| due.told.what.user == user);
        let theirs = theirs.filter(|due| due.told.shown || due.browser);
        let said: Vec<_> = theirs
            .take(SAID)
            .map(|due| {
                let what = &due.told.what;
                json!({
                    "ticket": what.ticket, "kind": what.kind, "seq": what.seq, "subject": due.subject,
                    "page": due.told.shown, "browser": due.browser,
                })
            })
            .collect();
        (!said.is_empty()).then(|| NewEvent {
            actor: Actor::System,
            kind: EventKind::NotificationChanged,
            ticket: None,
            data: json!({ "only": user, "new": said }),
            at: now,
        })
    };
    users.into_iter().filter_map(of).collect()
}
