//! The commands of the binary beside `serve`.

use crate::parts::api::{Api, PASSWORD};
use crate::parts::database::{Database, Kind};
use crate::parts::wissel::{Start, Wissel};

#[tokio::test]
async fn a_user_who_was_added_on_the_command_line_can_sign_in() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let wissel = Wissel::start(Start::on(Database::create(kind).await)).await;
        let arguments =
            ["user", "add", "--name", "Ada Admin", "--email", "ada@acme.test", "--role", "admin"];
        let (done, said) = wissel.command(&arguments, &format!("{PASSWORD}\n"));
        assert!(done, "{said}");
        assert!(!said.contains(PASSWORD), "a password is never printed: {said}");
        let ada = Api::sign_in(&wissel.url, "ada@acme.test").await;
        assert_eq!(ada.get("/me").await["role"], "admin");
    }
}

#[tokio::test]
async fn the_doctor_finds_a_new_desk_well() {
    let wissel = Wissel::start(Start::on(Database::Sqlite)).await;
    let (well, said) = wissel.command(&["doctor"], "");
    assert!(well, "{said}");
}

#[tokio::test]
async fn a_backup_is_restored_elsewhere_and_never_over_something() {
    let wissel = Wissel::start(Start::on(Database::Sqlite)).await;
    Api::set_up(&wissel.url, wissel.setup_link(), "Ada Admin", "ada@acme.test").await;
    let folder = crate::parts::folder::Folder::new("backup");
    let copy = folder.file("copy");
    let copy = copy.to_str().expect("the temporary folder has a plain name");
    let (done, said) = wissel.command(&["backup", copy], "");
    assert!(done, "{said}");
    let (done, said) = wissel.command(&["restore", copy], "");
    assert!(!done, "the desk that is in use was overwritten: {said}");

    // It may be restored on the other database as well.
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let elsewhere = Wissel::restored(copy, Database::create(kind).await).await;
        let ada = Api::sign_in(&elsewhere.url, "ada@acme.test").await;
        assert_eq!(ada.get("/me").await["name"], "Ada Admin");
    }
}
