//! The command line, as somebody types it.

use std::io::Write;
use std::process::{Command, Output, Stdio};

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
        &["user", "add", "--email", "x"],
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
