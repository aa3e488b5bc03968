//! Contacts from a file, and into one.

use serde_json::json;
use wissel_desk::contacts::{Filter, ImportPlan};
use wissel_desk::view::{ContactView, ImportView, Part};
use wissel_model::{Error, ImportId, Language, Result};

use crate::contact_pages::{change, make, timeline};
use crate::sent::Sent;
use crate::world::{World, each};

const FILE: &str = "Name;E-mail;Phone;Company;Owner;Shoe size\r\n\
    Jo van Berg;JO@x.test, jo@home.test;+31 (0)20 123 45 67;Fjord;Maud;43\r\n\
    Ann;ann@x.test;;Haven;;\r\n\
    Broken;no address;;;;\r\n\
    Twice;ann@x.test;;;;\r\n\
    ;;;;;40\r\n\
    Lost;lost@x.test;;;Nobody at all;\r\n\
    \"=HYPERLINK(\"\"x\"\")\";formula@x.test;;;;\r\n";

fn plan(known: &str) -> ImportPlan {
    let columns = json!(["name", "email", "phone", "company", "owner", "skip"]);
    serde_json::from_value(json!({ "columns": columns, "known": known })).unwrap()
}

async fn bring(world: &World, text: &str) -> Result<ImportView> {
    world.desk.bring_contacts(&world.admin, "people.csv", text.as_bytes()).await
}

async fn work(world: &World, id: ImportId) -> ImportView {
    world.desk.run_jobs_now(&Sent::default()).await.unwrap();
    world.desk.contact_import(&world.admin, id).await.unwrap()
}

async fn tried(world: &World, id: ImportId, known: &str) -> ImportView {
    world.desk.try_import(&world.admin, id, plan(known)).await.unwrap();
    work(world, id).await
}

async fn done(world: &World, id: ImportId) -> ImportView {
    world.desk.run_import(&world.admin, id).await.unwrap();
    work(world, id).await
}

fn counts(import: &ImportView) -> (i64, i64, i64, i64) {
    let counts = &import.counts;
    (counts.made, counts.changed, counts.same, counts.refused)
}

async fn rows(world: &World, id: ImportId) -> Vec<String> {
    let part = Part { cursor: None, limit: Some(200) };
    let page = world.desk.import_rows(&world.admin, id, None, part).await.unwrap();
    page.items.iter().map(|row| format!("{} {}", row.line, row.sentence)).collect()
}

async fn all(world: &World) -> Vec<ContactView> {
    let part = Part { cursor: None, limit: Some(200) };
    world.desk.contacts(&world.admin, "", Filter::default(), part).await.unwrap().items
}

