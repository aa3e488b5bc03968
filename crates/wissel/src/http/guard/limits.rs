//! How often someone may ask: signing in per address, the API per session, and per address for who is not signed in.
//! How often a password may be tried for one e-mail address is the desk's to say.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use wissel_model::{Error, Result, SessionId};

use super::Peer;
use crate::http::App;
use crate::http::extract::Signed;
use crate::http::problem::Problem;

/// What has been asked lately, and by whom. Clones share it.
#[derive(Clone)]
pub(crate) struct Limits(Arc<Kept>);

struct Kept {
    clock: DefaultClock,
    entries: DefaultKeyedRateLimiter<IpAddr>,
    strangers: DefaultKeyedRateLimiter<IpAddr>,
    sessions: DefaultKeyedRateLimiter<SessionId>,
}

/// Tries to get in per address: 20 at once, then one every three seconds. An office shares one address.
const ENTRIES: (u32, u32) = (20, 20);
/// Requests of one session, and of one address that is not signed in: bursts of 400, then 50 a second.
const CALLS: (u32, u32) = (50 * 60, 400);

impl Limits {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Kept {
            clock: DefaultClock::default(),
            entries: RateLimiter::keyed(quota(ENTRIES)),
            strangers: RateLimiter::keyed(quota(CALLS)),
            sessions: RateLimiter::keyed(quota(CALLS)),
        }))
    }

    /// Counts a try to get in.
    ///
    /// # Errors
    /// [`Error::TooMany`] with the seconds to wait.
    pub(crate) fn entry(&self, from: IpAddr) -> Result<()> {
        self.check(&self.0.entries, &from)
    }

    fn call(&self, signed: Option<SessionId>, from: IpAddr) -> Result<()> {
        match signed {
            Some(session) => self.check(&self.0.sessions, &session),
            None => self.check(&self.0.strangers, &from),
        }
    }

    /// Forgets who has not asked for a while.
    pub(crate) fn forget(&self) {
        self.0.entries.retain_recent();
        self.0.strangers.retain_recent();
        self.0.sessions.retain_recent();
    }

    fn check<K>(&self, limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<()>
    where
        K: Clone + std::hash::Hash + Eq,
    {
        limiter.check_key(key).map_err(|until| {
            let wait = until.wait_time_from(self.0.clock.now());
            Error::TooMany { retry_after: wait.as_secs() + 1 }
        })
    }
}

/// Refuses who asks too often.
pub(crate) async fn not_too_often(
    State(app): State<App>,
    peer: Peer,
    request: Request,
    next: Next,
) -> Response {
    let session = request.extensions().get::<Signed>().map(|signed| signed.0.session);
    match app.limits().call(session, peer.0) {
        Ok(()) => next.run(request).await,
        Err(error) => Problem::from(error).into_response(),
    }
}

fn quota((per_minute, burst): (u32, u32)) -> Quota {
    let some = |n| NonZeroU32::new(n).expect("limits are not zero");
    Quota::per_minute(some(per_minute)).allow_burst(some(burst))
}
