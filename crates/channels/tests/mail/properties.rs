//! What holds for any input.

use proptest::{collection::vec, prelude::*, sample::Index};
use wissel_channels::mail::{
    Limits, address, bounce, html,
    loops::verdict,
    parse, quote,
    smtp::Config,
    thread::{
        Key, OwnMessage, candidates, message_id, read_message_id, read_reply_address, reply_address,
    },
};

use crate::{samples, smtp::Client};

/// Everything that is done with an arrived mail.
fn handle(raw: &[u8]) {
    let Ok(mail) = parse(raw, &Limits::default()) else { return };
    let _ = verdict(&mail, None, "here");
    let _ = bounce::read(&mail);
    let _ = candidates(&mail, &[], "support@acme.test", &Key::new([1; 32]));
    let folded = quote::fold(&mail.text);
    assert_eq!(format!("{}{}", folded.fresh, folded.quoted.unwrap_or_default()), mail.text);
    if let Some(page) = &mail.html {
        let _ = quote::fold_html(page);
    }
    assert!(!mail.text.contains('\0') && !mail.subject.contains(['\0', '\n', '\r']));
}

/// A sample with stretches of it taken out, doubled, or overwritten.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), any::<Index>(), 0..3, vec(any::<u8>(), 0..8));
    (any::<Index>(), vec(change, 1..12)).prop_map(|(which, changes)| {
        let all = samples::all();
        let mut raw = all[which.index(all.len())].1.clone();
        for (from, length, kind, bytes) in changes {
            let from = from.index(raw.len() + 1);
            let to = (from + length.index(200)).min(raw.len());
            let new = match kind {
                0 => Vec::new(),
                1 => raw[from..to].repeat(2),
                _ => bytes,
            };
            raw.splice(from..to, new);
        }
        raw
    })
}

