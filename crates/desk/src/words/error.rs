//! Errors in words for the person who asked.

use wissel_model::{Error, FieldError, Language};

use super::{has, tr};

/// One plain sentence about `error`, safe to show.
#[must_use]
pub fn sentence(language: Language, error: &Error) -> String {
    match error {
        Error::Invalid(fields) => match fields.first() {
            Some(field) if fields.len() == 1 => field_sentence(language, field),
            _ => tr(language, "error-invalid", &[]),
        },
        Error::NotFound(what) => {
            let key = format!("error-not-found-{what}");
            tr(language, if has(language, &key) { &key } else { "error-not-found" }, &[])
        }
        Error::SignInRequired => tr(language, "error-sign-in-required", &[]),
        Error::Forbidden(_) => tr(language, "error-forbidden", &[]),
        Error::Refused { code, args } => coded(language, code, args),
        Error::Changed { .. } => tr(language, "error-changed", &[]),
        Error::TooLarge { limit } => {
            tr(language, "error-too-large", &[("most", (limit >> 20).max(1).to_string())])
        }
        Error::TooMany { retry_after } => {
            tr(language, "error-too-many", &[("seconds", retry_after.to_string())])
        }
        Error::Constraint(_) => tr(language, "error-constraint", &[]),
        Error::Retry(_) | Error::Unavailable(_) => tr(language, "error-unavailable", &[]),
        Error::Unsure(_) => tr(language, "error-unsure", &[]),
        Error::NoRoom(_) => tr(language, "error-no-room", &[]),
        Error::Internal(_) => tr(language, "error-internal", &[]),
    }
}

/// What is wrong with one field, and what is allowed.
#[must_use]
pub fn field_sentence(language: Language, field: &FieldError) -> String {
    coded(language, field.code, &field.args)
}

/// Codes are written with dots and underscores, texts with dashes.
fn coded(language: Language, code: &str, args: &[(&'static str, String)]) -> String {
    let key = code.replace(['.', '_'], "-");
    let args: Vec<(&str, String)> =
        args.iter().map(|(name, value)| (*name, value.clone())).collect();
    tr(language, &key, &args)
}
