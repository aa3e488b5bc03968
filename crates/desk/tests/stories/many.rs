//! A choice for many tickets at once, and taking it back.

use wissel_desk::tickets::{Assign, OneChange, TicketChange};
use wissel_model::{Access, Error, Priority, TicketId, Who};

use crate::world::{each, to};

fn on(number: TicketId) -> OneChange {
    serde_json::from_value(serde_json::json!({ "number": number })).unwrap()
}

#[tokio::test]
async fn many_tickets_are_changed_at_once_and_everything_is_taken_back() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let mut ids = Vec::new();
        for n in 0..5 {
            ids.push(world.mail(&format!("c{n}@x.test"), &format!("ticket {n}")).await);
        }
        let mine = Assign { user: Some(joris.user), ..Assign::default() };
        world.desk.assign(&world.admin, ids[0], mine, None).await.unwrap();
        let tagged = TicketChange { tags: Some(vec!["vat".into()]), ..TicketChange::default() };
        world.desk.change_ticket(&world.admin, ids[1], tagged, None).await.unwrap();
        let change = |id: &TicketId| OneChange {
            owner: Some(Assign { user: Some(maud.user), ..Assign::default() }),
            status: Some("waiting_on_us".into()),
            priority: Some(Priority::High),
            add_tags: vec!["Spring ".into()],
            ..on(*id)
        };
        let all: Vec<_> = ids.iter().map(change).collect();
        let done = world.desk.change_tickets(&world.admin, all).await.unwrap();
        assert_eq!(world.loads(&[&maud, &joris]).await, [5, 0]);
        for (id, done) in ids.iter().zip(&done) {
            let row = done.ticket.as_ref().unwrap();
            assert_eq!((row.number, row.status.as_str()), (*id, "waiting_on_us"));
            assert!(row.tags.contains(&"spring".to_owned()));
        }
        let undo = done.into_iter().map(|done| done.undo.unwrap()).collect();
        for back in world.desk.change_tickets(&world.admin, undo).await.unwrap() {
            assert_eq!(back.left, None);
        }
        assert_eq!(world.loads(&[&maud, &joris]).await, [0, 1]);
        let tags = |row: wissel_desk::view::TicketRow| row.tags;
        assert_eq!(tags(world.ticket(ids[0]).await.row), Vec::<String>::new());
        assert_eq!(tags(world.ticket(ids[1]).await.row), ["vat"]);
        let row = world.ticket(ids[4]).await.row;
        assert_eq!((row.status.as_str(), row.priority, row.owner), ("new", Priority::Normal, None));
    })
    .await;
}

#[tokio::test]
async fn closing_many_takes_them_out_of_the_line_and_undo_puts_them_back() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.away(&maud).await;
        let wait = wissel_routing::WhenNobody::WaitInLine;
        world.rule(wissel_routing::Rule { when_nobody: wait, ..to(&[&maud], &[]) }).await;
        let (one, two) = (world.mail("a@x.test", "one").await, world.mail("b@x.test", "two").await);
        let close = |id| OneChange { status: Some("closed".into()), ..on(id) };
        let done =
            world.desk.change_tickets(&world.admin, vec![close(one), close(two)]).await.unwrap();
        world.available(&maud).await;
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(one).await, None, "nobody is given what is done");
        let undo = done.into_iter().map(|done| done.undo.unwrap()).collect();
        world.desk.change_tickets(&world.admin, undo).await.unwrap();
        world.desk.route_now().await.unwrap();
        assert_eq!(world.owner(one).await, Some(maud.user));
        assert_eq!(world.owner(two).await, Some(maud.user));
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_changed_or_may_not_be_seen_is_left_alone_and_says_so() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let (one, two) = (world.mail("a@x.test", "one").await, world.mail("b@x.test", "two").await);
        let urgent = |id| OneChange { priority: Some(Priority::Urgent), ..on(id) };
        let done = world.desk.change_tickets(&maud, vec![urgent(one), urgent(two)]).await.unwrap();
        let mine = Assign { user: Some(joris.user), ..Assign::default() };
        world.desk.assign(&joris, two, mine, None).await.unwrap();
        let undo = done.into_iter().map(|done| done.undo.unwrap()).collect();
        let back = world.desk.change_tickets(&maud, undo).await.unwrap();
        assert_eq!((back[0].left.is_none(), back[1].left.is_some()), (true, true));
        assert_eq!(world.ticket(one).await.row.priority, Priority::Normal);
        assert_eq!(world.ticket(two).await.row.priority, Priority::Urgent);

        let own = Who { access: Access::Own, ..maud.clone() };
        let done = world.desk.change_tickets(&own, vec![urgent(one)]).await.unwrap();
        assert!(done[0].left.is_some() && done[0].ticket.is_none());
        assert_eq!(world.ticket(one).await.row.priority, Priority::Normal);
    })
    .await;
}

