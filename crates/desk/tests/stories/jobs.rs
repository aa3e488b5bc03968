//! Work that follows what happened, and whoever does it.

use wissel_desk::mail::Undelivered;
use wissel_desk::tickets::Reply;
use wissel_store::db::Dialect;

use crate::sent::Mute;
use crate::world::each;

/// A process that dies while it sends says nothing, so its mail waits until its lease ends. Where there is only one
/// process, the next one knows better.
#[tokio::test]
async fn what_a_dead_process_was_sending_goes_out_half_a_minute_later_or_with_the_next_process() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.mail("a@x.test", "one").await;
        let reply = |text: &str| Reply { text: text.into(), ..Reply::default() };
        let mute = Mute::default();
        for alone in [false, true] {
            world.desk.reply(&maud, id, reply("Dear you")).await.unwrap();
            tokio::select! {
                _ = world.desk.run_jobs_now(&mute) => unreachable!("it is never answered"),
                () = mute.taken.notified() => {}
            }
            assert_eq!(world.jobs().await, 0);
            if alone {
                world.desk.take_over_jobs().await.unwrap();
            }
            if !alone || world.db.kind() == Dialect::Postgres {
                world.clock.advance(31);
            }
            assert_eq!(world.jobs().await, 1);
        }
    })
    .await;
}

/// The mail server said no once. That we were killed while we asked it is not its no.
#[tokio::test]
async fn a_try_that_our_own_end_broke_off_puts_a_mail_off_no_further() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let id = world.mail("a@x.test", "one").await;
        let reply = Reply { text: "Dear you".into(), ..Reply::default() };
        world.desk.reply(&maud, id, reply).await.unwrap();
        let mute = Mute::default();
        for _ in 0..6 {
            tokio::select! {
                _ = world.desk.run_jobs_now(&mute) => unreachable!("it is never answered"),
                () = mute.taken.notified() => {}
            }
            world.clock.advance(31);
        }
        let away = Undelivered { permanent: false, detail: "away".into(), taken: vec![] };
        *world.sent.refuse.lock().unwrap() = Some(away);
        assert_eq!(world.jobs().await, 0);
        *world.sent.refuse.lock().unwrap() = None;
        world.clock.advance(5);
        assert_eq!(world.jobs().await, 1);
    })
    .await;
}
