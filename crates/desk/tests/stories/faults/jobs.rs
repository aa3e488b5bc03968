//! Verbs of the jobs: mails out, notes, dead letters.

use wissel_desk::mail::Undelivered;
use wissel_model::Result;

use super::tickets::{answer, owned, owner_away};
use super::verb::Again::{ByKey, Steps};
use super::verb::{Verb, verb};
use crate::world::World;

/// Does the jobs that are due.
async fn work(desk: wissel_desk::Desk, w: World) -> Result<()> {
    desk.run_jobs_now(w.sent.as_ref()).await?;
    Ok(())
}

pub fn jobs() -> Vec<Verb> {
    let queued = |w: World| async move {
        let (maud, id) = owned(&w).await;
        w.desk.reply(&maud, id, answer()).await.unwrap();
    };
    let refused = |permanent| {
        move |desk: wissel_desk::Desk, w: World, ()| async move {
            let refused = Undelivered { permanent, detail: "no such user".into(), taken: vec![] };
            *w.sent.refuse.lock().unwrap() = Some(refused);
            work(desk, w).await
        }
    };
    vec![
        verb("a mail is sent", Steps, queued, |desk, w, ()| work(desk, w)),
        verb("a mail is refused for now", Steps, queued, refused(false)),
        verb("a mail is refused for good", Steps, queued, refused(true)),
        verb(
            "a note to the contact's owner is sent",
            Steps,
            |w| async move {
                owner_away(w.clone()).await;
                w.desk.route_now().await.unwrap();
            },
            |desk, w, ()| work(desk, w),
        ),
        verb(
            "a dead letter is tried again",
            ByKey,
            |w| async move {
                let (maud, id) = owned(&w).await;
                w.desk.reply(&maud, id, answer()).await.unwrap();
                let refused =
                    Undelivered { permanent: true, detail: "no such user".into(), taken: vec![] };
                *w.sent.refuse.lock().unwrap() = Some(refused);
                w.jobs().await;
                *w.sent.refuse.lock().unwrap() = None;
                w.desk.dead_jobs(&w.admin).await.unwrap()[0].id
            },
            |desk, w, id| async move { desk.retry_job(&w.admin, id).await },
        ),
    ]
}
