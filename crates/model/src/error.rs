//! The one error of every crate: a closed list of kinds. Each kind says what the caller may do about it;
//! public words come from the Fluent key, private ones stay in the log.

use serde::Serialize;

/// What every fallible function of ours returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One field of the input that cannot be accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field as the caller named it, `capacity.email` for a nested one.
    pub field: String,
    /// Fluent key that tells what was wrong and what is allowed.
    pub code: &'static str,
    /// Values for the text's placeholders.
    pub args: Vec<(&'static str, String)>,
}

impl FieldError {
    /// A refusal of `field` with the text `code`.
    pub fn new(field: impl Into<String>, code: &'static str) -> Self {
        Self { field: field.into(), code, args: Vec::new() }
    }

    /// Adds a value for a placeholder of the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// Why something was not done. Nothing was changed when one of these comes back, but for [`Error::Unsure`].
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Error {
    /// The input is wrong: which fields, and why.
    #[error("invalid input: {0:?}")]
    Invalid(Vec<FieldError>),
    /// No such thing, or none that this person may know of.
    #[error("no such {0}")]
    NotFound(&'static str),
    /// Nobody is signed in.
    #[error("not signed in")]
    SignInRequired,
    /// Signed in, but lacking a permission.
    #[error("not permitted: {0}")]
    Forbidden(&'static str),
    /// The state of things refuses it (Fluent key, placeholder values).
    #[error("refused: {code} {args:?}")]
    Refused {
        /// Fluent key, for example `team.in_use`.
        code: &'static str,
        /// Values for the text's placeholders.
        args: Vec<(&'static str, String)>,
    },
    /// Someone else changed it first; `current` is how it stands now.
    #[error("changed meanwhile: {what}")]
    Changed {
        /// The kind of thing, for example `ticket`.
        what: &'static str,
        /// Its present version.
        version: i64,
    },
    /// More bytes than `limit` allows.
    #[error("too large: more than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// Too many tries; come back after this many seconds.
    #[error("too many tries; retry in {retry_after} s")]
    TooMany {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// The database refused by a constraint; the verb that knows its name turns it into words.
    #[error("constraint {0}")]
    Constraint(String),
    /// The transaction lost a race (serialisation, deadlock, lost connection before commit) and may be run again.
    #[error("transaction must be retried: {0}")]
    Retry(String),
    /// A part we need is away (database, blob store, mail server); it may come back.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// The database went away while it was told to keep what was done: nobody knows whether it did. Whoever asks again
    /// needs a way to be recognised.
    #[error("nobody knows whether it was done: {0}")]
    Unsure(String),
    /// There is no room left to store anything: a disk is full. Somebody has to make room.
    #[error("no room left: {0}")]
    NoRoom(String),
    /// A fault of ours. The text is for the log only.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    /// One wrong field.
    pub fn field(field: impl Into<String>, code: &'static str) -> Self {
        Self::Invalid(vec![FieldError::new(field, code)])
    }

    /// A refusal without placeholders.
    #[must_use]
    pub fn refused(code: &'static str) -> Self {
        Self::Refused { code, args: Vec::new() }
    }

    /// A fault of ours, told to the log.
    pub fn internal(told: impl ToString) -> Self {
        Self::Internal(told.to_string())
    }

    /// True when nothing is wrong with what was asked: the same may succeed later.
    #[must_use]
    pub fn is_for_now(&self) -> bool {
        matches!(self, Self::Retry(_) | Self::Unavailable(_) | Self::Unsure(_) | Self::NoRoom(_))
    }

    /// True for the constraint called `name`.
    #[must_use]
    pub fn is_constraint(&self, name: &str) -> bool {
        matches!(self, Self::Constraint(given) if given == name)
    }
}
