//! A connection URL, with the TLS settings that the driver does not know.
//!
//! `sslmode=require` and stricter mean TLS *with* a verified certificate; without `sslmode`, or with `prefer`,
//! there is none: encryption that anybody in between can switch off protects nothing.

use super::tls::Tls;
use std::time::Duration;
use tokio_postgres::Config;
use tokio_postgres::config::SslMode;
use wissel_model::{Error, Result};

/// Every session: no statement runs away, no lock is waited for long, nobody forgets a transaction. A page at random
/// costs what it does on today's disks. Whole tables are read by no statement of ours that has an index to go by: the
/// server would, while it believes a table to be empty still that a flood of mail is filling, and plan it once for all.
const SESSION: &str = "-c enable_seqscan=off -c random_page_cost=1.1 -c jit=off \
                       -c statement_timeout=30s -c lock_timeout=5s \
                       -c idle_in_transaction_session_timeout=60s";

/// The driver's settings and whether TLS is asked for.
pub(super) fn parse(url: &str) -> Result<(Config, Tls)> {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    let mut tls = Tls::default();
    let mut kept = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some(("sslmode", "disable" | "allow" | "prefer")) => {}
            Some(("sslmode", "require" | "verify-ca" | "verify-full")) => tls.on = true,
            Some(("sslrootcert", path)) => tls.root = Some(path.replace("%2F", "/").into()),
            _ => kept.push(pair),
        }
    }
    let url = format!("{base}?{}", kept.join("&"));
    // The text may hold a password, so the driver's complaint is not repeated with it.
    let mut config: Config = url.parse().map_err(|_| Error::refused("database.target"))?;
    config.ssl_mode(if tls.on { SslMode::Require } else { SslMode::Disable });
    // What the URL says comes last and wins.
    let options =
        config.get_options().map_or_else(|| SESSION.to_owned(), |own| format!("{SESSION} {own}"));
    config.options(options);
    config.application_name("wissel");
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(Duration::from_secs(5));
    }
    // A server that vanished without a word is not waited for as long as the system would.
    config.keepalives_idle(Duration::from_secs(10));
    config.keepalives_interval(Duration::from_secs(5));
    config.keepalives_retries(3);
    config.tcp_user_timeout(Duration::from_secs(20));
    Ok((config, tls))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tls_is_used_when_the_url_asks_for_it() {
        assert!(!parse("postgres://h/d").unwrap().1.on);
        let (config, tls) =
            parse("postgres://h/d?sslmode=verify-full&sslrootcert=/a/b.pem").unwrap();
        assert!(
            tls.on
                && tls.root == Some("/a/b.pem".into())
                && config.get_ssl_mode() == SslMode::Require
        );
    }

    #[test]
    fn options_of_the_url_come_after_ours() {
        let (config, _) = parse("postgres://h/d?options=-c%20search_path%3Dt_1").unwrap();
        assert!(config.get_options().unwrap().ends_with("=60s -c search_path=t_1"));
    }
}