#[tokio::test]
async fn what_was_told_before_is_what_happens() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let jo = make(&world, "J. Berg", "jo@x.test", "").await;
        let import = bring(&world, FILE).await.unwrap();
        assert_eq!((import.state.as_str(), import.total), ("uploaded", 7));
        let guessed: Vec<_> = import.columns.iter().map(|one| json!(one.meaning)).collect();
        assert_eq!(json!(guessed), json!(["name", "email", "phone", "company", "owner", "skip"]));
        assert_eq!(import.columns[1].samples[1], "ann@x.test");
        let early = world.desk.run_import(&world.admin, import.id).await;
        assert_eq!(early.unwrap_err(), Error::refused("import.try_first"));

        let before = all(&world).await.len();
        let dry = tried(&world, import.id, "fill").await;
        assert_eq!((dry.state.as_str(), dry.done), ("tried", 7));
        assert_eq!(counts(&dry), (2, 1, 0, 4));
        let told = rows(&world, import.id).await;
        assert_eq!(
            told,
            [
                "2 Gets: company, owner, addresses",
                "3 New contact",
                "4 “no address” is not an e-mail address.",
                "5 Row 3 has the same address; the first one counts.",
                "6 There is no name and no address in this row.",
                "7 There is no active user called “Nobody at all”.",
                "8 New contact",
            ]
        );
        assert_eq!(all(&world).await.len(), before, "nothing is changed by trying");
        assert_eq!(world.desk.contact(&world.admin, jo.id).await.unwrap().version, jo.version);

        let real = done(&world, import.id).await;
        assert_eq!((real.state.as_str(), counts(&real)), ("imported", counts(&dry)));
        assert_eq!(rows(&world, import.id).await, told);
        let now = world.desk.contact(&world.admin, jo.id).await.unwrap();
        assert_eq!((now.name.as_str(), now.company.as_deref()), ("J. Berg", Some("Fjord")));
        assert_eq!(now.owner.map(|owner| owner.id), Some(maud.user.0));
        let reached: Vec<_> = now.addresses.iter().map(|one| one.value.as_str()).collect();
        assert_eq!(reached, ["jo@x.test", "jo@home.test", "+31201234567"]);
        let told = timeline(&world, &world.admin, jo.id, 50).await;
        assert!(told.contains(&"Ada: Imported from people.csv".to_owned()), "{told:?}");
        world.desk.index_now().await.unwrap();
        let found = world.desk.contacts(&world.admin, "haven", Filter::default(), Part::default());
        assert_eq!(found.await.unwrap().items[0].name, "Ann", "and they are found");

        let again = world.desk.run_import(&world.admin, import.id).await;
        assert_eq!(again.unwrap_err(), Error::refused("import.done"));
        // The same file once more has nothing new.
        let more = bring(&world, FILE).await.unwrap();
        assert_eq!(counts(&tried(&world, more.id, "fill").await), (0, 0, 3, 4));
    })
    .await;
}

#[tokio::test]
async fn the_file_wins_or_nobody_known_is_touched_if_one_likes() {
    each(|world| async move {
        let jo = make(&world, "J. Berg", "jo@x.test", "Old").await;
        let file = "Name,E-mail,Phone,Company,Owner,x\nJo Berg,jo@x.test,,New,,\n";
        let import = bring(&world, file).await.unwrap();
        assert_eq!(counts(&tried(&world, import.id, "leave").await), (0, 0, 1, 0));
        assert_eq!(counts(&tried(&world, import.id, "fill").await), (0, 0, 1, 0));
        assert_eq!(counts(&tried(&world, import.id, "overwrite").await), (0, 1, 0, 0));
        done(&world, import.id).await;
        let now = world.desk.contact(&world.admin, jo.id).await.unwrap();
        assert_eq!((now.name.as_str(), now.company.as_deref()), ("Jo Berg", Some("New")));
    })
    .await;
}