/// Lines of a conversation, sensible and not.
fn conversation() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just(b"LHLO x\r\n".to_vec()),
        Just(b"EHLO x\r\n".to_vec()),
        Just(b"MAIL FROM:<a@x.test>\r\n".to_vec()),
        Just(b"RCPT TO:<support@acme.test>\r\n".to_vec()),
        Just(b"RCPT TO:<nobody@acme.test>\r\n".to_vec()),
        Just(b"DATA\r\n".to_vec()),
        Just(b"BDAT 3\r\nabc".to_vec()),
        Just(b"BDAT 2 LAST\r\n\r\n".to_vec()),
        Just(b"RSET\r\n".to_vec()),
        Just(b".\r\n".to_vec()),
        Just(b"\n.\n".to_vec()),
        Just(b"..x\r\n".to_vec()),
        Just(b".".to_vec()),
        Just(b"\r".to_vec()),
        Just(b"\n".to_vec()),
        Just(vec![b'x'; 3000]),
        vec(any::<u8>(), 0..30),
    ];
    vec(line, 0..40).prop_map(|lines| lines.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(raw in vec(any::<u8>(), 0..2000)) {
        handle(&raw);
    }

    #[test]
    fn any_damaged_mail_is_read_without_panic(raw in mutated()) {
        handle(&raw);
    }

    #[test]
    fn any_html_is_cleaned_of_what_acts(page in "(<(script|img src=x onerror=|a href=|table|td|p|b|/p|/b|/table|svg|style|!--|x)|>|\"|'|&lt;|=|javascript:|cid:a|https://x| |[a-z<>]{1,5}){0,40}") {
        let clean = html::clean(&page);
        let lower = clean.to_lowercase();
        prop_assert!(!lower.contains("<script") && !lower.contains("<svg") && !lower.contains("<style"));
        for tag in lower.split('<').skip(1) {
            let inside = tag.split('>').next().unwrap_or_default();
            prop_assert!(!inside.contains("onerror=") || inside.contains('"'), "{}", clean);
            prop_assert!(!inside.contains("href=\"javascript"), "{}", clean);
        }
        let _ = html::to_text(&clean);
        let _ = html::resolve_cids(&clean, |_| None);
        let _ = html::show_remote_images(&clean);
    }

    #[test]
    fn folding_keeps_every_character(text in "(On 1 x wrote:\n|> a\n|b\n|From: x\n|To: y\nSubject: z\n|-----Original Message-----\n|\n|é ){0,30}") {
        let folded = quote::fold(&text);
        prop_assert_eq!(format!("{}{}", folded.fresh, folded.quoted.unwrap_or_default()), &text[..]);
        prop_assert!(folded.quoted.is_none() || folded.fresh.chars().any(char::is_alphanumeric));
    }

    #[test]
    fn folding_html_keeps_every_word(page in "(<div class=gmail_quote>|<blockquote type=cite>|</blockquote>|</div>|<p>|word |<div id=appendonsend>|<b>|<img src=cid:x>){0,20}") {
        let clean = html::clean(&page);
        let folded = quote::fold_html(&clean);
        let words = |html: &str| html.matches("word").count();
        prop_assert_eq!(words(&folded.fresh) + folded.quoted.as_deref().map_or(0, words), words(&clean));
    }

    #[test]
    fn any_chunking_of_a_conversation_gives_the_same_replies(bytes in conversation(), cuts in vec(any::<Index>(), 0..20), tls in any::<bool>()) {
        let set = |config: &mut Config| { config.tls_available = tls; config.max_size = 40; config.max_errors = 20; };
        let mut whole = Client::new(set);
        whole.send(&bytes);
        let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).chain([0, bytes.len()]).collect();
        places.sort_unstable();
        let mut pieces = Client::new(set);
        for pair in places.windows(2) {
            pieces.send(&bytes[pair[0]..pair[1]]);
        }
        let mut single = Client::new(set);
        let mut elsewhere = Client::new(set);
        elsewhere.takes = Some(Vec::new());
        for byte in &bytes {
            single.send([*byte]);
            elsewhere.send([*byte]);
        }
        prop_assert_eq!((&whole.said, &whole.mails, whole.closed), (&elsewhere.said, &elsewhere.mails, elsewhere.closed));
        prop_assert_eq!((&whole.said, &whole.mails, whole.closed), (&pieces.said, &pieces.mails, pieces.closed));
        prop_assert_eq!((&whole.said, &whole.mails, whole.closed), (&single.said, &single.mails, single.closed));
    }

    #[test]
    fn a_sent_mail_comes_out_as_it_was(body in vec(prop_oneof![Just("."), Just("\r\n"), Just("..\r\n"), Just("x"), Just("\r\n.\r\n")], 0..30)) {
        let mail = format!("{}\r\n", body.concat());
        let stuffed: String = mail.split_inclusive("\r\n").map(|line| if line.starts_with('.') { format!(".{line}") } else { line.to_owned() }).collect();
        let mut client = Client::new(|_| {});
        client.send("LHLO x\r\nMAIL FROM:<>\r\nRCPT TO:<a@x.test>\r\nDATA\r\n");
        client.send(format!("{stuffed}.\r\n"));
        prop_assert_eq!(String::from_utf8_lossy(&client.mails[0].data), mail);
    }

    #[test]
    fn marks_go_round_and_cannot_be_forged(ticket in 1..i64::MAX, message in 1..i64::MAX, secret in any::<[u8; 32]>(), place in any::<Index>(), bit in 0..7_u8) {
        let (team, key) = ("support@acme.test", Key::new(secret));
        let address = reply_address(team, ticket, &key).expect("room enough");
        prop_assert_eq!(read_reply_address(&address, team, &key), Some(ticket));
        let own = OwnMessage { ticket, message };
        let id = message_id(team, own, &key).expect("an id");
        prop_assert_eq!(read_message_id(&id, &key), Some(own));
        let flip = |text: &str| {
            let mut bytes = text.as_bytes().to_vec();
            bytes[place.index(text.len())] ^= 1 << bit;
            String::from_utf8(bytes).expect("seven bits stay ASCII")
        };
        let (address_2, id_2) = (flip(&address), flip(&id));
        // A flipped case is the same address.
        if !address_2.eq_ignore_ascii_case(&address) {
            prop_assert_eq!(read_reply_address(&address_2, team, &key), None, "{}", address_2);
        }
        if !id_2.eq_ignore_ascii_case(&id) {
            prop_assert_eq!(read_message_id(&id_2, &key), None, "{}", id_2);
        }
    }

    #[test]
    fn a_normal_address_is_its_own_spelling(text in "[a-zA-Z0-9.+ü<> @-]{0,20}@[a-zA-Zü.-]{0,20}") {
        if let Some(address) = address::normalise(&text) {
            prop_assert_eq!(address::normalise(&address), Some(address.clone()));
        }
    }
}
