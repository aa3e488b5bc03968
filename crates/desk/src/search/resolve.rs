//! From what was typed to what the index is asked: names become the marks of those who bear them, beginnings the words
//! they may be the beginning of, and what the reader may see is part of the question.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use wissel_model::{Access, Priority, Result, Who};
use wissel_store::search::{self, Expr};
use wissel_store::{Tx, channels, statuses, teams, users};

use super::marks;
use super::query::{Field, Key, Query, Term, What, Whose};
use super::words::folded;
use crate::tickets::status_name;

/// Continuations of a beginning that are looked for. More letters leave fewer.
const CONTINUED: i64 = 40;
/// Of a beginning that is as short as it may be: whoever types goes on, and those used most are nearly all there is.
const CONTINUED_SHORT: i64 = 12;
/// Letters from which on a word may be a beginning.
const BEGINNING: usize = 2;
/// People whom a part of a name may mean.
const PEOPLE: usize = 50;

/// A question to the index.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) what: Expr,
    /// Last active at this moment or later.
    pub(super) from: Option<Timestamp>,
    /// Last active before this moment.
    pub(super) to: Option<Timestamp>,
    /// A beginning may go on in more ways than were looked for.
    pub(super) more: bool,
    /// What is looked for in texts, to show it there: folded words side by side; the last is a beginning or not.
    pub(super) shown: Vec<(Vec<String>, bool)>,
}

/// What `query` asks, for the eyes of `who`.
pub(super) fn resolve(tx: &mut Tx<'_>, who: &Who, query: &Query) -> Result<Question> {
    let mut question = Question {
        what: Expr::All(Vec::new()),
        from: None,
        to: None,
        more: false,
        shown: Vec::new(),
    };
    let mut all = Vec::new();
    for Term { not, what } in &query.terms {
        let expr = match what {
            What::Before(day) | What::After(day) => {
                question.day(who, *day, matches!(what, What::Before(_)) != *not);
                continue;
            }
            What::Words { field, words, open } => {
                if !not && *field != Field::To {
                    question.shown.push((words.clone(), *open && beginning(words)));
                }
                question.words(tx, *field, words, *open && !not)?
            }
            What::Owner(whose) => owner(tx, who, whose)?,
            What::Named(key, name) => named(tx, who, *key, name)?,
            What::Attachment => Expr::word(marks::FILE),
        };
        all.push(if *not { Expr::Not(Box::new(expr)) } else { expr });
    }
    all.extend(seen(who));
    question.what = Expr::All(all);
    Ok(question)
}

/// What `who` may see: the same as `tickets::see`, said to the index. Each finding is asked there again.
fn seen(who: &Who) -> Option<Expr> {
    let own = Expr::Word(marks::owner(who.user));
    match who.access {
        Access::All => None,
        Access::Team => {
            let teams = who.teams.iter().map(|team| Expr::Word(marks::team(*team)));
            Some(Expr::Any([own, Expr::word(marks::NOBODY)].into_iter().chain(teams).collect()))
        }
        Access::Own => Some(own),
        Access::None => Some(Expr::Any(Vec::new())),
    }
}

impl Question {
    /// Narrows the time to before the beginning of `day`, or from it on.
    fn day(&mut self, who: &Who, day: Date, before: bool) {
        let zone = TimeZone::get(&who.time_zone).unwrap_or(TimeZone::UTC);
        let Ok(begin) = day.to_zoned(zone).map(|zoned| zoned.timestamp()) else { return };
        if before {
            self.to = Some(self.to.map_or(begin, |to| to.min(begin)));
        } else {
            self.from = Some(self.from.map_or(begin, |from| from.max(begin)));
        }
    }