#[tokio::test]
async fn two_rows_that_reach_the_same_contact_both_count() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let head = "Name;E-mail;Phone;Company;Owner;x\n";
        let first =
            bring(&world, &format!("{head}Jo;jo@x.test, jo@home.test;;;;\n")).await.unwrap();
        tried(&world, first.id, "fill").await;
        done(&world, first.id).await;
        let rows = "Jo;jo@x.test;;Fjord;;\nJo;jo@home.test, jo@work.test;;Other;Maud;\n";
        let second = bring(&world, &format!("{head}{rows}")).await.unwrap();
        assert_eq!(counts(&tried(&world, second.id, "fill").await), (0, 2, 0, 0));
        assert_eq!(counts(&done(&world, second.id).await), (0, 2, 0, 0));
        let [jo] = &all(&world).await[..] else { panic!("one contact") };
        assert_eq!(jo.company.as_deref(), Some("Fjord"));
        assert_eq!(jo.owner.as_ref().map(|owner| owner.id), Some(maud.user.0));
        assert_eq!(jo.addresses.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_row_that_means_two_people_and_a_file_that_is_none_are_refused() {
    each(|world| async move {
        make(&world, "a", "a@x.test", "").await;
        make(&world, "b", "b@x.test", "").await;
        let import = bring(&world, "Name,E-mail,c,d,e,f\nX,a@x.test b@x.test,,,,\n").await.unwrap();
        let wrong = |columns: serde_json::Value| -> ImportPlan {
            serde_json::from_value(json!({ "columns": columns, "known": "fill" })).unwrap()
        };
        for (columns, code) in [
            (json!(["name"]), "import.columns"),
            (json!(["skip", "skip", "skip", "company", "skip", "skip"]), "import.no_person"),
            (json!(["name", "name", "skip", "skip", "skip", "skip"]), "import.twice"),
        ] {
            let answer = world.desk.try_import(&world.admin, import.id, wrong(columns)).await;
            assert_eq!(answer.unwrap_err(), Error::field("columns", code));
        }
        assert_eq!(counts(&tried(&world, import.id, "fill").await), (0, 0, 0, 1));
        let told = rows(&world, import.id).await;
        assert_eq!(told, ["2 These addresses belong to two different contacts. Merge them first."]);
        for none in ["", "only a head\n", "PK\u{3}\u{4}\0"] {
            assert!(matches!(bring(&world, none).await, Err(Error::Invalid(_))), "{none:?}");
        }
        let agent = world.agent("Maud").await;
        let answer = world.desk.bring_contacts(&agent, "x", FILE.as_bytes()).await;
        assert!(matches!(answer, Err(Error::Forbidden(_))), "an admin's work");
        let answer = world.desk.export_contacts(&agent, "", Filter::default(), None).await;
        assert!(matches!(answer, Err(Error::Forbidden(_))));
    })
    .await;
}

#[tokio::test]
async fn what_goes_out_holds_no_formula_and_can_come_back() {
    each(|world| async move {
        let jo = make(&world, "=1+1", "jo@x.test", "Fjord, Cycles").await;
        let phone = json!({ "addresses": [
            { "kind": "email", "value": "jo@x.test" }, { "kind": "phone", "value": "+31 20 123 45 67" },
        ]});
        change(&world, jo.id, phone).await.unwrap();
        for n in 0..230 {
            make(&world, &format!("N{n}"), &format!("n{n}@x.test"), "").await;
        }
        for language in [Language::En, Language::Nl] {
            let mut admin = world.admin.clone();
            admin.language = language;
            let (mut text, mut cursor) = (String::new(), None);
            loop {
                let piece = world.desk.export_contacts(&admin, "", Filter::default(), cursor).await;
                let (more, next) = piece.unwrap();
                text.push_str(&more);
                cursor = next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(text.lines().count(), 232);
            assert!(text.lines().all(|line| !line.contains(",=") && !line.starts_with('=')));
            assert!(text.contains("\"'=1+1\""), "{text}");
            assert!(text.contains("\"'+31201234567\""), "{text}");
            let import = bring(&world, &text).await.unwrap();
            let columns = json!(["name", "email", "phone", "company", "owner"]);
            let given: Vec<_> = import.columns.iter().map(|one| json!(one.meaning)).collect();
            assert_eq!(json!(given), columns, "our own columns are known again");
            let plan = json!({ "columns": columns, "known": "overwrite" });
            let plan = serde_json::from_value(plan).unwrap();
            world.desk.try_import(&world.admin, import.id, plan).await.unwrap();
            assert_eq!(counts(&work(&world, import.id).await), (0, 0, 231, 0), "nothing is new");
        }
    })
    .await;
}

#[tokio::test]
async fn refused_rows_come_back_as_a_file_with_the_reasons() {
    each(|world| async move {
        world.agent("Maud").await;
        let import = bring(&world, FILE).await.unwrap();
        tried(&world, import.id, "fill").await;
        let text = world.desk.import_errors(&world.admin, import.id).await.unwrap();
        assert!(
            text.starts_with("\u{feff}Name,E-mail,Phone,Company,Owner,\"Shoe size\",Problem\r\n")
        );
        assert_eq!(text.lines().count(), 5);
        assert!(
            text.contains("Broken,\"no address\",,,,,\"“no address” is not an e-mail address.\"")
        );
    })
    .await;
}
