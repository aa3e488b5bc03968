//! Breaking a transaction at a statement of the test's choice.

use wissel_model::Error;

/// Asked before each registered statement.
pub trait Faults: Send + Sync {
    /// An error to fail with instead of running `statement` (its [`name`](super::Sql::name)): `Retry` as a lost race or
    /// connection would, anything else as it stands. Or end the process here.
    fn before(&self, statement: &'static str) -> Option<Error>;
}
