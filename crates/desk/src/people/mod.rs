//! Users: how they get in, what they are, whether they take tickets now.

mod availability;
mod change;
mod create;
mod draft;
pub mod limit;
mod list;
mod me;
mod password;
mod release;
mod sessions;
mod setup;
mod show;
mod sign_in;

pub use availability::AvailabilityChange;
pub use change::UserChange;
pub(crate) use change::given;
pub use draft::UserDraft;
pub use me::MeChange;
pub(crate) use sessions::who;
pub use sessions::{Device, Signed, SignedIn};
pub use setup::Setup;
pub(crate) use show::show;
