//! What people look for they find, if it is for their eyes.

use wissel_desk::search::Piece;
use wissel_desk::tickets::{Assign, NewComment, TicketChange};
use wissel_desk::view::{Part, SearchPage};
use wissel_model::{Access, TicketId, Who};

use crate::world::{World, each, to};

pub async fn search(world: &World, who: &Who, text: &str) -> SearchPage {
    world.desk.search(who, text, Part::default()).await.unwrap()
}

/// The numbers found, after all that happened was taken in.
pub async fn found(world: &World, who: &Who, text: &str) -> Vec<TicketId> {
    world.desk.index_now().await.unwrap();
    search(world, who, text).await.items.into_iter().map(|hit| hit.row.number).collect()
}

pub async fn mail(world: &World, from: &str, subject: &str, text: &str) -> TicketId {
    use crate::world::Taken;
    let raw = format!(
        "From: {from}\r\nTo: support@acme.test\r\nSubject: {subject}\r\nMessage-ID: <{}@x.test>\r\n\r\n{text}\r\n",
        subject.replace(' ', ".")
    );
    let id = world.receive(&raw).await.ticket();
    world.clock.advance(60);
    id
}

#[tokio::test]
async fn subject_text_comments_contact_and_number_are_found() {
    each(|world| async move {
        let one =
            mail(&world, "Jo Smit <jo@x.test>", "Printer on fire", "Il y a de la fumée partout.")
                .await;
        let two =
            mail(&world, "Mia <mia@y.test>", "Invoice", "The printer invoice is wrong.").await;
        world
            .desk
            .comment(
                &world.admin,
                one,
                NewComment {
                    text: "Called the brigade".into(),
                    attachments: vec![],
                    ..NewComment::default()
                },
            )
            .await
            .unwrap();
        let ada = &world.admin;
        for (text, wanted) in [
            ("printer", vec![one, two]),
            ("prin", vec![one, two]),
            ("FUMEE", vec![one]),
            ("brigade", vec![one]),
            ("smit", vec![one]),
            ("jo@x.test", vec![one]),
            ("from:mia", vec![two]),
            ("from:printer", vec![]),
            ("to:support", vec![one, two]),
            ("subject:printer", vec![one]),
            ("onderwerp:invoice", vec![two]),
            ("printer -invoice", vec![one]),
            ("\"printer invoice\"", vec![two]),
            ("\"invoice printer\"", vec![]),
            ("fire wrong", vec![]),
            ("", vec![]),
            ("xyzzy", vec![]),
        ] {
            assert_eq!(found(&world, ada, text).await, wanted, "{text}");
        }
        assert_eq!(found(&world, ada, &format!("#{two}")).await, [two]);
        assert_eq!(found(&world, ada, &two.to_string()).await, [two]);
        assert_eq!(found(&world, ada, "#99").await, Vec::<TicketId>::new());
    })
    .await;
}

#[tokio::test]
async fn conditions_find_by_what_a_ticket_is() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let billing = world.team("Billing", &[&maud], &[]).await;
        let one = mail(&world, "jo@x.test", "one", "parcel").await;
        let two = mail(&world, "mia@x.test", "two", "parcel").await;
        let three = mail(&world, "kim@x.test", "three", "parcel").await;
        let assign = Assign { user: Some(maud.user), ..Assign::default() };
        world.desk.assign(&world.admin, one, assign, None).await.unwrap();
        let assign = Assign { team: Some(billing), ..Assign::default() };
        world.desk.assign(&world.admin, two, assign, None).await.unwrap();
        let change = TicketChange {
            status: Some("closed".into()),
            priority: Some(wissel_model::Priority::Urgent),
            tags: Some(vec!["late delivery".into()]),
            ..TicketChange::default()
        };
        world.desk.change_ticket(&world.admin, three, change, None).await.unwrap();
        let ada = &world.admin;
        for (text, wanted) in [
            ("owner:maud", vec![one]),
            ("eigenaar:billing", vec![two]),
            ("owner:nobody", vec![three]),
            ("owner:stranger", vec![]),
            ("team:bill", vec![two, one]),
            ("status:closed", vec![three]),
            ("status:gesloten", vec![three]),
            ("-status:closed", vec![two, one]),
            ("tag:\"late delivery\"", vec![three]),
            ("priority:urgent", vec![three]),
            ("prioriteit:dringend", vec![three]),
            ("channel:support", vec![three, two, one]),
            ("kanaal:email", vec![three, two, one]),
            ("has:attachment", vec![]),
            ("parcel after:2026-03-04", vec![three, two, one]),
            ("parcel before:2026-03-04", vec![]),
            ("parcel after:2026-03-05", vec![]),
            ("parcel before:2026-03-05", vec![three, two, one]),
        ] {
            assert_eq!(found(&world, ada, text).await, wanted, "{text}");
        }
        assert_eq!(found(&world, &maud, "owner:me").await, [one]);
    })
    .await;
}