    fn words(
        &mut self,
        tx: &mut Tx<'_>,
        field: Field,
        words: &[String],
        open: bool,
    ) -> Result<Expr> {
        let marked = |word: &String| match field {
            Field::Any => word.clone(),
            Field::Subject => marks::of_field(marks::SUBJECT, word),
            Field::From => marks::of_field(marks::FROM, word),
            Field::To => marks::of_field(marks::TO, word),
        };
        let side_by_side = |words: &[String]| match words {
            [word] => Expr::Word(marked(word)),
            words => Expr::Phrase(words.iter().map(marked).collect()),
        };
        let whole = side_by_side(words);
        let Some((last, before)) = words.split_last() else { return Ok(whole) };
        if !open || !beginning(words) {
            return Ok(whole);
        }
        let short = last.chars().count() == BEGINNING;
        let most = if short { CONTINUED_SHORT } else { CONTINUED };
        let mut continued = search::near(tx, last, most + 1)?;
        self.more |= continued.len() as i64 > most;
        continued.retain(|word| word != last);
        continued.truncate(most as usize);
        let ways = continued.into_iter().map(|word| {
            let words: Vec<String> = before.iter().cloned().chain([word]).collect();
            side_by_side(&words)
        });
        Ok(Expr::Any([whole].into_iter().chain(ways).collect()))
    }
}

fn owner(tx: &mut Tx<'_>, who: &Who, whose: &Whose) -> Result<Expr> {
    Ok(match whose {
        Whose::Mine => Expr::Word(marks::owner(who.user)),
        Whose::Nobody => Expr::word(marks::NOBODY),
        Whose::Named(name) => {
            let people =
                users::all_names(tx)?.into_iter().filter(|(_, theirs)| bears(theirs, name));
            let people = people.map(|(id, _)| Expr::Word(marks::owner(id)));
            let teams = teams::all(tx)?.into_iter().filter(|team| bears(&team.name, name));
            let teams = teams.map(|team| Expr::Word(marks::owner_team(team.id)));
            Expr::Any(people.chain(teams).take(PEOPLE).collect())
        }
    })
}

fn named(tx: &mut Tx<'_>, who: &Who, key: Key, name: &str) -> Result<Expr> {
    let any =
        |marks: Vec<String>| Expr::Any(marks.into_iter().take(PEOPLE).map(Expr::Word).collect());
    Ok(match key {
        Key::Tag => Expr::Word(marks::named("g", name)),
        Key::Team => {
            let teams = teams::all(tx)?.into_iter().filter(|team| bears(&team.name, name));
            any(teams.map(|team| marks::team(team.id)).collect())
        }
        Key::Channel => {
            let channels = channels::all(tx)?.into_iter();
            let channels = channels.filter(|channel| bears(&channel.name, name));
            let mut marks: Vec<String> =
                channels.map(|channel| marks::channel(channel.id)).collect();
            marks.push(marks::named("k", name));
            any(marks)
        }
        Key::Status => {
            let same = |theirs: &str| folded(theirs).concat() == folded(name).concat();
            let keys = statuses::all(tx)?.into_iter();
            let keys = keys.filter(|status| {
                let keyed =
                    status.closed && same_word(name, &["closed", "gesloten", "done", "klaar"]);
                keyed || same(&status.key) || same(&status_name(status, who.language))
            });
            any(keys.map(|status| marks::named("s", &status.key)).collect())
        }
        Key::Priority => {
            let in_dutch = [
                ("laag", Priority::Low),
                ("normaal", Priority::Normal),
                ("hoog", Priority::High),
                ("dringend", Priority::Urgent),
            ];
            let word = folded(name).concat();
            let found = in_dutch
                .iter()
                .find(|(dutch, _)| *dutch == word)
                .map(|(_, priority)| priority.as_str());
            any(vec![marks::named("p", found.unwrap_or(name))])
        }
    })
}

/// Whether the last word is long enough to be looked for as a beginning.
fn beginning(words: &[String]) -> bool {
    words.last().is_some_and(|last| last.chars().count() >= BEGINNING)
}

fn same_word(name: &str, words: &[&str]) -> bool {
    words.contains(&folded(name).concat().as_str())
}

/// Whether the words of `name` begin words of somebody's name, in their order.
fn bears(theirs: &str, name: &str) -> bool {
    let theirs = folded(theirs);
    let mut rest = theirs.iter();
    folded(name)
        .iter()
        .all(|word| rest.any(|word_of_theirs| word_of_theirs.starts_with(word.as_str())))
}
