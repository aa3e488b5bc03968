//! A view shows each of the tickets that are for the reader's eyes, once, and its count says how many.

use wissel_desk::tickets::{Assign, TicketChange};
use wissel_desk::view::Part;
use wissel_model::{Access, TicketId, Who};

use crate::world::{World, each};

/// A view page by page.
async fn all(world: &World, who: &Who, view: &str) -> Vec<TicketId> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let part = Part { cursor, limit: Some(3) };
        let page = world.desk.tickets(who, view, part).await.unwrap();
        all.extend(page.items.into_iter().map(|row| row.number));
        cursor = page.next;
        if cursor.is_none() {
            return all;
        }
    }
}

#[tokio::test]
async fn everybody_sees_of_a_view_what_is_for_their_eyes_and_its_count() {
    each(|world| async move {
        let (maud, joris, sven) =
            (world.agent("Maud").await, world.agent("Joris").await, world.agent("Sven").await);
        let billing = world.team("Billing", &[&maud], &[]).await;
        let returns = world.team("Returns", &[&joris], &[]).await;
        for n in 0..24 {
            let id = world.unrouted(&format!("c{n}@x.test"), &format!("ticket {n}")).await;
            world.clock.advance(30);
            let to = match n % 6 {
                0 => Assign { user: Some(maud.user), ..Assign::default() },
                1 => Assign { user: Some(joris.user), ..Assign::default() },
                2 => Assign { user: Some(sven.user), ..Assign::default() },
                3 => Assign { team: Some(billing), ..Assign::default() },
                4 => Assign { team: Some(returns), ..Assign::default() },
                _ => Assign { nobody: true, ..Assign::default() },
            };
            world.desk.assign(&world.admin, id, to, None).await.unwrap();
            if n >= 12 {
                let change =
                    TicketChange { status: Some("closed".into()), ..TicketChange::default() };
                world.desk.change_ticket(&world.admin, id, change, None).await.unwrap();
            }
        }
        let eyes =
            |who: &Who, access, teams: &[_]| Who { access, teams: teams.to_vec(), ..who.clone() };
        let readers = [
            eyes(&maud, Access::All, &[billing]),
            eyes(&maud, Access::Team, &[billing]),
            eyes(&maud, Access::Team, &[]),
            eyes(&joris, Access::Team, &[billing, returns]),
            eyes(&sven, Access::Team, &[billing]),
            eyes(&joris, Access::Own, &[returns]),
            eyes(&sven, Access::Own, &[]),
        ];
        let (in_billing, in_returns) = (format!("team:{billing}"), format!("team:{returns}"));
        for reader in &readers {
            let counts = world.desk.view_counts(reader).await.unwrap();
            for view in ["unassigned", "open", "nobody", "closed", "mine", &in_billing, &in_returns]
            {
                let mut wanted = Vec::new();
                let admin = Who { user: reader.user, access: Access::All, ..world.admin.clone() };
                for id in all(&world, &admin, view).await {
                    // The one place that says who may see a ticket is asked for each of them.
                    if world.desk.ticket(reader, id).await.is_ok() {
                        wanted.push(id);
                    }
                }
                let told =
                    format!("{view} for {:?} {:?} {:?}", reader.user, reader.access, reader.teams);
                assert_eq!(all(&world, reader, view).await, wanted, "{told}");
                if let Some(count) = counts.iter().find(|count| count.key == view) {
                    assert_eq!(count.count, wanted.len() as i64, "{told}");
                }
            }
        }
    })
    .await;
}
