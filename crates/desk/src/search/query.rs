//! What people type into the search box, taken apart. It never fails: what is no key or no value is a word.

use jiff::civil::Date;

use super::words::folded;

/// What lies beyond this many bytes, or terms, is left out.
const LONGEST: usize = 500;
const MOST: usize = 20;

/// A search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The ticket whose number was given.
    pub number: Option<i64>,
    /// All of these.
    pub terms: Vec<Term>,
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Tickets of which this is not true.
    pub not: bool,
    /// The condition.
    pub what: What,
}

/// A kind of condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Words side by side, folded; of the last one perhaps only the beginning.
    Words {
        /// Where.
        field: Field,
        /// Which; never none.
        words: Vec<String>,
        /// The last word may go on.
        open: bool,
    },
    /// `owner:`
    Owner(Whose),
    /// `team:`, `status:`, `tag:`, `channel:`, `priority:` and the name given.
    Named(Key, String),
    /// `has:attachment`
    Attachment,
    /// Last active before this day.
    Before(Date),
    /// Last active on this day or later.
    After(Date),
}

/// Where words are to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Anywhere.
    Any,
    /// The ticket's subject.
    Subject,
    /// Who wrote: name and address.
    From,
    /// Who was written to.
    To,
}

/// Whose tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whose {
    /// The reader's.
    Mine,
    /// Nobody's.
    Nobody,
    /// Those of somebody with this in their name.
    Named(String),
}

/// A condition on what a ticket is, by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The team it is listed under.
    Team,
    /// Its status.
    Status,
    /// One of its tags.
    Tag,
    /// Where it came in.
    Channel,
    /// How urgent it is.
    Priority,
}

/// Takes a search apart; `today` is the reader's.
#[must_use]
pub fn parse(text: &str, today: Date) -> Query {
    let mut query = Query::default();
    let mut pieces = pieces(cut(text)).peekable();
    while let Some(piece) = pieces.next() {
        if query.terms.len() == MOST {
            break;
        }
        // Who has finished a word says so with a space behind it.
        let open = pieces.peek().is_none() && !text.ends_with(char::is_whitespace);
        query.add(&piece, open, today);
    }
    query
}

fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// A piece of the text: up to the next space that is not between quotes.
#[derive(Debug)]
struct Piece<'t> {
    not: bool,
    key: Option<&'t str>,
    value: &'t str,
    quoted: bool,
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        if rest.is_empty() {
            return None;
        }
        let not =
            rest.len() > 1 && rest.starts_with('-') && !rest[1..].starts_with(char::is_whitespace);
        let body = if not { &rest[1..] } else { rest };
        let end = |c: char| c.is_whitespace() || c == '"';
        let begin = body.find(end).unwrap_or(body.len());
        let (head, tail) = body.split_at(begin);
        let key = head.strip_suffix(':').filter(|key| !key.is_empty());
        if let (true, Some(quote)) = (head.is_empty() || key.is_some(), tail.strip_prefix('"')) {
            let end = quote.find('"').unwrap_or(quote.len());
            rest = quote.get(end + 1..).unwrap_or_default();
            return Some(Piece { not, key, value: &quote[..end], quoted: true });
        }
        // A quote inside a word is no quote.
        let end = body.find(char::is_whitespace).unwrap_or(body.len());
        rest = &body[end..];
        let (key, value) = match body[..end].split_once(':') {
            Some((key, value)) if !key.is_empty() && !value.is_empty() => (Some(key), value),
            _ => (None, &body[..end]),
        };
        Some(Piece { not, key, value, quoted: false })
    })
}

impl Query {
    fn add(&mut self, piece: &Piece<'_>, open: bool, today: Date) {
        let &Piece { not, key, value, quoted } = piece;
        let open = open && !quoted;
        if let Some(number) = number(value).filter(|_| key.is_none() && !quoted && !not) {
            self.number.get_or_insert(number);
            if value.starts_with('#') {
                return;
            }
        }
        let what = key.and_then(|key| keyed(key, value, open, today));
        // Not a key of ours: all of it is words.
        let whole = || match key {
            Some(key) => words(Field::Any, &format!("{key} {value}"), open),
            None => words(Field::Any, value, open),
        };
        if let Some(what) = what.or_else(whole) {
            self.terms.push(Term { not, what });
        }
    }
}

/// `#123` or `123`.
fn number(value: &str) -> Option<i64> {
    let digits = value.strip_prefix('#').unwrap_or(value);
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|number| all && *number > 0)
}

fn words(field: Field, value: &str, open: bool) -> Option<What> {
    let words = folded(value);
    (!words.is_empty()).then_some(What::Words { field, words, open })
}

fn keyed(key: &str, value: &str, open: bool, today: Date) -> Option<What> {
    // Between quotes there may be spaces around it, as many as were typed so far.
    let value = value.trim();
    let named =
        |key| Some(What::Named(key, value.to_owned())).filter(|_| !folded(value).is_empty());
    match folded(key).first()?.as_str() {
        "from" | "van" => words(Field::From, value, open),
        "to" | "aan" => words(Field::To, value, open),
        "subject" | "onderwerp" => words(Field::Subject, value, open),
        "owner" | "eigenaar" => Some(What::Owner(match folded(value).join(" ").as_str() {
            "" => return None,
            "me" | "mine" | "ik" | "mij" => Whose::Mine,
            "nobody" | "none" | "niemand" | "geen" => Whose::Nobody,
            _ => Whose::Named(value.to_owned()),
        })),
        "team" => named(Key::Team),
        "status" => named(Key::Status),
        "tag" | "label" => named(Key::Tag),
        "channel" | "kanaal" => named(Key::Channel),
        "priority" | "prioriteit" => named(Key::Priority),
        "has" | "heeft" | "met" => match folded(value).first()?.as_str() {
            "attachment" | "attachments" | "file" | "bijlage" | "bijlagen" | "bestand" => {
                Some(What::Attachment)
            }
            _ => None,
        },
        "before" | "voor" => day(value, today).map(What::Before),
        "after" | "since" | "na" | "sinds" => day(value, today).map(What::After),
        _ => None,
    }
}

/// A day: `2026-11-22`, `22-11-2026`, `2026-11`, `2026`, today, yesterday, or so many days ago (`7d`).
fn day(value: &str, today: Date) -> Option<Date> {
    match value.to_lowercase().as_str() {
        "today" | "vandaag" => return Some(today),
        "yesterday" | "gisteren" => return today.yesterday().ok(),
        _ => {}
    }
    if let Some(days) = value.strip_suffix('d').and_then(|days| days.parse::<u16>().ok()) {
        return today.checked_sub(jiff::ToSpan::days(i64::from(days))).ok();
    }
    let parts: Vec<i16> =
        value.split(['-', '/', '.']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let date = |year: i16, month: i16, day: i16| {
        Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
    };
    match parts[..] {
        [year] if year >= 1000 => date(year, 1, 1),
        [year, month] if year >= 1000 => date(year, month, 1),
        [year, month, day] if year >= 1000 => date(year, month, day),
        [day, month, year] if year >= 1000 => date(year, month, day),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
