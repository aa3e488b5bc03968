//! The command line, as somebody types it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use base64::Engine;
use wissel_model::ChannelKind;
use wissel_store::channels::{self, Draft};
use wissel_store::seal::Sealer;
use wissel_store::{Db, Target};

/// Runs the program without what the machine of the tests happens to be set to.
fn wissel(arguments: &[&str], environment: &[(&str, &str)], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wissel"));
    for (name, _) in
        std::env::vars().filter(|(name, _)| name.starts_with("WISSEL_") || name == "DATABASE_URL")
    {
        command.env_remove(name);
    }
    command.envs(environment.iter().copied()).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that asks for nothing may have ended already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[track_caller]
fn told(output: &Output, code: i32) -> String {
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{out}{err}");
    if code == 0 { out.into_owned() } else { err.into_owned() }
}

#[test]
fn wrong_input_is_two_and_one_line() {
    for wrong in [
        &["serv"][..],
        &[],
        &["explain"],
        &["explain", "x"],
        &["explain", "1", "--language", "fr"],
        &["user", "add", "--email", "x"],
        &["user", "add", "--email", "a@b.test", "--name", "A", "--role", "boss"],
        &["user", "add", "--email", "a@b.test", "--name", "A", "--access", "some"],
        &["migrate", "--data", "Cargo.toml"],
        &["serve", "--listen", "here"],
        &["serve", "--what"],
        &["migrate", "--config", "not/there.toml"],
    ] {
        let said = told(&wissel(wrong, &[], ""), 2);
        assert_eq!(said.lines().count(), 1, "{wrong:?}: {said}");
        assert!(said.starts_with("error: "), "{said}");
    }
}

#[test]
fn the_command_line_wins_over_the_environment_and_that_over_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(at("wissel.toml"), format!("database = {:?}", at("file.db"))).unwrap();
    let data = at("");
    let made = |name: &str| folder.path().join(name).exists();
    told(&wissel(&["migrate", "--data", &data], &[], ""), 0);
    assert!(made("file.db"));
    let environment = [("WISSEL_DATA", data.as_str()), ("WISSEL_DATABASE", &at("environment.db"))];
    told(&wissel(&["migrate"], &environment, ""), 0);
    assert!(made("environment.db"));
    told(&wissel(&["migrate", "--database", &at("flag.db")], &environment, ""), 0);
    assert!(made("flag.db"));
    std::fs::write(at("wissel.toml"), "databse = 'x'").unwrap();
    assert!(told(&wissel(&["migrate"], &environment, ""), 2).contains("`databse`"));
}

#[test]
fn a_desk_is_backed_up_and_put_back_where_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (old, new, file) = (at("old"), at("new"), at("desk.backup"));
    told(&wissel(&["migrate", "--data", &old], &[], ""), 0);
    let add = [
        "user",
        "add",
        "--data",
        &old,
        "--email",
        "ada@acme.test",
        "--name",
        "Ada",
        "--role",
        "admin",
    ];
    assert!(told(&wissel(&add, &[], "short\n"), 2).contains("password"));
    told(&wissel(&add, &[], "a password long enough\n"), 0);
    assert!(told(&wissel(&add, &[], "a password long enough\n"), 2).contains("email"));

    told(&wissel(&["backup", &file, "--data", &old], &[], ""), 0);
    told(&wissel(&["backup", &file, "--data", &old], &[], ""), 1);
    told(&wissel(&["restore", &file, "--data", &new], &[], ""), 0);
    told(&wissel(&["restore", &file, "--data", &new], &[], ""), 1);
    assert!(told(&wissel(&["verify-decisions", "--data", &new], &[], ""), 0).contains("0 wrong"));
    let again = ["user", "add", "--data", &new, "--email", "ada@acme.test", "--name", "Ada"];
    assert!(
        told(&wissel(&again, &[], "a password long enough\n"), 2).contains("email"),
        "Ada came along"
    );

    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, &text[..text.len() / 2]).unwrap();
    assert!(
        told(&wissel(&["restore", &file, "--data", &at("third")], &[], ""), 1).contains("complete")
    );
    assert!(!folder.path().join("third").exists());
}

#[test]
fn help_lists_every_command_and_option() {
    let help = told(&wissel(&["--help"], &[], ""), 0);
    for word in
        ["serve", "migrate", "user", "explain", "verify-decisions", "doctor", "backup", "restore"]
    {
        assert!(help.contains(word), "{word}");
    }
    for option in [
        "--data",
        "--listen",
        "--lmtp",
        "--database",
        "--demo",
        "--base-url",
        "--blobs",
        "WISSEL_LISTEN",
    ] {
        assert!(help.contains(option), "{option}");
    }
}

