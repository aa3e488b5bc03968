//! Who asks. Handlers that take it are for signed-in people only.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use wissel_desk::people;
use wissel_model::{Error, Who};

use crate::http::problem::Problem;

/// Someone signed in, found by the session's cookie before the handler began.
#[derive(Clone)]
pub(crate) struct Signed(pub(crate) people::Signed);

impl Signed {
    /// The person, as the desk's verbs want them.
    pub(crate) fn who(&self) -> &Who {
        &self.0.who
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Error::SignInRequired.into())
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Problem> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}
