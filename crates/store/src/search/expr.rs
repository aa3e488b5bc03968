//! What is looked for, and how each database says it.

use std::fmt::Write;

use crate::db::Dialect;

/// What a document must hold. Words are letters and digits, folded; marks begin with `=`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// One word or mark.
    Word(String),
    /// Words side by side, in this order.
    Phrase(Vec<String>),
    /// All of them; of none, everything.
    All(Vec<Expr>),
    /// One of them; of none, nothing.
    Any(Vec<Expr>),
    /// None of this.
    Not(Box<Expr>),
}

/// The mark that every document holds.
const EVERY: &str = "=a";

impl Expr {
    /// A word or mark.
    #[must_use]
    pub fn word(word: impl Into<String>) -> Self {
        Self::Word(word.into())
    }

    /// The text of the database's own query language.
    pub(super) fn written(&self, dialect: Dialect) -> String {
        let mut text = String::new();
        self.write(dialect, &mut text);
        text
    }

    fn write(&self, dialect: Dialect, into: &mut String) {
        match self {
            Self::Word(word) => token(dialect, word, into),
            Self::Phrase(words) => match dialect {
                Dialect::Sqlite => {
                    let _ = write!(into, "\"{}\"", words.join(" "));
                }
                Dialect::Postgres => {
                    list(words, "<->", into, |word, into| token(dialect, word, into))
                }
            },
            Self::All(all) => {
                // FTS5 knows "this and not that" only, so there is always a this.
                let (not, wanted): (Vec<_>, Vec<_>) =
                    all.iter().partition(|one| matches!(one, Self::Not(_)));
                into.push('(');
                if wanted.is_empty() {
                    token(dialect, EVERY, into);
                } else {
                    list(&wanted, and(dialect), into, |one, into| one.write(dialect, into));
                }
                for one in not {
                    if let Self::Not(one) = one {
                        into.push_str(match dialect {
                            Dialect::Sqlite => " NOT ",
                            Dialect::Postgres => " & !",
                        });
                        into.push('(');
                        one.write(dialect, into);
                        into.push(')');
                    }
                }
                into.push(')');
            }
            Self::Any(any) if any.is_empty() => token(dialect, NONE, into),
            Self::Any(any) => {
                let or = match dialect {
                    Dialect::Sqlite => "OR",
                    Dialect::Postgres => "|",
                };
                list(any, or, into, |one, into| one.write(dialect, into));
            }
            Self::Not(_) => Self::All(vec![self.clone()]).write(dialect, into),
        }
    }

    /// Whether it is one word or mark or everything, so that how often it is found is known.
    pub(super) fn is_word(&self) -> bool {
        match self {
            Self::Word(_) => true,
            Self::All(all) if all.is_empty() => true,
            Self::All(parts) | Self::Any(parts) => {
                matches!(parts.as_slice(), [one] if one.is_word())
            }
            Self::Phrase(_) | Self::Not(_) => false,
        }
    }

    /// The words and marks whose number is worth knowing for planning.
    pub(super) fn words<'e>(&'e self, into: &mut Vec<&'e str>) {
        match self {
            Self::Word(word) => into.push(word),
            Self::Phrase(words) => into.extend(words.iter().map(String::as_str)),
            Self::All(all) | Self::Any(all) => all.iter().for_each(|one| one.words(into)),
            Self::Not(_) => {}
        }
    }

    /// About how many documents it finds, from how many hold each word; at most `all`.
    pub(super) fn about(&self, all: i64, known: &dyn Fn(&str) -> i64) -> i64 {
        match self {
            Self::Word(word) => known(word).min(all),
            Self::Phrase(words) => words.iter().map(|word| known(word)).min().unwrap_or(0).min(all),
            Self::All(parts) => {
                parts.iter().map(|part| part.about(all, known)).min().unwrap_or(all)
            }
            Self::Any(parts) => parts
                .iter()
                .map(|part| part.about(all, known))
                .fold(0, i64::saturating_add)
                .min(all),
            Self::Not(_) => all,
        }
    }
}

fn and(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Sqlite => "AND",
        Dialect::Postgres => "&",
    }
}

/// In no document.
const NONE: &str = "=nothing";

/// Words hold nothing that ends the quotes; whoever hands in something else gets it without.
fn token(dialect: Dialect, word: &str, into: &mut String) {
    let quote = match dialect {
        Dialect::Sqlite => '"',
        Dialect::Postgres => '\'',
    };
    let word = word.replace(['"', '\'', '\\'], "");
    let word = if word.is_empty() { NONE } else { &word };
    let _ = write!(into, "{quote}{word}{quote}");
}

fn list<T>(parts: &[T], between: &str, into: &mut String, write: impl Fn(&T, &mut String)) {
    into.push('(');
    for (n, part) in parts.iter().enumerate() {
        if n > 0 {
            into.push(' ');
            into.push_str(between);
            into.push(' ');
        }
        write(part, into);
    }
    into.push(')');
}
