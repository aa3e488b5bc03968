//! Texts with marks, and colleagues mentioned in them.

use serde_json::{Value, json};
use wissel_desk::tickets::{NewComment, Reply};
use wissel_desk::view::{Entry, EntryBody, Part};
use wissel_model::{Access, Error, MessageId, Role, TicketId, Who};

use crate::world::{World, each, who};

fn note(html: &str) -> NewComment {
    NewComment { text: "as text".into(), html: Some(html.into()), ..NewComment::default() }
}

async fn last(w: &World, id: TicketId) -> Entry {
    let said = |entry: &Entry| !matches!(entry.body, EntryBody::Event { .. });
    w.desk
        .conversation(&w.admin, id, None, 50)
        .await
        .unwrap()
        .items
        .into_iter()
        .rfind(said)
        .unwrap()
}

async fn mentions(w: &World, who: &Who) -> Vec<i64> {
    let page = w.desk.tickets(who, "mentions", Part::default()).await.unwrap();
    page.items.into_iter().map(|row| row.number.0).collect()
}

async fn counted(w: &World, who: &Who) -> i64 {
    let counts = w.desk.view_counts(who).await.unwrap();
    counts.into_iter().find(|view| view.key == "mentions").unwrap().count
}

#[tokio::test]
async fn a_reply_keeps_its_marks_and_its_text_says_the_same() {
    each(|w| async move {
        let (maud, id) = (w.agent("Maud").await, w.mail("a@x.test", "one").await);
        let html = "<p>Hi <strong>Jo</strong></p><ul><li><p>one</p></li></ul><script>x()</script>";
        let reply = Reply { html: Some(html.into()), ..Reply::default() };
        w.desk.reply(&maud, id, reply).await.unwrap();
        let EntryBody::Message(message) = last(&w, id).await.body else { panic!("a message") };
        assert_eq!(message.text, "Hi Jo\n\n- one");
        let marked = "<p>Hi <strong>Jo</strong></p><ul><li><p>one</p></li></ul>";
        assert_eq!(message.html.as_deref(), Some(marked));

        for empty in ["<p></p>", "<p><br></p>", "<script>x()</script>"] {
            let reply = Reply { html: Some(empty.into()), ..Reply::default() };
            assert!(matches!(w.desk.reply(&maud, id, reply).await, Err(Error::Invalid(_))));
        }
    })
    .await;
}

#[tokio::test]
async fn a_picture_in_the_text_is_one_of_its_files() {
    each(|w| async move {
        let (maud, id) = (w.agent("Maud").await, w.mail("a@x.test", "one").await);
        let png = bytes::Bytes::from_static(b"png");
        let file = w.desk.upload(&maud, "shot.png", "image/png", png).await.unwrap().id;
        let html = format!("<p>See <img src=\"cid:file-{file}@wissel\" alt=\"shot.png\"></p>");
        let reply = Reply { html: Some(html), attachments: vec![file], ..Reply::default() };
        w.desk.reply(&maud, id, reply).await.unwrap();
        let EntryBody::Message(message) = last(&w, id).await.body else { panic!("a message") };
        assert!(message.attachments[0].inline);
        assert_eq!(message.text, "See [shot.png]");
        let shown = w.desk.message_html(&maud, MessageId(message.message), false).await.unwrap();
        assert!(shown.contains(&format!("/api/v1/attachments/{file}?inline=1")), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_mentioned_finds_the_ticket_and_the_log_tells_of_it() {
    each(|w| async move {
        let (maud, joris) = (w.agent("Maud").await, w.agent("Joris").await);
        let id = w.mail("a@x.test", "one").await;
        let chip = format!("<p><span data-mention=\"{}\">@Joris</span>, look?</p>", joris.user);
        w.desk.comment(&maud, id, note(&chip)).await.unwrap();
        assert_eq!((mentions(&w, &joris).await, counted(&w, &joris).await), (vec![id.0], 1));
        assert_eq!((mentions(&w, &maud).await, counted(&w, &maud).await), (vec![], 0));
        let EntryBody::Comment { text, html, .. } = last(&w, id).await.body else {
            panic!("a note")
        };
        assert_eq!((text.as_str(), html.as_deref()), ("@Joris, look?", Some(chip.as_str())));

        // Done is done; whoever is asked after that sees it again.
        let close = serde_json::from_value(json!({ "status": "closed" })).unwrap();
        w.clock.advance(60);
        w.desk.change_ticket(&maud, id, close, None).await.unwrap();
        assert_eq!(mentions(&w, &joris).await, [0; 0]);
        w.clock.advance(60);
        w.desk.comment(&maud, id, note(&chip)).await.unwrap();
        assert_eq!(mentions(&w, &joris).await, [id.0]);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_mentioned_who_may_not_see_the_ticket() {
    each(|w| async move {
        let (maud, id) = (w.agent("Maud").await, w.mail("a@x.test", "one").await);
        let joris = w.agent("Joris").await;
        let to: Value = json!({ "user": maud.user });
        w.desk.assign(&maud, id, serde_json::from_value(to).unwrap(), None).await.unwrap();
        let less = serde_json::from_value(json!({ "access": "own" })).unwrap();
        w.desk.change_user(&w.admin, joris.user, less).await.unwrap();
        let before = w.desk.conversation(&maud, id, None, 50).await.unwrap().items.len();
        for user in [joris.user.0, 9_999] {
            let chip = format!("<p><span data-mention=\"{user}\">@Joris</span></p>");
            assert!(matches!(w.desk.comment(&maud, id, note(&chip)).await, Err(Error::Invalid(_))));
        }
        let after = w.desk.conversation(&maud, id, None, 50).await.unwrap().items.len();
        assert_eq!(after, before, "nothing changed");
        let own = who(joris.user, Role::Agent, Access::Own);
        assert_eq!(mentions(&w, &own).await, [0; 0]);
    })
    .await;
}
