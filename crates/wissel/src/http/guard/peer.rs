//! Where a request comes from. A proxy's word counts only when the settings name the proxy.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::http::App;

/// The address of whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl FromRequestParts<App> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(seen(connected(parts), &parts.headers, app.proxies())))
    }
}

/// The other end of the connection, whoever they speak for.
pub(crate) fn connected(parts: &Parts) -> IpAddr {
    let info = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    // Without a connection, as in tests, nobody is known.
    info.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |ConnectInfo(at)| at.ip().to_canonical())
}

/// The last address in `X-Forwarded-For` that is not one of our proxies: what stands before it, anybody can write.
fn seen(connected: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    if !proxies.contains(&connected) {
        return connected;
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    let hops = hops.iter().rev().map_while(|hop| hop.parse::<IpAddr>().ok());
    let mut last = connected;
    for hop in hops {
        last = hop.to_canonical();
        if !proxies.contains(&last) {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(connected: &str, forwarded: &str, expected: &str) {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let proxies = ["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        let peer = seen(connected.parse().unwrap(), &headers, &proxies);
        assert_eq!(peer, expected.parse::<IpAddr>().unwrap());
    }

    #[test]
    fn a_stranger_cannot_say_to_be_somebody_else() {
        check("203.0.113.9", "198.51.100.1", "203.0.113.9");
    }

    #[test]
    fn a_known_proxy_is_believed_for_the_hop_it_saw_itself() {
        check("10.0.0.1", "198.51.100.1", "198.51.100.1");
        check("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2", "198.51.100.1");
        check("10.0.0.1", "garbage", "10.0.0.1");
    }
}
