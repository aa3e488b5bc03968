//! Problems in the API's description: every call may be answered with one.

use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::{OpenApi, Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// A problem (RFC 9457).
#[derive(ToSchema)]
#[schema(as = Problem)]
#[expect(
    dead_code,
    reason = "only its description is used; the document itself is put together by hand"
)]
struct Document {
    /// Always `about:blank`: `code` tells problems apart.
    r#type: String,
    /// The status in words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// Stable key of the problem, for programs.
    code: String,
    /// One plain sentence in the reader's language.
    detail: String,
    /// What is wrong with which field, when the input is.
    errors: Option<Vec<Fault>>,
    /// How the thing stands now, when somebody else changed it first.
    #[schema(value_type = Option<Object>)]
    current: Option<serde_json::Value>,
}

/// What is wrong with one field.
#[derive(ToSchema)]
#[schema(as = Fault)]
#[expect(dead_code, reason = "only its description is used")]
struct Fault {
    /// The field, `capacity.email` for a nested one.
    field: String,
    /// Stable key.
    code: String,
    /// One plain sentence in the reader's language.
    detail: String,
}

/// Adds the problem as every call's other answer.
pub(crate) fn described(mut api: OpenApi) -> OpenApi {
    let schemas = &mut api.components.get_or_insert_default().schemas;
    schemas.insert("Problem".to_owned(), Document::schema());
    schemas.insert("Fault".to_owned(), Fault::schema());
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build();
    let problem = ResponseBuilder::new()
        .description("What went wrong")
        .content("application/problem+json", content);
    let problem = problem.build();
    for path in api.paths.paths.values_mut() {
        let calls: [&mut Option<Operation>; 5] =
            [&mut path.get, &mut path.put, &mut path.post, &mut path.patch, &mut path.delete];
        for call in calls.into_iter().flatten() {
            call.responses.responses.insert("default".to_owned(), RefOr::T(problem.clone()));
        }
    }
    api
}
