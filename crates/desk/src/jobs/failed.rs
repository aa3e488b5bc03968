//! Why a job did not succeed, and whether trying again is of use.

use wissel_model::Error;

/// A job's failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failed {
    /// Trying again is of no use.
    pub(crate) permanent: bool,
    /// Why, in one sentence.
    pub(crate) detail: String,
}

impl Failed {
    /// It may succeed later.
    pub(crate) fn for_now(detail: String) -> Self {
        Self { permanent: false, detail }
    }

    /// It never will.
    pub(crate) fn for_good(detail: String) -> Self {
        Self { permanent: true, detail }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::for_now(error.to_string())
    }
}
