//! Sorting what came in: spam, read, followed, and put under names of one's own.

use wissel_desk::saved_views::{Filter, SavedViewDraft};
use wissel_desk::tickets::{Block, OneChange, Reading, Reply, TicketChange};
use wissel_desk::view::Part;
use wissel_model::{Access, Error, Priority, Role, Sharing, TicketId, Who};

use crate::world::{World, each, to};

pub async fn view(world: &World, who: &Who, view: &str) -> Vec<TicketId> {
    let page = world.desk.tickets(who, view, Part::default()).await.unwrap();
    page.items.into_iter().map(|row| row.number).collect()
}

pub async fn change(world: &World, id: TicketId, change: TicketChange) -> Result<(), Error> {
    world.desk.change_ticket(&world.admin, id, change, None).await.map(|_| ())
}

#[tokio::test]
async fn spam_is_out_of_every_other_view_and_can_be_taken_out_again() {
    each(|world| async move {
        let (one, two) = (world.mail("a@x.test", "one").await, world.mail("b@x.test", "two").await);
        let spam = |number| OneChange { spam: Some(true), ..on(number) };
        let done =
            world.desk.change_tickets(&world.admin, vec![spam(one), spam(two)]).await.unwrap();
        for (name, wanted) in [("spam", 2), ("open", 0), ("unassigned", 0), ("closed", 0)] {
            assert_eq!(view(&world, &world.admin, name).await.len(), wanted, "{name}");
        }
        assert_eq!(world.count("spam").await, 2);
        let undo = done.into_iter().filter_map(|done| done.undo).take(1).collect();
        world.desk.change_tickets(&world.admin, undo).await.unwrap();
        let row = world.ticket(one).await.row;
        assert_eq!((row.spam, row.status.as_str()), (false, "new"), "as it was before");
        let open = TicketChange { spam: Some(false), ..TicketChange::default() };
        change(&world, two, open).await.unwrap();
        assert_eq!(view(&world, &world.admin, "unassigned").await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_blocked_senders_mail_goes_to_spam_and_troubles_nobody() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.rule(to(&[&maud], &[])).await;
        let before = world.mail("bad@x.test", "before").await;
        let block = Block { address: "Bad@X.test".into() };
        let blocked = world.desk.block_sender(&maud, block).await.unwrap();
        let close = TicketChange { status: Some("closed".into()), ..TicketChange::default() };
        change(&world, before, close).await.unwrap();
        let id = world.mail("bad@x.test", "buy").await;
        assert_eq!(world.owner(id).await, None);
        assert_eq!(view(&world, &maud, "spam").await, [id]);
        assert_eq!(view(&world, &maud, "open").await, []);
        let raw = format!(
            "From: bad@x.test\r\nTo: {}\r\nSubject: Re: [#{before}] before\r\nMessage-ID: <3@x.test>\r\n\r\nBuy!\r\n",
            crate::world::TEAM
        );
        world.receive(&raw).await;
        assert_eq!(world.ticket(before).await.row.status, "closed", "it stays closed");
        let own = Block { address: crate::world::TEAM.into() };
        let refused = world.desk.block_sender(&maud, own).await.unwrap_err();
        assert_eq!(refused, Error::field("address", "invalid.address_own"));
        world.desk.unblock_sender(&maud, blocked.id).await.unwrap();
        let id = world.mail("bad@x.test", "sorry").await;
        assert_eq!(world.owner(id).await, Some(maud.user));
        assert_eq!(
            world.desk.blocked_senders(&maud, Part::default()).await.unwrap().items.len(),
            0
        );
    })
    .await;
}

#[tokio::test]
async fn everybody_reads_and_follows_for_themselves() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let id = world.mail("a@x.test", "one").await;
        let seen = async |who: &Who| {
            let row = world.desk.ticket(who, id).await.unwrap().row;
            (row.unread, row.followed)
        };
        assert_eq!(seen(&maud).await, (true, false));
        let reading = Reading { read: Some(true), follow: Some(true) };
        world.desk.read_ticket(&maud, id, reading).await.unwrap();
        assert_eq!((seen(&maud).await, seen(&joris).await), ((false, true), (true, false)));
        assert_eq!(view(&world, &maud, "followed").await, [id]);
        assert_eq!(view(&world, &joris, "followed").await, []);
        world.clock.advance(60);
        let reply = Reply { text: "Well?".into(), ..Reply::default() };
        world.desk.reply(&joris, id, reply).await.unwrap();
        assert!(!seen(&maud).await.0, "what colleagues write is not news of the contact's");
        let raw = format!(
            "From: a@x.test\r\nTo: {}\r\nSubject: Re: [#{id}] one\r\nMessage-ID: <4@x.test>\r\n\r\nYes.\r\n",
            crate::world::TEAM
        );
        world.receive(&raw).await;
        assert_eq!(seen(&maud).await, (true, true));
        world.desk.read_ticket(&maud, id, Reading { read: Some(true), follow: None }).await.unwrap();
        let unread = Reading { read: Some(false), follow: Some(false) };
        world.desk.read_ticket(&maud, id, unread).await.unwrap();
        assert_eq!(seen(&maud).await, (true, false));
    })
    .await;
}

