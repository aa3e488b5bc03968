//! What people type means what they expect, and anything else is words.

use super::*;

const TODAY: Date = Date::constant(2026, 11, 22);

/// A query in short: `word`, `"a b"`, `word*` when it may go on, `-…`, `key:value`.
fn check(text: &str, wanted: &str) {
    let query = parse(text, TODAY);
    let mut told: Vec<String> =
        query.number.map(|number| format!("#{number}")).into_iter().collect();
    told.extend(
        query
            .terms
            .iter()
            .map(|term| format!("{}{}", if term.not { "-" } else { "" }, tell(&term.what))),
    );
    assert_eq!(told.join(" "), wanted, "{text}");
}

fn tell(what: &What) -> String {
    match what {
        What::Words { field, words, open } => {
            let field = match field {
                Field::Any => "",
                Field::Subject => "subject:",
                Field::From => "from:",
                Field::To => "to:",
            };
            let words =
                if words.len() > 1 { format!("\"{}\"", words.join(" ")) } else { words.concat() };
            format!("{field}{words}{}", if *open { "*" } else { "" })
        }
        What::Owner(Whose::Mine) => "owner:me".into(),
        What::Owner(Whose::Nobody) => "owner:nobody".into(),
        What::Owner(Whose::Named(name)) => format!("owner:{name}"),
        What::Named(key, name) => format!("{key:?}:{name}").to_lowercase(),
        What::Attachment => "has:attachment".into(),
        What::Before(day) => format!("before:{day}"),
        What::After(day) => format!("after:{day}"),
    }
}

#[test]
fn words_are_words_and_the_last_may_go_on() {
    check("late delivery", "late delivery*");
    check("late delivery ", "late delivery");
    check("Crème BRÛLÉE", "creme brulee*");
    check("jo@mail.example", "\"jo mail example\"*");
}

#[test]
fn between_quotes_words_stand_side_by_side() {
    check("\"late delivery\" parcel", "\"late delivery\" parcel*");
    check("subject:\"late delivery\"", "subject:\"late delivery\"");
    check("\"never closed", "\"never closed\"");
    check("5\" pipe", "5 pipe*");
}

#[test]
fn a_minus_means_without() {
    check("parcel -late -\"at home\"", "parcel -late -\"at home\"");
    check("-tag:spam", "-tag:spam");
    check("a - b", "a b*");
    check("e-mail", "\"e mail\"*");
}

#[test]
fn a_number_is_a_ticket_and_without_its_sign_also_a_word() {
    check("#123", "#123");
    check("123", "#123 123*");
    check("#12a", "12a*");
    check("\"123\"", "123");
    check("99999999999999999999", "99999999999999999999*");
    check("#0", "0*");
}

#[test]
fn keys_are_known_in_both_languages() {
    check("from:jo van:jo", "from:jo from:jo*");
    check("to:a aan:b onderwerp:c subject:d", "to:a to:b subject:c subject:d*");
    check(
        "owner:me eigenaar:ik owner:nobody eigenaar:niemand owner:\"Jo Smit\"",
        "owner:me owner:me owner:nobody owner:nobody owner:Jo Smit",
    );
    check(
        "team:billing status:open tag:vip label:vip channel:mail kanaal:mail priority:high prioriteit:hoog",
        "team:billing status:open tag:vip tag:vip channel:mail channel:mail priority:high priority:hoog",
    );
    check(
        "has:attachment heeft:bijlage met:bijlage",
        "has:attachment has:attachment has:attachment",
    );
}

#[test]
fn days_may_be_written_in_several_ways() {
    check("before:2026-01-31 voor:31-01-2026", "before:2026-01-31 before:2026-01-31");
    check(
        "after:2026-02 na:2026 since:yesterday sinds:7d",
        "after:2026-02-01 after:2026-01-01 after:2026-11-21 after:2026-11-15",
    );
}

#[test]
fn what_is_no_key_or_no_value_is_words() {
    check("re: hello", "re hello*");
    check("http://x.example/a", "\"http x example a\"*");
    check("before:soon", "\"before soon\"*");
    check("before:2026-13-45", "\"before 2026 13 45\"*");
    check("has:fun", "\"has fun\"*");
    check("from:", "from*");
    check(": :: - \" ' ()", "");
    check("", "");
}

#[test]
fn what_is_too_long_is_cut_off() {
    let text = "word ".repeat(1000);
    assert_eq!(parse(&text, TODAY).terms.len(), MOST);
}
