//! What happens at the very moment at which something else is on its way.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::watch;
use wissel_desk::mail::{MailChannel, OutMail, Outbox, Undelivered};
use wissel_desk::people::Device;
use wissel_desk::tickets::Reply;
use wissel_desk::view::EntryBody;
use wissel_model::{MessageState, Presence};
use wissel_routing::{Rule, WhenNobody};

use crate::faults::plan::{Plan, Wrong};
use crate::faults::verb::Do;
use crate::world::{TEAM, Taken, World, each, to};

#[tokio::test]
async fn a_rule_that_changes_while_nobody_is_found_is_the_one_that_holds() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.silent("Joris").await);
        let nobody = Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&joris], &[]) };
        for n in (0..40).step_by(3) {
            world.rule(nobody.clone()).await;
            let id = world.unrouted("a@x.test", &format!("mail {n}")).await;
            let rule = to(&[&maud], &[]);
            let change: Do = Arc::new(move |desk, world: World| {
                let rule = rule.clone();
                Box::pin(async move {
                    desk.set_rule(&world.admin, world.channel, rule, None).await.map(drop)
                })
            });
            let plan = Plan::new(Wrong::Rival(n), Some((world.clone(), change)));
            world.faulty(plan.clone()).route_now().await.unwrap();
            if let Some(changed) = plan.rival().await {
                changed.unwrap();
                world.desk.route_now().await.unwrap();
                assert_eq!(world.owner(id).await, Some(maud.user), "changed at statement {n}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn somebody_whose_time_away_ends_while_the_router_looks_gets_what_waits() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        world.rule(Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&maud], &[]) }).await;
        // A turn of the loop is one such look; what comes next is asked in it.
        let look = Plan::new(Wrong::Nothing, None);
        world.faulty(look.clone()).route_now().await.unwrap();
        for n in (0..look.passed().0).step_by(3) {
            let until = world.desk.now().checked_add(jiff::SignedDuration::from_mins(30)).unwrap();
            world.set(&maud, Presence::Away, Some(until)).await;
            let id = world.mail("a@x.test", &format!("mail {n}")).await;
            assert_eq!(world.owner(id).await, None);
            let lapse: Do = Arc::new(|_, world: World| {
                Box::pin(async move {
                    world.clock.advance(1_801);
                    Ok(())
                })
            });
            let plan = Plan::new(Wrong::Rival(n), Some((world.clone(), lapse)));
            let (stop, stopping) = watch::channel(false);
            let router = tokio::spawn(world.faulty(plan).run_router(stopping));
            // Should the loop sleep over it, it would sleep for a minute.
            let routed = async {
                while world.owner(id).await.is_none() {
                    tokio::task::yield_now().await;
                }
            };
            let routed = tokio::time::timeout(Duration::from_secs(20), routed).await;
            assert!(routed.is_ok(), "it lapsed at statement {n}");
            stop.send_replace(true);
            router.await.unwrap();
        }
    })
    .await;
}

/// A server that knows at once that it cannot deliver, and says so by mail before it answers us.
struct Hasty(World);

#[async_trait]
impl Outbox for Hasty {
    async fn send(&self, _: &MailChannel, mail: &OutMail) -> Result<(), Undelivered> {
        let ours = String::from_utf8_lossy(&mail.bytes).replace("\r\n ", " ");
        let ours = ours.lines().find(|line| line.starts_with("Message-ID:")).unwrap();
        let report = format!(
            "From: MAILER-DAEMON@x.test\r\nTo: {TEAM}\r\nSubject: Undelivered\r\nMessage-ID: <dsn@x.test>\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.x.test\r\n\r\n\
             Final-Recipient: rfc822; a@x.test\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\n\
             Content-Type: text/rfc822-headers\r\n\r\n{ours}\r\n\r\n--b--\r\n"
        );
        self.0.receive(&report).await.ticket();
        Ok(())
    }
}

#[tokio::test]
async fn a_report_that_is_faster_than_the_servers_answer_stands() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.mail("a@x.test", "one").await;
        let reply = Reply { text: "Dear you".into(), ..Reply::default() };
        world.desk.reply(&maud, id, reply).await.unwrap();
        assert_eq!(world.desk.run_jobs_now(&Hasty(world.clone())).await.unwrap(), 1);
        let page = world.desk.conversation(&maud, id, None, 50).await.unwrap();
        let mut states = page.items.iter().filter_map(|entry| match &entry.body {
            EntryBody::Message(message) => Some(message.state),
            _ => None,
        });
        assert!(states.any(|state| state == MessageState::Bounced));
        assert_eq!(world.events(id, "message.sent").await.len(), 0);
        assert_eq!(world.jobs().await, 0, "it is not sent again");
    })
    .await;
}

#[tokio::test]
async fn sessions_and_kept_answers_are_forgotten_when_their_time_is_over_and_not_before() {
    each(|world| async move {
        let desk = &world.desk;
        let device = Device::default();
        let token =
            desk.sign_in("ada@acme.test", "correct horse battery", device).await.unwrap().token;
        desk.keep_answer(&world.admin, "key", "request", 201, "{}".into()).await.unwrap();
        let stored = async || {
            let dump = wissel_store::db::dump::take(&world.db).await.unwrap();
            (dump["session"].rows.len(), dump["answered"].rows.len())
        };
        world.clock.advance(86_399);
        desk.tidy().await.unwrap();
        assert_eq!(stored().await, (1, 1));
        world.clock.advance(2);
        desk.tidy().await.unwrap();
        assert_eq!(stored().await, (1, 0));
        assert!(desk.session(&token).await.unwrap().is_some());
        world.clock.advance(15 * 86_400);
        desk.tidy().await.unwrap();
        assert_eq!(stored().await, (0, 0));
    })
    .await;
}
