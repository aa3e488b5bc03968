//! swaks, somebody else's mail client, delivers.

use std::io::Write;
use std::process::{Command, Stdio};

use super::installed;
use super::mail::Mail;

/// How a mail is handed over.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Protocol {
    Lmtp,
    Smtp,
}

/// Delivers to 127.0.0.1, and fails unless the server took it.
pub(crate) fn deliver(mail: &Mail, port: u16, protocol: Protocol) {
    let (accepted, transcript) = try_to_deliver(mail, &mail.from, port, protocol);
    assert!(accepted, "the mail was not taken:\n{transcript}");
}

/// A mail with an empty sender in its envelope, as a bounce has.
pub(crate) fn deliver_without_sender(mail: &Mail, port: u16, protocol: Protocol) {
    let (accepted, transcript) = try_to_deliver(mail, "<>", port, protocol);
    assert!(accepted, "the mail was not taken:\n{transcript}");
}

/// Was it taken, and what was said?
pub(crate) fn try_to_deliver(
    mail: &Mail,
    sender: &str,
    port: u16,
    protocol: Protocol,
) -> (bool, String) {
    let protocol = match protocol {
        Protocol::Lmtp => "LMTP",
        Protocol::Smtp => "ESMTP",
    };
    let mut swaks = Command::new(installed::program("swaks", "swaks"))
        .args([
            "--server",
            &format!("127.0.0.1:{port}"),
            "--protocol",
            protocol,
            "--helo",
            "mx.customer.test",
        ])
        .args(["--from", sender, "--to", &mail.to, "--data", "-", "--timeout", "10"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("swaks was found");
    let mut stdin = swaks.stdin.take().expect("it was asked for as a pipe");
    stdin.write_all(mail.content().as_bytes()).expect("swaks reads its input");
    drop(stdin);
    let output = swaks.wait_with_output().expect("swaks is our child");
    let transcript = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&transcript).into_owned())
}
