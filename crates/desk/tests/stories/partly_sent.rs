//! A mail that some of its recipients have and others do not.

use wissel_desk::mail::Undelivered;
use wissel_desk::tickets::Reply;
use wissel_desk::view::EntryBody;

use crate::world::{TEAM, Taken, each};

#[tokio::test]
async fn a_mail_that_some_took_and_others_did_not_is_tried_again_for_the_others_alone() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let first = format!(
            "From: ann@x.test\r\nTo: {TEAM}\r\nCc: boss@x.test, old@x.test\r\nSubject: Help\r\n\
             Message-ID: <first@x.test>\r\n\r\nHello there.\r\n"
        );
        let id = world.receive(&first).await.ticket();
        let partly = Undelivered {
            permanent: true,
            detail: "It was sent to the others, but refused for old@x.test (550 unknown).".into(),
            taken: vec!["ann@x.test".into(), "boss@x.test".into()],
        };
        *world.sent.refuse.lock().unwrap() = Some(partly.clone());
        let text = "Dear all".to_owned();
        world.desk.reply(&maud, id, Reply { text, ..Reply::default() }).await.unwrap();
        world.jobs().await;
        let page = world.desk.conversation(&maud, id, None, 50).await.unwrap();
        let told = page.items.iter().find_map(|entry| match &entry.body {
            EntryBody::Message(message) => message.error.clone(),
            _ => None,
        });
        assert_eq!(told, Some(partly.detail), "the conversation says who did not get it");

        *world.sent.refuse.lock().unwrap() = None;
        let dead = world.desk.dead_jobs(&world.admin).await.unwrap();
        world.desk.retry_job(&world.admin, dead[0].id).await.unwrap();
        assert_eq!(world.jobs().await, 1);
        let sent: Vec<_> =
            world.sent.mails.lock().unwrap().iter().map(|mail| mail.to.clone()).collect();
        assert_eq!(sent, [vec!["ann@x.test", "boss@x.test", "old@x.test"], vec!["old@x.test"]]);
        assert_eq!(world.events(id, "message.sent").await.len(), 1);
    })
    .await;
}
