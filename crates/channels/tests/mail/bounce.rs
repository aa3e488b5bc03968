//! Reports on our mail.

use wissel_channels::mail::bounce::{Action, Bounce, read};

use crate::samples::{mail, read as sample};

#[test]
fn a_standard_report_names_the_failed_recipient_and_our_mail() {
    let expected = Bounce {
        original_message_id: Some("t42.m8.abc@acme.test".into()),
        recipient: Some("gone@corp.test".into()),
        action: Action::Failed,
        status: Some("5.1.1".into()),
        diagnostic: Some("550 5.1.1 <gone@corp.test>: Recipient address rejected: User unknown in virtual mailbox table".into()),
        permanent: true,
    };
    assert_eq!(read(&sample("bounce_postfix")), Some(expected));
}

#[test]
fn exims_report_is_read() {
    let bounce = read(&sample("bounce_exim")).expect("a bounce");
    assert_eq!(bounce.original_message_id.as_deref(), Some("t43.m9.abc@acme.test"));
    assert_eq!(
        (bounce.recipient.as_deref(), bounce.status.as_deref(), bounce.permanent),
        (Some("lost@corp.test"), Some("5.1.1"), true)
    );
    assert!(bounce.diagnostic.expect("a reason").ends_with("550 5.1.1 No such user"));
}

#[test]
fn qmails_report_is_read() {
    let bounce = read(&sample("bounce_qmail")).expect("a bounce");
    assert_eq!(bounce.original_message_id.as_deref(), Some("t44.m10.abc@acme.test"));
    assert_eq!(
        (bounce.recipient.as_deref(), bounce.status.as_deref(), bounce.permanent),
        (Some("full@corp.test"), Some("4.2.2"), false)
    );
}

#[test]
fn a_delay_is_not_the_end() {
    let report = mail(
        "From: postmaster@x.test\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nStill trying.\n--b\n\
         Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nFinal-Recipient: rfc822;a@y.test\nAction: delayed\nStatus: 4.4.1\n\n--b\n\
         Content-Type: text/rfc822-headers\n\nMessage-ID: <ours@acme.test>\nSubject: x\n\n--b--\n",
    );
    let bounce = read(&report).expect("a report");
    assert_eq!((bounce.action, bounce.permanent), (Action::Delayed, false));
    assert_eq!(bounce.original_message_id.as_deref(), Some("ours@acme.test"));
}

#[test]
fn what_people_write_is_no_report() {
    for name in ["gmail_reply", "forwarded_mail", "out_of_office", "newsletter", "calendar"] {
        assert_eq!(read(&sample(name)), None, "{name}");
    }
}