#[tokio::test]
async fn nobody_finds_what_they_may_not_see() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        let billing = world.team("Billing", &[&maud], &[]).await;
        world.rule(to(&[&maud], &[])).await;
        let mauds = mail(&world, "a@x.test", "secret one", "word").await;
        world.desk.route_now().await.unwrap();
        world.rule(to(&[&joris], &[])).await;
        let joriss = mail(&world, "b@x.test", "secret two", "word").await;
        world.desk.route_now().await.unwrap();
        world
            .rule(wissel_routing::Rule { assign: wissel_routing::Assign::NoOne, ..to(&[], &[]) })
            .await;
        let nobodys = mail(&world, "c@x.test", "secret three", "word").await;
        world.desk.route_now().await.unwrap();
        let eyes =
            |who: &Who, access, teams: &[_]| Who { access, teams: teams.to_vec(), ..who.clone() };
        let own = eyes(&joris, Access::Own, &[]);
        let team = eyes(&joris, Access::Team, &[billing]);
        let lone = eyes(&joris, Access::Team, &[]);
        assert_eq!(found(&world, &world.admin, "secret").await, [nobodys, joriss, mauds]);
        assert_eq!(found(&world, &own, "secret").await, [joriss]);
        assert_eq!(found(&world, &team, "secret").await, [nobodys, joriss, mauds]);
        assert_eq!(found(&world, &lone, "secret").await, [nobodys, joriss]);
        assert_eq!(found(&world, &own, &format!("#{mauds}")).await, Vec::<TicketId>::new());
        assert_eq!(found(&world, &own, "-nothing").await, [joriss]);
        // The index may be moments behind; what is shown is not.
        let nobody = Assign { nobody: true, ..Assign::default() };
        world.desk.assign(&world.admin, joriss, nobody, None).await.unwrap();
        assert!(search(&world, &own, "secret").await.items.is_empty());
        let none = eyes(&joris, Access::None, &[]);
        assert!(world.desk.search(&none, "secret", Part::default()).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn the_latest_activity_comes_first_and_pages_follow_each_other() {
    each(|world| async move {
        let mut all = Vec::new();
        for n in 0..7 {
            all.push(
                mail(&world, &format!("c{n}@x.test"), &format!("parcel {n}"), "where is it").await,
            );
        }
        world
            .desk
            .comment(
                &world.admin,
                all[0],
                NewComment { text: "looking".into(), attachments: vec![], ..NewComment::default() },
            )
            .await
            .unwrap();
        world.desk.index_now().await.unwrap();
        let first = all.remove(0);
        all.push(first);
        all.reverse();
        let (mut got, mut cursor) = (Vec::new(), None);
        loop {
            let part = Part { cursor: cursor.clone(), limit: Some(3) };
            let page = world.desk.search(&world.admin, "parcel", part).await.unwrap();
            assert!(page.items.len() <= 3 && !page.partial);
            got.extend(page.items.into_iter().map(|hit| hit.row.number));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(got, all);
    })
    .await;
}

#[tokio::test]
async fn it_says_where_it_was_found() {
    each(|world| async move {
        let id = mail(&world, "Jo <jo@x.test>", "About <b>refunds</b>", "Please refund me.").await;
        world.desk.index_now().await.unwrap();
        let told = |page: SearchPage| {
            let places = page.items.into_iter().flat_map(|hit| hit.found);
            places
                .map(|place| {
                    let pieces = place.pieces.iter().map(|Piece { text, hit }| {
                        if *hit { format!("[{text}]") } else { text.clone() }
                    });
                    format!("{}: {}", place.place, pieces.collect::<String>())
                })
                .collect::<Vec<_>>()
        };
        let ada = &world.admin;
        assert_eq!(
            told(search(&world, ada, "refund").await),
            ["subject: About <b>[refunds]</b>", "message: Please [refund] me."]
        );
        assert_eq!(
            told(search(&world, ada, "jo@x.test").await),
            ["contact: Jo <[jo@x.test]>", "preview: Please refund me."]
        );
        assert_eq!(
            told(search(&world, ada, &format!("#{id}")).await),
            [format!("number: [{id}]"), "preview: Please refund me.".into()]
        );
    })
    .await;
}
