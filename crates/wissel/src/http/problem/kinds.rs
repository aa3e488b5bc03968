//! Which status and key each kind of the one error gets. Private words go to the log, never into the answer.

use axum::http::StatusCode;
use wissel_model::Error;

pub(super) fn status(error: &Error) -> StatusCode {
    match error {
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::NotFound(_) => StatusCode::NOT_FOUND,
        Error::SignInRequired | Error::Refused { code: "sign_in.failed", .. } => {
            StatusCode::UNAUTHORIZED
        }
        Error::Forbidden(_) => StatusCode::FORBIDDEN,
        Error::Refused { code, .. } if code.ends_with(".gone") => StatusCode::GONE,
        Error::Refused { .. } | Error::Constraint(_) => StatusCode::CONFLICT,
        Error::Changed { .. } => StatusCode::PRECONDITION_FAILED,
        Error::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
        Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Retry(_) | Error::Unavailable(_) | Error::Unsure(_) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        Error::NoRoom(_) => StatusCode::INSUFFICIENT_STORAGE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The stable key of a problem.
pub(super) fn code(error: &Error) -> String {
    match error {
        Error::Invalid(_) => "invalid".to_owned(),
        Error::NotFound(what) => format!("{what}.not_found"),
        Error::SignInRequired => "sign_in.required".to_owned(),
        Error::Forbidden(_) => "forbidden".to_owned(),
        Error::Refused { code, .. } => (*code).to_owned(),
        Error::Changed { what, .. } => format!("{what}.changed"),
        Error::TooLarge { .. } => "request.too_large".to_owned(),
        Error::TooMany { .. } => "request.too_many".to_owned(),
        Error::Constraint(_) => "conflict".to_owned(),
        Error::Retry(_) | Error::Unavailable(_) => "unavailable".to_owned(),
        Error::Unsure(_) => "unsure".to_owned(),
        Error::NoRoom(_) => "no_room".to_owned(),
        Error::Internal(_) => "internal".to_owned(),
    }
}

/// Seconds after which another try makes sense.
pub(super) fn retry_after(error: &Error) -> Option<u64> {
    match error {
        Error::TooMany { retry_after } => Some(*retry_after),
        Error::Retry(_) | Error::Unavailable(_) | Error::Unsure(_) => Some(5),
        Error::NoRoom(_) => Some(60),
        _ => None,
    }
}

/// Tells whoever runs the server what only they should know.
pub(super) fn log(error: &Error) {
    match error {
        Error::Constraint(name) => {
            tracing::warn!(name, "a constraint refused what no verb had foreseen")
        }
        Error::Retry(told)
        | Error::Unavailable(told)
        | Error::Unsure(told)
        | Error::NoRoom(told) => {
            tracing::warn!(told, "a request could not be served now")
        }
        Error::Internal(told) => tracing::error!(told, "a request failed by a fault of ours"),
        _ => {}
    }
}
