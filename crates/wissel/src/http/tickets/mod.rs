//! `/tickets`, and what lists of them need: `/statuses`, `/tags`, `/views`.

mod assign;
mod change;
mod changes;
mod comment;
mod conversation;
mod create;
mod decisions;
mod draft;
mod get;
mod list;
mod merge;
mod pipeline;
mod presence;
mod reading;
mod recipients;
mod reply;
mod senders;
mod take_back;

use axum::response::{IntoResponse, Response};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wissel_desk::view::TicketView;
use wissel_model::{Error, Result, TicketId};

use super::App;
use super::answer::Versioned;
use super::extract::Signed;
use super::problem::Problem;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list, create::create))
        .routes(routes!(changes::changes))
        .routes(routes!(get::get, change::change))
        .routes(routes!(assign::assign))
        .routes(routes!(merge::merge, merge::unmerge))
        .routes(routes!(reading::reading))
        .routes(routes!(senders::list, senders::block))
        .routes(routes!(senders::unblock))
        .routes(routes!(conversation::conversation))
        .routes(routes!(reply::reply))
        .routes(routes!(recipients::recipients))
        .routes(routes!(take_back::take_back))
        .routes(routes!(comment::comment))
        .routes(routes!(decisions::decisions))
        .routes(routes!(draft::draft, draft::keep_draft))
        .routes(routes!(presence::here))
        .routes(routes!(pipeline::statuses))
        .routes(routes!(pipeline::tags))
        .routes(routes!(pipeline::views))
}

/// A ticket with its version as `ETag`.
fn versioned(ticket: TicketView) -> Response {
    let version = ticket.row.version;
    Versioned(ticket, version).into_response()
}

/// The changed ticket; or, when somebody was faster, the refusal with the ticket as it stands now.
async fn changed(
    app: &App,
    signed: &Signed,
    id: TicketId,
    answer: Result<TicketView>,
) -> Result<Response, Problem> {
    match answer {
        Err(error @ Error::Changed { .. }) => {
            let current = app.desk().ticket(signed.who(), id).await?;
            Err(Problem::from(error).standing(&current))
        }
        answer => Ok(versioned(answer?)),
    }
}
