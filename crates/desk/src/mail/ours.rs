//! Our own addresses: what is sent there comes back to us.

use wissel_channels::mail::address::{comes_to, normalise};
use wissel_model::{ChannelKind, Result};
use wissel_store::{Tx, channels};

/// The addresses of all channels, also of those that are switched off: their mailboxes are there.
pub(crate) struct Ours(Vec<String>);

impl Ours {
    pub(crate) fn read(tx: &mut Tx<'_>) -> Result<Self> {
        channels::addresses(tx, ChannelKind::Email).map(Self)
    }

    /// Whether mail to this address comes to one of them, also by way of a ticket's own reply address.
    pub(crate) fn has(&self, address: &str) -> bool {
        normalise(address).is_some_and(|address| self.0.iter().any(|team| comes_to(&address, team)))
    }
}
