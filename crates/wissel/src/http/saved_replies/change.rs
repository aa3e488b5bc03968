//! A changed saved reply.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use wissel_desk::saved_replies::SavedReplyChange;
use wissel_desk::view::SavedReplyView;
use wissel_model::{Error, SavedReplyId};

use crate::http::App;
use crate::http::answer::Versioned;
use crate::http::extract::{At, IfMatch, Json, Signed};
use crate::http::problem::Problem;

/// Changes a saved reply; what is left out stays.
#[utoipa::path(patch, path = "/saved-replies/{id}", tag = "saved replies",
    params(("id" = SavedReplyId, Path), ("If-Match" = Option<String>, Header, description = "The version it changes")),
    request_body = SavedReplyChange,
    responses((status = 200, body = SavedReplyView), (status = 412, description = "`saved_reply.changed`, with `current`")))]
pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    At(id): At<SavedReplyId>,
    IfMatch(version): IfMatch,
    Json(change): Json<SavedReplyChange>,
) -> Result<Response, Problem> {
    let answer = match app.desk().change_saved_reply(signed.who(), id, change, version).await {
        Err(error @ Error::Changed { .. }) => {
            let current = app.desk().saved_reply(signed.who(), id).await?;
            return Err(Problem::from(error).standing(&current));
        }
        answer => answer?,
    };
    let version = answer.line.version;
    Ok(Versioned(answer, version).into_response())
}