#[test]
fn a_word_that_is_not_possible_is_answered_with_those_that_are() {
    let add = ["user", "add", "--email", "a@b.test", "--name", "A", "--role", "boss"];
    assert!(told(&wissel(&add, &[], ""), 2).contains("admin, agent"));
    assert!(told(&wissel(&["explain", "1", "--language", "fr"], &[], ""), 2).contains("en, nl"));
}

#[test]
fn a_database_that_cannot_be_opened_is_named_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let file = folder.path().join("desk.db");
    std::fs::write(&file, "this is no database, and long enough to be looked at ".repeat(40))
        .unwrap();
    for command in ["migrate", "verify-decisions"] {
        let said = told(&wissel(&[command, "--data", data], &[], ""), 1);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert_eq!(said.matches(file.to_str().unwrap()).count(), 1, "{said}");
    }
    let said = told(&wissel(&["migrate", "--data", file.to_str().unwrap()], &[], ""), 2);
    assert!(said.contains("is a file, not a folder"), "{said}");

    let away = ["migrate", "--data", data, "--database", "postgres://joe:secret@127.0.0.1:1/desk"];
    let said = told(&wissel(&away, &[], ""), 1);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.contains("PostgreSQL") && !said.contains("secret"), "{said}");
    let parts: Vec<&str> = said.trim().split(": ").collect();
    let mut once = parts.clone();
    once.dedup();
    assert_eq!(parts, once, "nothing is said twice");
    assert!(!said.contains("creating a new object"), "{said}");
}

#[test]
fn a_server_that_cannot_take_mail_never_says_that_it_listens() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let serve = ["serve", "--data", data, "--listen", "127.0.0.1:0", "--lmtp"];
    for more in
        [&[taken.as_str()][..], &["127.0.0.1:0", "--lmtp-cert", "not.pem", "--lmtp-key", "not.pem"]]
    {
        let output = wissel(&[&serve[..], more].concat(), &[], "");
        let said = told(&output, 1);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(output.stdout.is_empty(), "{}", String::from_utf8_lossy(&output.stdout));
    }
}

/// A desk with a channel whose secrets were sealed with a key of sevens; its mail server is nobody's.
async fn sealed(data: &std::path::Path) {
    let db = Db::open(&Target::Sqlite(data.join("desk.db"))).await.unwrap();
    wissel_store::migrate::migrate(&db, 0).await.unwrap();
    let smtp =
        r#"{"host": "127.0.0.1", "port": 1, "security": "none", "user": "s", "auth": "password"}"#;
    let draft = Draft {
        name: "Support".to_owned(),
        address: Some("support@acme.test".to_owned()),
        active: true,
        settings: format!(
            r#"{{"address": "support@acme.test", "from_name": "A", "receive": "delivered", "smtp": {smtp}}}"#
        ),
        secrets: Sealer::new([7; 32]).seal("mail channel", r#"{"smtp_password": "x"}"#, [0; 12]),
        secrets_set: r#"["smtp_password"]"#.to_owned(),
    };
    db.write(move |tx| {
        channels::insert(tx, ChannelKind::Email, &draft, "{}", None, jiff::Timestamp::UNIX_EPOCH)
    })
    .await
    .unwrap();
    db.close().await;
}

#[tokio::test]
async fn secrets_that_no_key_opens_are_found_and_no_other_key_is_made() {
    let folder = tempfile::tempdir().unwrap();
    sealed(folder.path()).await;
    let (data, key) = (folder.path().to_str().unwrap(), folder.path().join("key"));
    let doctor = || {
        let output = wissel(&["doctor", "--data", data], &[], "");
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    let put = |key: &std::path::Path, byte: u8| {
        std::fs::write(key, base64::engine::general_purpose::STANDARD.encode([byte; 32])).unwrap();
    };
    let finding = "WRONG  Support: its stored secrets cannot be opened with this key file";

    assert!(doctor().contains(finding), "the key is gone");
    let file = folder.path().join("copy");
    for command in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["explain", "1"],
        &["backup", file.to_str().unwrap()],
    ] {
        let said = told(&wissel(&[command, &["--data", data]].concat(), &[], ""), 2);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(key.to_str().unwrap()) && said.contains("put it back"), "{said}");
        assert!(!key.exists(), "{command:?} made another key");
    }
    put(&key, 8);
    assert!(doctor().contains(finding), "the key is another one");
    put(&key, 7);
    let said = doctor();
    assert!(!said.contains(finding) && said.contains("Support, mail out"), "{said}");
}
