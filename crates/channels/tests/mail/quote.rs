//! Folding what only repeats.

use wissel_channels::mail::{
    html::{clean, to_text},
    quote::{fold, fold_html},
};

use crate::samples::read;

#[test]
fn each_mailers_reply_shows_what_is_new() {
    for (name, fresh) in [
        ("gmail_reply", "It is out now, thanks! ✔\n\nAnn"),
        ("gmail_dutch", "Dat klopt, dank u."),
        ("outlook_desktop", "Paid yesterday.\n\nBen"),
        ("outlook_web_french", "Ça marche, merci."),
        ("apple_mail_dutch", "Zie de foto hieronder; de doos is nat en de zijkant is open."),
        ("yahoo", "I have not received it."),
        ("thunderbird_german_top", "Am Montag, bitte."),
        ("iphone", "Yes please\n\nSent from my iPhone"),
    ] {
        let mail = read(name);
        let folded = fold(&mail.text);
        assert_eq!(folded.fresh.trim(), fresh, "{name}");
        assert!(folded.quoted.is_some(), "{name}");
    }
}

#[test]
fn each_mailers_html_reply_shows_what_is_new() {
    for (name, fresh) in [
        ("gmail_reply", "It is out now, thanks! ✔\n\nAnn"),
        ("outlook_desktop", "Paid yesterday.\n\nBen"),
        ("outlook_web_french", "Ça marche, merci."),
        ("apple_mail_dutch", "Zie de foto hieronder; de doos is nat en de zijkant is open."),
        ("yahoo", "I have not received it."),
        ("thunderbird_german_top", "Am Montag, bitte."),
    ] {
        let html = read(name).html.expect("html");
        let folded = fold_html(&html);
        let quoted = folded.quoted.unwrap_or_else(|| panic!("{name}: {html}"));
        assert_eq!(to_text(&folded.fresh).replace("\n\n\n", "\n\n"), fresh, "{name}");
        assert!(!to_text(&quoted).is_empty(), "{name}");
    }
}

#[test]
fn an_answer_below_or_between_the_quote_stays() {
    let mail = read("thunderbird_german_bottom");
    let folded = fold(&mail.text);
    assert!(
        folded.fresh.contains("Am Montag, bitte.") && folded.fresh.contains("Nach Köln."),
        "{folded:?}"
    );
    assert_eq!(folded.quoted, None);
    let html = clean("<p>See below</p><blockquote type=cite>When?</blockquote><p>Monday</p>");
    assert_eq!(fold_html(&html).quoted, None);
}

#[test]
fn announcements_in_many_languages_are_known() {
    for announcement in [
        "On Mon, May 4, 2026 at 10:00 AM Ann <a@x.test> wrote:",
        "On 4 May 2026, at 10:00, a person with a very long name whose mailer\nbreaks its lines <a@x.test>\nwrote:",
        "Op 4 mei 2026 om 10:00 schreef Ann:",
        "Op 04-05-2026 10:00 heeft Ann <a@x.test> geschreven:",
        "Ann schreef op 4-5-2026 om 10:00:",
        "Am 04.05.2026 um 10:00 schrieb Ann <a@x.test>:",
        "Le lun. 4 mai 2026 à 10:00, Ann <a@x.test> a écrit :",
        "Le 4 mai 2026 à 10:00, Ann a écrit :",
        "El lun, 4 may 2026 a las 10:00, Ann (<a@x.test>) escribió:",
        "Il giorno lun 4 mag 2026 Ann <a@x.test> ha scritto:",
        "Den mån 4 maj 2026 kl 10:00 skrev Ann <a@x.test>:",
        "2026-05-04 10:00 GMT+02:00 Ann <a@x.test>:",
        "04.05.2026, 10:00, \"Анна\" <a@x.test>:",
        "04.05.2026 10:00 пользователь \"Анна\" <\na@x.test> написал:",
        "-----Original Message-----",
        "----- Oorspronkelijk bericht -----",
        "-------- Ursprüngliche Nachricht --------",
        "---------- Forwarded message ---------",
        "-----Message d'origine-----",
        "Van: Ann\nVerzonden: maandag 4 mei 2026\nAan: Support\nOnderwerp: Iets",
        "Von: Ann\nGesendet: Montag\nAn: Support\nBetreff: Etwas",
        "De : Ann\nEnvoyé : lundi\nÀ : Support\nObjet : Chose",
        "*From:* Ann\n*Sent:* Monday\n*To:* Support\n*Subject:* A thing",
        "________________________________\nFrom: Ann\nSent: Monday\nTo: Support\nSubject: A thing",
    ] {
        let text = format!("My answer.\n\n{announcement}\n\nThe old words.\n");
        let folded = fold(&text);
        assert_eq!(folded.fresh, "My answer.\n\n", "{announcement}");
    }
}

#[test]
fn html_without_marks_is_folded_by_its_words() {
    for quoted in [
        "<hr><p><b>From:</b> Ann<br><b>Sent:</b> Monday<br><b>To:</b> Support<br><b>Subject:</b> A thing</p><p>old</p>",
        "<hr>Date: Monday<br>Subject: A thing<br>From: Ann<br>To: Support<br><br>old",
        "<p>On 4 May 2026, Ann &lt;<a href='mailto:a@x.test'>a@x.test</a>&gt; wrote:</p><blockquote>old</blockquote>",
        "<div>-----Original Message-----<br>old</div>",
        "<blockquote>old</blockquote><img width=1 src='http://x.test/dot'>",
        "<table><tr><td>From:</td><td>Ann</td></tr><tr><td>Sent:</td><td>Monday</td></tr><tr><td>To:</td><td>Us</td></tr></table><p>old</p>",
    ] {
        let html = clean(&format!("<div><p>My 3 answers.<p>Bye{quoted}</div>"));
        let folded = fold_html(&html);
        assert_eq!(to_text(&folded.fresh), "My 3 answers.\n\nBye", "{html}");
        assert!(to_text(&folded.quoted.expect("a quote")).contains("old"));
    }
}

#[test]
fn ordinary_sentences_are_not_announcements() {
    for text in [
        "On the other hand, as my boss wrote:\nit works.",
        "I wrote:\nhello",
        "From: the bottom of my heart\nthank you",
        "To: do\nSubject: none",
        "Hello\n-- \nAnn\nSent from my iPhone",
        "See the table:\n_________\nTotal 5",
        "Op dinsdag 5 mei kom ik langs.\nOnderwerp: de sleutel",
        "I got 3 of them.\nAnn schreef op 4-5-2026:\n",
        "Total\n---\n5 euro\nTo: nobody",
        "On 3 May I ordered. It says in your mail:\nnothing",
    ] {
        assert_eq!(fold(text).quoted, None, "{text}");
    }
}

#[test]
fn something_is_always_left_to_read() {
    for text in [
        "> only quoted",
        "-----Original Message-----\nFrom: a@x.test\nhello",
        "On 4 May 2026 Ann wrote:\n> hi",
        "From: a\nTo: b\nSubject: c\n\nforwarded words",
        "",
        "\n\n",
    ] {
        assert_eq!(fold(text).fresh, text);
    }
    let html = clean("<div class=gmail_quote>Forwarded words</div>");
    assert_eq!(fold_html(&html).quoted, None);
}
