//! One layer of the configuration: every option, none of them needed.

use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;

/// The options that every command understands. On the command line, as `WISSEL_…`, and in `wissel.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Options {
    /// Settings file, instead of wissel.toml in the data folder
    #[arg(long, global = true, env = "WISSEL_CONFIG", hide_env_values = true, value_name = "FILE")]
    #[serde(skip)]
    pub(crate) config: Option<PathBuf>,
    /// Folder of database, key and attachments [default: ./data if it is there, else ~/.local/share/wissel]
    #[arg(long, global = true, env = "WISSEL_DATA", hide_env_values = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// postgres://user@host/name or the path of an SQLite file [default: desk.db in the data folder]
    #[arg(
        long,
        global = true,
        env = "WISSEL_DATABASE",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub(crate) database: Option<String>,
    /// Folder or s3://bucket/prefix for attachments [default: blobs in the data folder]
    #[arg(long, global = true, env = "WISSEL_BLOBS", hide_env_values = true, value_name = "URL")]
    pub(crate) blobs: Option<String>,
    /// How people reach the server, for links and cookies: https://desk.example.com
    #[arg(
        long,
        global = true,
        env = "WISSEL_BASE_URL",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub(crate) base_url: Option<String>,
    /// Address and port of the pages and the API; port 0 picks a free one [default: 127.0.0.1:8080]
    #[arg(long, global = true, env = "WISSEL_LISTEN", hide_env_values = true, value_name = "ADDR")]
    pub(crate) listen: Option<String>,
    /// Address and port where a mail server may deliver by LMTP or SMTP [default: none]
    #[arg(long, global = true, env = "WISSEL_LMTP", hide_env_values = true, value_name = "ADDR")]
    pub(crate) lmtp: Option<String>,
    /// Certificate chain (PEM) for mail servers that want STARTTLS; needs --lmtp-key
    #[arg(
        long,
        global = true,
        env = "WISSEL_LMTP_CERT",
        hide_env_values = true,
        value_name = "FILE"
    )]
    pub(crate) lmtp_cert: Option<PathBuf>,
    /// Its private key (PEM)
    #[arg(
        long,
        global = true,
        env = "WISSEL_LMTP_KEY",
        hide_env_values = true,
        value_name = "FILE"
    )]
    pub(crate) lmtp_key: Option<PathBuf>,
    /// Fill an empty desk with something to look at
    #[arg(long, global = true, env = "WISSEL_DEMO", hide_env_values = true, num_args = 0..=1,
          default_missing_value = "true", require_equals = true, value_name = "true|false")]
    pub(crate) demo: Option<bool>,
    /// Who may read /metrics: loopback or all [default: loopback]
    #[arg(long, global = true, env = "WISSEL_METRICS", hide_env_values = true, value_name = "WHO")]
    pub(crate) metrics: Option<String>,
    /// Addresses of proxies whose X-Forwarded-For is believed, with commas [default: none]
    #[arg(long, global = true, env = "WISSEL_PROXIES", hide_env_values = true, value_name = "IPS")]
    pub(crate) proxies: Option<String>,
    /// Private networks where tokens for mailboxes may be fetched, with commas: 10.1.0.0/16 [default: none]
    #[arg(
        long,
        global = true,
        env = "WISSEL_ALLOW_CALLS_TO",
        hide_env_values = true,
        value_name = "NETS"
    )]
    pub(crate) allow_calls_to: Option<String>,
}

impl Options {
    /// These options, and where they say nothing, the `lower` ones.
    pub(crate) fn or(self, lower: Self) -> Self {
        Self {
            config: self.config.or(lower.config),
            data: self.data.or(lower.data),
            database: self.database.or(lower.database),
            blobs: self.blobs.or(lower.blobs),
            base_url: self.base_url.or(lower.base_url),
            listen: self.listen.or(lower.listen),
            lmtp: self.lmtp.or(lower.lmtp),
            lmtp_cert: self.lmtp_cert.or(lower.lmtp_cert),
            lmtp_key: self.lmtp_key.or(lower.lmtp_key),
            demo: self.demo.or(lower.demo),
            metrics: self.metrics.or(lower.metrics),
            proxies: self.proxies.or(lower.proxies),
            allow_calls_to: self.allow_calls_to.or(lower.allow_calls_to),
        }
    }
}
