//! Which ticket a mail continues.

use wissel_channels::mail::thread::{
    Key, OwnMessage, ThreadHint, candidates, message_id, read_message_id, read_reply_address,
    reply_address, subject_tag,
};

use crate::samples::mail;

const TEAM: &str = "support@acme.test";

fn key() -> Key {
    Key::new([7; 32])
}

#[test]
fn a_reply_address_leads_back_to_its_ticket() {
    let address = reply_address(TEAM, 42, &key()).expect("an address");
    assert!(address.starts_with("support+t42.") && address.ends_with("@acme.test"), "{address}");
    assert_eq!(read_reply_address(&address, TEAM, &key()), Some(42));
    assert_eq!(read_reply_address(&address.to_uppercase(), "Support@ACME.test", &key()), Some(42));
}

#[test]
fn a_reply_address_of_another_team_key_or_ticket_is_none() {
    let address = reply_address(TEAM, 42, &key()).expect("an address");
    assert_eq!(read_reply_address(&address, "sales@acme.test", &key()), None);
    assert_eq!(
        read_reply_address(&address.replace("acme", "evil"), "support@evil.test", &key()),
        None
    );
    assert_eq!(read_reply_address(&address, TEAM, &Key::new([8; 32])), None);
    for other in [
        address.replace("t42", "t43"),
        address.replace("t42", "t042"),
        address.replace("t42", "t+42"),
        TEAM.to_owned(),
    ] {
        assert_eq!(read_reply_address(&other, TEAM, &key()), None, "{other}");
    }
}

#[test]
fn a_team_address_without_room_has_no_reply_address() {
    assert_eq!(reply_address(&format!("{}@acme.test", "x".repeat(60)), 1, &key()), None);
    assert_eq!(reply_address("nonsense", 1, &key()), None);
}

#[test]
fn our_message_id_says_which_message_it_is() {
    let own = OwnMessage { ticket: 42, message: 7 };
    let id = message_id(TEAM, own, &key()).expect("an id");
    assert_eq!(read_message_id(&id, &key()), Some(own));
    assert_eq!(read_message_id(&format!("<{id}>"), &key()), Some(own));
    assert_eq!(read_message_id(&id.replace("m7", "m8"), &key()), None);
    assert_eq!(read_message_id(&id.replace("acme", "evil"), &key()), None);
    assert_eq!(read_message_id("CAF1@mail.gmail.test", &key()), None);
}

#[test]
fn hints_come_in_the_order_they_are_to_be_believed() {
    let reply = reply_address(TEAM, 42, &key()).expect("an address");
    let own = message_id(TEAM, OwnMessage { ticket: 42, message: 7 }, &key()).expect("an id");
    let mail = mail(&format!(
        "From: a@x.test\nTo: {reply}\nIn-Reply-To: <{own}>\nReferences: <first@x.test> <second@x.test> <{own}>\nSubject: Re: [#41] Hi\n\nhello"
    ));
    let expected = [
        ThreadHint::ReplyAddress { ticket: 42 },
        ThreadHint::OwnMessage { ticket: 42, message: 7 },
        ThreadHint::MessageId("second@x.test".into()),
        ThreadHint::MessageId("first@x.test".into()),
        ThreadHint::SubjectTag { ticket: 41 },
    ];
    assert_eq!(candidates(&mail, &[], TEAM, &key()), expected);
}

#[test]
fn the_envelope_shows_a_reply_address_that_the_headers_hide() {
    let reply = reply_address(TEAM, 42, &key()).expect("an address");
    let mail = mail("From: a@x.test\nTo: undisclosed-recipients:;\nSubject: Hi\n\nhello");
    assert_eq!(
        candidates(&mail, &[reply], TEAM, &key()),
        [ThreadHint::ReplyAddress { ticket: 42 }]
    );
}

#[test]
fn a_subject_alone_is_no_hint() {
    let mail = mail("From: a@x.test\nTo: support@acme.test\nSubject: Re: Printer on fire\n\nhello");
    assert_eq!(candidates(&mail, &[], TEAM, &key()), []);
}

#[test]
fn a_subject_tag_is_read_wherever_it_stands() {
    for (subject, expected) in [
        ("[#42] Hi", Some(42)),
        ("Re: Hi [#42]", Some(42)),
        ("[#x] [#7]", Some(7)),
        ("[#042]", None),
        ("[#-1]", None),
        ("[#]", None),
        ("[#99999999999999999999999]", None),
        ("#42", None),
        ("[#é42]", None),
    ] {
        assert_eq!(subject_tag(subject), expected, "{subject}");
    }
}
