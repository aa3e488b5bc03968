//! Notifications by e-mail: for what somebody wants to be written of, has not read, and did not see come in the pages.
//!
//! What happens on one ticket within five minutes is one mail. It says that a machine wrote it, never goes to an address
//! of our own, and so many go to one person in an hour and no more: behind more there is a machine.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use wissel_channels::mail::Mailbox;
use wissel_model::{NotificationKind, Result, TicketId, UserId};
use wissel_store::notifications::{self, Notification, Told};
use wissel_store::tickets::{self, Ticket};
use wissel_store::users::User;
use wissel_store::{Tx, jobs, users};

use super::people::People;
use crate::Desk;
use crate::jobs::Failed;
use crate::mail::{Letter, MailChannel, Ours, Outbox, channel_about};
use crate::tickets::visible;
use crate::words::tr;

/// The job that writes one.
pub(crate) const NOTICE: &str = "mail.notification";
/// Who looks at the pages has so long to see it there.
const GRACE: SignedDuration = SignedDuration::from_secs(60);
/// Between two mails to one person about one ticket.
const APART: SignedDuration = SignedDuration::from_mins(5);
/// Tickets that a person is written to about within an hour.
const MOST: i64 = 20;

struct Loaded {
    user: User,
    ticket: Ticket,
    names: HashMap<i64, String>,
    due: Vec<Notification>,
    channel: MailChannel,
}

/// Asks for the mails that these want: one job for a person, a ticket and a span of five minutes.
pub(super) fn ask(tx: &mut Tx<'_>, all: &[Told], now: Timestamp) -> Result<()> {
    let wanted: Vec<&Told> = all.iter().filter(|told| told.mailed).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let users: Vec<i64> = wanted.iter().map(|told| told.what.user.0).collect();
    let tickets: Vec<i64> = wanted.iter().map(|told| told.what.ticket.0).collect();
    let last: HashMap<_, _> =
        notifications::mail::last(tx, &users, &tickets)?.into_iter().collect();
    for told in wanted {
        let (user, ticket) = (told.what.user, told.what.ticket);
        ask_one(tx, user, ticket, last.get(&(user, ticket)).copied(), now)?;
    }
    Ok(())
}

fn ask_one(
    tx: &mut Tx<'_>,
    user: UserId,
    ticket: TicketId,
    last: Option<Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let soon = now.checked_add(GRACE).unwrap_or(now);
    let apart = last.and_then(|last| last.checked_add(APART).ok());
    // A last mail in the future was written down by a clock that went wrong.
    let at = apart.filter(|_| last <= Some(now)).map_or(soon, |apart| apart.max(soon));
    let span = at.as_second() / APART.as_secs();
    let data = json!({ "user": user, "ticket": ticket });
    jobs::ask(tx, NOTICE, &format!("{user}:{ticket}:{span}"), &data, at, now)
}

impl Desk {
    /// Writes to somebody what they were told of a ticket.
    pub(crate) async fn send_notice(
        &self,
        outbox: &dyn Outbox,
        data: &Value,
    ) -> Result<(), Failed> {
        let user = UserId(data["user"].as_i64().unwrap_or_default());
        let ticket = TicketId(data["ticket"].as_i64().unwrap_or_default());
        let (desk, now) = (self.clone(), self.now());
        let loaded = self.db().read(move |tx| load(tx, &desk, user, ticket, now)).await?;
        let Some(loaded) = loaded else { return Ok(()) };
        let Some(until) = loaded.due.iter().map(|one| one.seq).max() else { return Ok(()) };
        let Some(letter) = letter(&loaded, self.base_url(), until, now) else { return Ok(()) };
        self.write_to_us(outbox, &loaded.channel, letter).await?;
        self.db()
            .write(move |tx| {
                notifications::mail::sent(tx, user, ticket, until, now)?;
                // What came while it was being sent asked for a job that was there already.
                if notifications::mail::due(tx, user, ticket)?.is_empty() {
                    return Ok(());
                }
                ask_one(tx, user, ticket, Some(now), now)
            })
            .await?;
        Ok(())
    }
}

/// What there is to write; nothing when they have read it, may not see it any more, or are not to be written to.
fn load(
    tx: &mut Tx<'_>,
    desk: &Desk,
    user: UserId,
    ticket: TicketId,
    now: Timestamp,
) -> Result<Option<Loaded>> {
    let due = notifications::mail::due(tx, user, ticket)?;
    let Some(ticket) = tickets::get(tx, ticket)?.filter(|_| !due.is_empty()) else {
        return Ok(None);
    };
    let people = People::read(tx, &[user.0])?;
    let sees = people.who(user).is_some_and(|who| visible(who, &ticket));
    let Some(user) = people.user(user).filter(|_| sees).cloned() else { return Ok(None) };
    let an_hour_ago = now.checked_sub(SignedDuration::from_hours(1)).unwrap_or(now);
    let enough = notifications::mail::since(tx, user.id, an_hour_ago)? >= MOST;
    if enough || Ours::read(tx)?.has(&user.email) {
        return Ok(None);
    }
    let Some(channel) = channel_about(tx, desk, &ticket)? else { return Ok(None) };
    let actors: Vec<i64> = due
        .iter()
        .filter(|one| one.actor.kind() == "user")
        .filter_map(|one| one.actor.id())
        .collect();
    let names = users::names(tx, &actors)?.into_iter().map(|(id, name)| (id.0, name)).collect();
    Ok(Some(Loaded { user, ticket, names, due, channel }))
}

fn letter(loaded: &Loaded, base: &str, until: i64, now: Timestamp) -> Option<Letter> {
    let Loaded { user, ticket, due, .. } = loaded;
    let to = Mailbox::new(Some(user.name.as_str()), &user.email)?;
    let say = |key: &str, args: &[(&str, String)]| tr(user.language, key, args);
    let lines: Vec<String> =
        due.iter().map(|one| say(key(one), &[("name", name(loaded, one))])).collect();
    let about = say(
        "mail-notification-about",
        &[("number", ticket.id.to_string()), ("subject", ticket.subject.clone())],
    );
    let link = format!("{base}/desk/open/{}", ticket.id);
    let choose = format!("{base}/settings/me/notifications");
    let foot = say("mail-notification-foot", &[("link", choose)]);
    let last = lines.last().cloned().unwrap_or_default();
    Some(Letter {
        to,
        subject: format!("[#{}] {last}", ticket.id),
        id: format!("notification.t{}.u{}.e{until}", ticket.id, user.id),
        text: format!("{}\n\n{about}\n{link}\n\n{foot}", lines.join("\n")),
        at: now,
    })
}

fn name(loaded: &Loaded, one: &Notification) -> String {
    let known = one.actor.id().filter(|_| one.actor.kind() == "user");
    known.and_then(|id| loaded.names.get(&id).cloned()).unwrap_or_default()
}

fn key(one: &Notification) -> &'static str {
    match (one.kind, one.actor.kind()) {
        (NotificationKind::Assigned, "user") => "mail-notification-assigned-by",
        (NotificationKind::Assigned, _) => "mail-notification-assigned",
        (NotificationKind::Reply, _) => "mail-notification-reply",
        (NotificationKind::Mention, _) => "mail-notification-mention",
        (NotificationKind::NobodyAvailable, _) => "mail-notification-nobody",
    }
}
