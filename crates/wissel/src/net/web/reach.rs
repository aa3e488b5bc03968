//! Whom our calls may reach.

use std::net::IpAddr;
use std::sync::Arc;

use ipnet::IpNet;

use super::public::is_public;

/// Private networks that may be called although they are private: an identity provider of one's own, for example.
/// None by default. Clones share them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reach(Arc<[IpNet]>);

impl Reach {
    /// Reads `10.0.0.0/8, fd00::1`: networks or single addresses, with commas.
    ///
    /// # Errors
    /// The first part that is neither.
    pub fn parse(text: &str) -> Result<Self, String> {
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        let read = |part: &str| {
            let single = || part.parse::<IpAddr>().map(IpNet::from);
            part.parse::<IpNet>().or_else(|_| single()).map_err(|_| part.to_owned())
        };
        parts.map(read).collect::<Result<Vec<_>, _>>().map(|all| Self(all.into()))
    }

    /// Whether an address that a name leads to may be called.
    pub(super) fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.0.iter().any(|network| network.contains(&address))
    }

    /// Whether an address may be called that was itself entered: then also one of this very machine.
    pub(super) fn allows_named(&self, address: IpAddr) -> bool {
        address.to_canonical().is_loopback() || self.allows(address)
    }
}