#[tokio::test]
async fn one_that_cannot_be_changed_so_keeps_no_other_from_it() {
    each(|world| async move {
        let (one, two) = (world.mail("a@x.test", "one").await, world.mail("b@x.test", "two").await);
        let close = OneChange { status: Some("closed".into()), ..on(one) };
        world.desk.change_tickets(&world.admin, vec![close]).await.unwrap();
        let later = world.desk.now() + jiff::SignedDuration::from_hours(1);
        let snooze = |id| OneChange { snooze_until: Some(later), ..on(id) };
        let done =
            world.desk.change_tickets(&world.admin, vec![snooze(one), snooze(two)]).await.unwrap();
        assert!(done[0].left.is_some() && done[0].ticket.is_none());
        assert!(done[1].left.is_none() && done[1].ticket.is_some());
    })
    .await;
}

#[tokio::test]
async fn what_was_closed_before_it_was_spam_is_closed_when_that_is_taken_back() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.mail("a@x.test", "one").await;
        world.rule(to(&[&maud], &[])).await;
        let close = OneChange { status: Some("closed".into()), ..on(id) };
        world.desk.change_tickets(&world.admin, vec![close]).await.unwrap();
        let spam = OneChange { spam: Some(true), ..on(id) };
        let done = world.desk.change_tickets(&world.admin, vec![spam]).await.unwrap();
        let undo = done.into_iter().filter_map(|done| done.undo).collect();
        world.desk.change_tickets(&world.admin, undo).await.unwrap();
        world.desk.route_now().await.unwrap();
        let row = world.ticket(id).await.row;
        assert_eq!((row.spam, row.status.as_str(), row.owner), (false, "closed", None));
    })
    .await;
}

#[tokio::test]
async fn a_wrong_field_changes_none_of_them() {
    each(|world| async move {
        let (one, two) = (world.mail("a@x.test", "one").await, world.mail("b@x.test", "two").await);
        let wrong = OneChange { status: Some("nowhere".into()), ..on(two) };
        let right = OneChange { priority: Some(Priority::Low), ..on(one) };
        let refused = world.desk.change_tickets(&world.admin, vec![right, wrong]).await;
        assert_eq!(refused.unwrap_err(), Error::field("status", "invalid.status"));
        assert_eq!(world.ticket(one).await.row.priority, Priority::Normal);
        for wrong in [vec![], vec![on(one), on(one)]] {
            let refused = world.desk.change_tickets(&world.admin, wrong).await.unwrap_err();
            assert_eq!(refused, Error::field("items", "invalid.changes"));
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_given_away_out_of_sight_is_given_but_neither_shown_nor_offered_back() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let maud = Who { access: Access::Team, ..maud };
        let (one, two) = (world.mail("a@x.test", "one").await, world.mail("b@x.test", "two").await);
        let to = |who: &Who, id| OneChange {
            owner: Some(Assign { user: Some(who.user), ..Assign::default() }),
            ..on(id)
        };
        let done =
            world.desk.change_tickets(&maud, vec![to(&joris, one), to(&maud, two)]).await.unwrap();
        assert_eq!(world.owner(one).await, Some(joris.user));
        assert!(done[0].ticket.is_none() && done[0].undo.is_none() && done[0].left.is_none());
        assert!(done[1].ticket.is_some() && done[1].undo.is_some());
    })
    .await;
}
