//! Every address the server answers at, and what stands around all of them.
//!
//! A folder per noun, a file per verb. Each handler says its address and its answers in `#[utoipa::path]`, from which
//! both the router and `docs/openapi.json` are made, so neither can forget one.

mod access;
mod answer;
mod bounds;
mod channels;
mod contacts;
mod cookie;
mod extract;
mod files;
mod guard;
mod headers;
mod live;
mod notifications;
mod operations;
mod people;
mod problem;
mod properties;
mod saved_replies;
mod saved_views;
mod search;
mod teams;
mod tickets;

use std::any::Any;
use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::watch;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{PropagateRequestIdLayer, SetRequestIdLayer};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use wissel_desk::Desk;
use wissel_desk::health::State;
use wissel_desk::random::Random;
use wissel_desk::words::Said;
use wissel_model::Error;

use crate::net::Reach;
use crate::web;
use guard::{Bodies, Limits, Running};
use live::Live;
use problem::Problem;

pub use crate::config::Metrics;

/// What the binary hands to the HTTP side.
pub struct Parts {
    /// The desk.
    pub desk: Desk,
    /// Chance, for numbering requests.
    pub random: Arc<dyn Random>,
    /// How people reach us, without a slash at the end.
    pub base_url: String,
    /// Proxies whose word on the asker's address counts.
    pub proxies: Vec<IpAddr>,
    /// Whom calls that an admin asks for may reach.
    pub reach: Reach,
    /// Who may read the metrics.
    pub metrics: Metrics,
    /// The metrics, when they are gathered.
    pub gathered: Option<PrometheusHandle>,
    /// Becomes true when the server is to stop.
    pub stop: watch::Receiver<bool>,
}

/// What handlers share. Clones are the same.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    parts: Parts,
    limits: Limits,
    running: Running,
    bodies: Bodies,
    live: Live,
}

impl App {
    /// Begins to follow the desk's log for the live stream, so it needs a running runtime.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let live = Live::follow(parts.desk.clone(), parts.stop.clone());
        Self(Arc::new(Inner {
            parts,
            limits: Limits::new(),
            running: Running::default(),
            bodies: Bodies::default(),
            live,
        }))
    }

    /// Forgets what was kept about askers who have gone quiet; to be called now and then.
    pub fn tidy(&self) {
        self.0.limits.forget();
    }

    /// Notes whether one of the loops beside the pages runs, for whoever watches over the server.
    pub fn tell_loop(&self, name: &'static str, runs: bool) {
        let (state, said) = if runs {
            (State::Ok, None)
        } else {
            (State::Degraded, Some(Said::new("health-loop-broke")))
        };
        self.desk().part_is(name, state, said);
    }

    fn desk(&self) -> &Desk {
        &self.0.parts.desk
    }

    fn random(&self) -> &dyn Random {
        self.0.parts.random.as_ref()
    }

    fn base_url(&self) -> &str {
        &self.0.parts.base_url
    }

    fn proxies(&self) -> &[IpAddr] {
        &self.0.parts.proxies
    }

    fn reach(&self) -> &Reach {
        &self.0.parts.reach
    }

    fn limits(&self) -> &Limits {
        &self.0.limits
    }

    fn running(&self) -> &Running {
        &self.0.running
    }

    fn bodies(&self) -> &Bodies {
        &self.0.bodies
    }

    fn live(&self) -> &Live {
        &self.0.live
    }

    fn parts(&self) -> &Parts {
        &self.0.parts
    }

    /// Cookies go over https only, when that is how people reach us.
    fn secure(&self) -> bool {
        self.base_url().starts_with("https://")
    }
}

/// The API's description.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut described = problem::described(api().into_openapi());
    // It speaks to balancers, in its own way.
    described.merge(operations::described().into_openapi());
    bounds::bounded(described)
}

/// Everything, ready to be served.
pub fn router(app: &App) -> Router {
    let guarded = ServiceBuilder::new()
        .layer(from_fn_with_state(app.clone(), guard::identify))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(guard::in_time))
        .layer(from_fn_with_state(app.clone(), guard::same_origin))
        .layer(from_fn_with_state(app.clone(), guard::not_too_often))
        .layer(from_fn_with_state(app.clone(), guard::bounded))
        .layer(from_fn_with_state(app.clone(), guard::once));
    let (api, _) = api().split_for_parts();
    api.method_not_allowed_fallback(async || {
        Problem::new(StatusCode::METHOD_NOT_ALLOWED, "request.method")
    })
    .layer(guarded)
    .fallback(web::serve)
    .merge(operations::unguarded())
    // From here on the later ones stand around the earlier ones.
    .layer(CompressionLayer::new())
    .layer(from_fn(guard::one_host))
    .layer(map_response(headers::secure))
    .layer(from_fn_with_state(app.clone(), access::access))
    .layer(PropagateRequestIdLayer::x_request_id())
    .layer(SetRequestIdLayer::x_request_id(headers::Numbered(app.clone())))
    .with_state(app.clone())
}

fn api() -> OpenApiRouter<App> {
    let v1 = OpenApiRouter::new()
        .merge(people::routes())
        .merge(teams::routes())
        .merge(contacts::routes())
        .merge(channels::routes())
        .merge(tickets::routes())
        .merge(properties::routes())
        .merge(saved_replies::routes())
        .merge(saved_views::routes())
        .merge(search::routes())
        .merge(notifications::routes())
        .merge(live::routes())
        .merge(operations::routes())
        .layer(DefaultBodyLimit::max(extract::MOST_JSON))
        // Uploads bring a limit of their own.
        .merge(files::routes())
        .merge(contacts::uploads())
        .fallback(async || Problem::from(Error::NotFound("page")));
    OpenApiRouter::with_openapi(Described::openapi()).nest("/api/v1", v1)
}

/// The head of the description.
#[derive(OpenApi)]
#[openapi(info(
    title = "Wissel",
    description = "The help desk's API. Errors are application/problem+json with a stable `code`; lists go by \
        `cursor`; a POST may carry `Idempotency-Key`, a change `If-Match` with the version it was based on."
))]
struct Described;

/// A fault in a handler is one failed request, not a dead server.
fn panicked(why: Box<dyn Any + Send + 'static>) -> Response {
    let told = why.downcast_ref::<&str>().map(ToString::to_string);
    let told = told.or_else(|| why.downcast_ref::<String>().cloned()).unwrap_or_default();
    Problem::from(Error::Internal(format!("panic in a handler: {told}"))).into_response()
}
