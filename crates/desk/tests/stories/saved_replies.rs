//! Texts that are written again and again: everybody's or one's own.

use serde_json::{Value, json};
use wissel_desk::saved_replies::SavedReplyDraft;
use wissel_desk::view::SavedReplyView;
use wissel_model::{Error, Result, Who};
use wissel_store::events::Cursor;

use crate::world::{World, each};

async fn save(w: &World, who: &Who, draft: Value) -> Result<SavedReplyView> {
    let draft: SavedReplyDraft = serde_json::from_value(draft).unwrap();
    w.desk.create_saved_reply(who, draft).await
}

async fn names(w: &World, who: &Who) -> Vec<String> {
    let lines = w.desk.saved_replies(who).await.unwrap();
    lines.into_iter().map(|line| format!("{}/{}", line.folder, line.name)).collect()
}

fn fault(error: &Error) -> (&str, &str) {
    match error {
        Error::Invalid(fields) => (fields[0].field.as_str(), fields[0].code),
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn a_saved_reply_is_filled_in_for_the_ticket_and_says_what_nobody_knows() {
    each(|w| async move {
        let id = w.mail("Femke de Vries <femke@fjord.test>", "A torn parcel").await;
        let text = "Hi {{contact.first_name|there}} of {{contact.company|yours}},\r\n\r\n#{{ticket.number}} “{{ticket.subject}}” \
                    goes to {{contact.email}}.\n\n{{agent.first_name}}, {{desk.name}} {{contact.company}}\n\n";
        let reply = save(&w, &w.admin, json!({ "name": "Hello", "text": text, "shared": true })).await;
        let filled = w.desk.fill_saved_reply(&w.admin, reply.unwrap().line.id, id).await.unwrap();
        let wanted = format!(
            "Hi Femke of yours,\n\n#{id} “A torn parcel” goes to femke@fjord.test.\n\nAda, Wissel "
        );
        assert_eq!((filled.text, filled.missing), (wanted, vec!["contact.company".to_owned()]));
    })
    .await;
}

#[tokio::test]
async fn everybodys_replies_are_the_admins_and_ones_own_are_ones_own() {
    each(|w| async move {
        let (maud, joris) = (w.agent("Maud").await, w.agent("Joris").await);
        let shared = json!({ "folder": "Returns", "name": "Label", "text": "x", "shared": true });
        assert!(matches!(save(&w, &maud, shared.clone()).await, Err(Error::Forbidden(_))));
        let label = save(&w, &w.admin, shared.clone()).await.unwrap().line.id;
        let own = save(&w, &maud, json!({ "name": "Mine", "text": "secret" })).await.unwrap().line;
        assert_eq!(names(&w, &maud).await, ["/Mine", "Returns/Label"]);
        assert_eq!(names(&w, &joris).await, ["Returns/Label"]);
        assert!(!w.desk.saved_replies(&maud).await.unwrap()[1].may_change);

        // Of hers nobody else hears, not even an admin.
        let ticket = w.mail("a@x.test", "one").await;
        for who in [&joris, &w.admin] {
            let rename = serde_json::from_value(json!({ "name": "Got it" })).unwrap();
            let tries = [
                w.desk.saved_reply(who, own.id).await.map(drop),
                w.desk.change_saved_reply(who, own.id, rename, None).await.map(drop),
                w.desk.delete_saved_reply(who, own.id).await,
                w.desk.fill_saved_reply(who, own.id, ticket).await.map(drop),
            ];
            assert!(
                tries.iter().all(|one| *one == Err(Error::NotFound("saved_reply"))),
                "{tries:?}"
            );
            let (heard, _) = w.desk.events_after(who, Cursor::default(), 1000).await.unwrap();
            assert!(heard.iter().all(|one| one.data["saved_reply"] != own.id.0), "{heard:?}");
        }
        assert!(matches!(w.desk.delete_saved_reply(&maud, label).await, Err(Error::Forbidden(_))));
        w.desk.delete_saved_reply(&maud, own.id).await.unwrap();
        // What an admin shares of their own is everybody's from then on.
        let mine =
            save(&w, &w.admin, json!({ "name": "Tried", "text": "x" })).await.unwrap().line.id;
        let share = serde_json::from_value(json!({ "shared": true })).unwrap();
        w.desk.change_saved_reply(&w.admin, mine, share, Some(1)).await.unwrap();
        assert_eq!(names(&w, &joris).await, ["/Tried", "Returns/Label"]);
        let late = serde_json::from_value(json!({ "name": "Late" })).unwrap();
        let late = w.desk.change_saved_reply(&w.admin, mine, late, Some(1)).await;
        assert!(
            matches!(late, Err(Error::Changed { what: "saved_reply", version: 2 })),
            "{late:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_saved_says_why() {
    each(|w| async move {
        let good = json!({ "folder": "A", "name": "N", "text": "x", "shared": true });
        save(&w, &w.admin, good.clone()).await.unwrap();
        for (change, told) in [
            (json!({}), ("name", "saved_reply.name_taken")),
            (json!({ "name": " " }), ("name", "invalid.name")),
            (json!({ "folder": "x".repeat(61) }), ("folder", "saved_reply.folder")),
            (json!({ "text": " \n" }), ("text", "saved_reply.text")),
            (json!({ "text": "{{contact.nmae}}" }), ("text", "saved_reply.placeholder")),
        ] {
            let mut draft = good.clone();
            draft.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
            assert_eq!(fault(&save(&w, &w.admin, draft).await.unwrap_err()), told);
        }
        // The same name for oneself, or in another folder, is free.
        save(&w, &w.admin, json!({ "folder": "A", "name": "N", "text": "x" })).await.unwrap();
        save(&w, &w.admin, json!({ "folder": "B", "name": "N", "text": "x", "shared": true }))
            .await
            .unwrap();
    })
    .await;
}
