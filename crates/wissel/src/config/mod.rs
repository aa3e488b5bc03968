//! What the server is told: on the command line, else in the environment, else in `wissel.toml`, else as usual.

mod file;
mod folder;
mod options;

pub(crate) use options::Options;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use wissel_store::Target;

use crate::net::Reach;

/// Everything the commands need to know, checked.
#[derive(Debug, Clone)]
pub(crate) struct Config {
    /// Where the database, the key and the attachments are, unless told otherwise.
    pub(crate) data: PathBuf,
    /// Where the pages and the API are served. Port 0 picks a free one.
    pub(crate) listen: SocketAddr,
    /// Where mail is taken in, if anywhere.
    pub(crate) lmtp: Option<SocketAddr>,
    /// Certificate chain and key for STARTTLS there.
    pub(crate) lmtp_tls: Option<(PathBuf, PathBuf)>,
    /// The database.
    pub(crate) database: Target,
    /// Fill an empty desk with something to look at.
    pub(crate) demo: bool,
    /// How people reach the server, without a slash at the end. Unknown until it listens, if not told.
    pub(crate) base_url: Option<String>,
    /// Where attachments are kept: a folder or `s3://bucket/prefix`.
    pub(crate) blobs: String,
    /// Who may read `/metrics`.
    pub(crate) metrics: Metrics,
    /// Private networks that may be called all the same.
    pub(crate) reach: Reach,
    /// Addresses of proxies whose `X-Forwarded-For` is believed.
    pub(crate) proxies: Vec<IpAddr>,
}

/// Who may read `/metrics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metrics {
    /// Programs on this machine.
    Loopback,
    /// Anybody who reaches the server.
    All,
}

const LISTEN: &str = "127.0.0.1:8080";

impl Config {
    /// Puts the layers together. The first thing that is wrong comes back as one line.
    pub(crate) fn read(given: Options) -> Result<Self> {
        let named = given.config.clone();
        // The file usually lies in the data folder, so the folder has to be known before the file is read.
        let guessed = given.data.clone().unwrap_or_else(folder::usual);
        if guessed.is_file() {
            bail!("data: {} is a file, not a folder", guessed.display());
        }
        let file = match named {
            Some(path) => {
                file::read(&path)?.with_context(|| format!("{} is not there", path.display()))?
            }
            None => file::read(&guessed.join("wissel.toml"))?.unwrap_or_default(),
        };
        Self::settle(given.or(from_database_url()).or(file))
    }

    pub(crate) fn settle(told: Options) -> Result<Self> {
        let data = told.data.unwrap_or_else(folder::usual);
        if data.is_file() {
            bail!("data: {} is a file, not a folder", data.display());
        }
        let listen = address("listen", told.listen.as_deref().unwrap_or(LISTEN))?;
        let lmtp = told.lmtp.as_deref().map(|text| address("lmtp", text)).transpose()?;
        let lmtp_tls = match (told.lmtp_cert, told.lmtp_key) {
            (None, None) => None,
            (Some(cert), Some(key)) => Some((cert, key)),
            _ => bail!("lmtp_cert and lmtp_key belong together"),
        };
        let database = match told.database {
            Some(text) => Target::parse(&text).map_err(|_| {
                anyhow!("database: give postgres://user@host/name, or the path of an SQLite file")
            })?,
            None => Target::Sqlite(data.join("desk.db")),
        };
        let blobs = told.blobs.unwrap_or_else(|| data.join("blobs").to_string_lossy().into_owned());
        Ok(Self {
            listen,
            lmtp,
            lmtp_tls,
            database,
            demo: told.demo.unwrap_or(false),
            base_url: told.base_url.map(base_url).transpose()?,
            blobs,
            metrics: metrics(told.metrics.as_deref())?,
            reach: reach(told.allow_calls_to.as_deref().unwrap_or_default())?,
            proxies: proxies(told.proxies.as_deref().unwrap_or_default())?,
            data,
        })
    }
}

/// The name that many hosts give the database's address.
fn from_database_url() -> Options {
    let url = std::env::var("DATABASE_URL").ok().filter(|url| !url.is_empty());
    Options { database: url, ..Options::default() }
}

fn address(name: &str, text: &str) -> Result<SocketAddr> {
    text.parse()
        .map_err(|_| anyhow!("{name}: {text:?} is not an address and port such as 127.0.0.1:8080"))
}

fn base_url(text: String) -> Result<String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    match host.map(|host| host.trim_end_matches('/')) {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ' ']) => {
            Ok(text.trim_end_matches('/').to_owned())
        }
        _ => bail!("base_url: {text:?} is not https:// and a host name, without a path"),
    }
}

fn metrics(text: Option<&str>) -> Result<Metrics> {
    match text {
        None | Some("loopback") => Ok(Metrics::Loopback),
        Some("all") => Ok(Metrics::All),
        Some(other) => bail!("metrics: {other:?} is neither \"loopback\" nor \"all\""),
    }
}

fn reach(text: &str) -> Result<Reach> {
    Reach::parse(text)
        .map_err(|part| anyhow!("allow_calls_to: {part:?} is not a network such as 10.0.0.0/8"))
}

fn proxies(text: &str) -> Result<Vec<IpAddr>> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| part.parse().map_err(|_| anyhow!("proxies: {part:?} is not an IP address")))
        .collect()
}

#[cfg(test)]
mod tests;
