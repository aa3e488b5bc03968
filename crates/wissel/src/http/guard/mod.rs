//! What stands before every handler: who asks, from where, how often, and whether twice.

mod bodies;
mod host;
mod identify;
mod limits;
mod once;
mod origin;
mod peer;
mod timeout;

pub(crate) use bodies::{Bodies, bounded};
pub(crate) use host::one_host;
pub(crate) use identify::{Asker, identify};
pub(crate) use limits::{Limits, not_too_often};
pub(crate) use once::{NotKept, Running, once};
pub(crate) use origin::same_origin;
pub(crate) use peer::{Peer, connected};
pub(crate) use timeout::in_time;