#[tokio::test]
async fn a_view_of_ones_own_holds_what_fits_page_by_page_and_is_shared_or_not() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let billing = world.team("Billing", &[&joris], &[]).await;
        let mut wanted = Vec::new();
        for n in 0..12 {
            let id = world.mail(&format!("c{n}@x.test"), &format!("ticket {n}")).await;
            world.clock.advance(60);
            if n % 3 == 0 {
                let tags = Some(vec!["vat".into(), format!("n{n}")]);
                let urgent = TicketChange {
                    tags,
                    priority: Some(Priority::High),
                    ..TicketChange::default()
                };
                change(&world, id, urgent).await.unwrap();
                wanted.insert(0, id);
            }
        }
        let filter = Filter {
            owner: vec!["nobody".into(), "me".into()],
            priority: vec![Priority::High, Priority::Urgent],
            tags: vec![" VAT".into()],
            ..Filter::default()
        };
        let draft = |sharing, team| SavedViewDraft {
            name: "VAT".into(),
            sharing,
            team,
            filter: filter.clone(),
            ..view_draft()
        };
        let made = world.desk.save_view(&maud, draft(Sharing::Private, None)).await.unwrap();
        let name = format!("saved:{}", made.id);
        let (mut found, mut cursor) = (Vec::new(), None);
        loop {
            let part = Part { cursor, limit: Some(3) };
            let page = world.desk.tickets(&maud, &name, part).await.unwrap();
            found.extend(page.items.into_iter().map(|row| row.number));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(found, wanted);
        let listed = world.desk.saved_views(&maud).await.unwrap();
        assert_eq!((listed[0].count, listed[0].more), (wanted.len() as i64, false));
        assert_eq!(listed[0].filter.tags, ["vat"]);

        assert_eq!(world.desk.saved_views(&joris).await.unwrap().len(), 0);
        let refused = world.desk.tickets(&joris, &name, Part::default()).await.unwrap_err();
        assert_eq!(refused, Error::NotFound("view"));
        let shared = draft(Sharing::Team, Some(billing));
        world.desk.change_view(&maud, made.id, shared).await.unwrap();
        let restricted = Who { access: Access::Team, teams: vec![billing], ..joris.clone() };
        assert_eq!(view(&world, &restricted, &name).await, wanted, "nobody's are for all");
        let other = Who { teams: vec![], ..restricted.clone() };
        assert_eq!(world.desk.saved_views(&other).await.unwrap().len(), 0);
        let refused = world.desk.delete_view(&restricted, made.id).await.unwrap_err();
        assert_eq!(refused, Error::Forbidden("view"), "it is shared, not given away");
        assert_eq!(world.admin.role, Role::Admin);
        world.desk.delete_view(&world.admin, made.id).await.unwrap();
        assert_eq!(world.desk.saved_views(&maud).await.unwrap().len(), 0);
    })
    .await;
}

#[tokio::test]
async fn a_view_of_ones_team_is_seen_however_many_others_share_theirs() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let (own, other) =
            (world.team("Own", &[&maud], &[]).await, world.team("Other", &[], &[]).await);
        let draft = |team, n: i32| SavedViewDraft {
            name: format!("View {n:03}"),
            sharing: Sharing::Team,
            team: Some(team),
            ..view_draft()
        };
        for n in 0..30 {
            world.desk.save_view(&world.admin, draft(other, n)).await.unwrap();
        }
        let joris = world.agent("Joris").await;
        for n in 30..60 {
            world.desk.save_view(&joris, draft(other, n)).await.unwrap();
        }
        world.desk.save_view(&joris, draft(own, 60)).await.unwrap();
        let maud = Who { access: Access::Team, teams: vec![own], ..maud };
        let seen = world.desk.saved_views(&maud).await.unwrap();
        let seen: Vec<_> = seen.into_iter().map(|view| view.name).collect();
        assert_eq!(seen, ["View 060"]);
    })
    .await;
}

#[tokio::test]
async fn a_view_says_which_part_of_its_filter_cannot_be() {
    each(|world| async move {
        let wrong = [
            (Filter { status: vec!["nowhere".into()], ..Filter::default() }, "filter.status"),
            (Filter { owner: vec!["user:x".into()], ..Filter::default() }, "filter.owner"),
            (Filter { tags: vec![" ".into()], ..Filter::default() }, "filter.tags"),
            (Filter { idle_hours: Some(90_000), ..Filter::default() }, "filter.idle_hours"),
        ];
        for (filter, field) in wrong {
            let draft = SavedViewDraft { filter, ..view_draft() };
            let refused = world.desk.save_view(&world.admin, draft).await.unwrap_err();
            assert!(
                matches!(&refused, Error::Invalid(fields) if fields[0].field == field),
                "{refused}"
            );
        }
        assert_eq!(world.desk.saved_views(&world.admin).await.unwrap().len(), 0);
    })
    .await;
}

fn on(number: TicketId) -> OneChange {
    serde_json::from_value(serde_json::json!({ "number": number })).unwrap()
}

/// A private view of every open ticket.
fn view_draft() -> SavedViewDraft {
    let draft = serde_json::json!({ "name": "X", "sharing": "private", "filter": {} });
    serde_json::from_value(draft).unwrap()
}
