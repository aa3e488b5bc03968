//! A connection to a mail server, plain or private.

use std::fmt::Debug;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use wissel_channels::mail::settings::Security;

use super::trouble::{Trouble, one_line};

/// The longest we wait for one address to answer, and for TLS to be agreed on.
const CONNECT: Duration = Duration::from_secs(10);

/// Anything that bytes go over in both directions.
pub(crate) trait Socket: AsyncRead + AsyncWrite + Debug + Send + Sync + Unpin {}

impl<T: AsyncRead + AsyncWrite + Debug + Send + Sync + Unpin> Socket for T {}

/// A connection of any kind.
pub(crate) type Stream = Box<dyn Socket>;

/// Connects, with TLS from the first byte when `security` says so.
pub(crate) async fn connect(
    host: &str,
    port: u16,
    security: Security,
    tls: &Arc<ClientConfig>,
) -> Result<Stream, Trouble> {
    let stream: Stream = Box::new(reach(host, port).await?);
    match security {
        Security::Tls => secure(stream, host, tls).await,
        Security::Starttls | Security::None => Ok(stream),
    }
}

async fn reach(host: &str, port: u16) -> Result<TcpStream, Trouble> {
    let unreachable = |why: String| Trouble::Unreachable { host: host.to_owned(), port, why };
    let addresses = timeout(CONNECT, lookup_host((bare(host), port)))
        .await
        .map_err(|_| Trouble::Silent { host: host.to_owned() })?
        .map_err(|_| Trouble::UnknownHost { host: host.to_owned() })?;
    let mut trouble = Trouble::UnknownHost { host: host.to_owned() };
    for address in addresses {
        trouble = match timeout(CONNECT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                // Commands are short and wait for their answer.
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "no TCP_NODELAY");
                }
                return Ok(stream);
            }
            Ok(Err(error)) => unreachable(one_line(&error.to_string())),
            Err(_) => unreachable("no answer".to_owned()),
        };
    }
    Err(trouble)
}

/// Makes a connection private, and makes sure that it is `host` at the other end.
pub(crate) async fn secure(
    stream: Stream,
    host: &str,
    tls: &Arc<ClientConfig>,
) -> Result<Stream, Trouble> {
    let name = ServerName::try_from(bare(host).to_owned())
        .map_err(|_| Trouble::UnknownHost { host: host.to_owned() })?;
    let connector = TlsConnector::from(Arc::clone(tls));
    match timeout(CONNECT, connector.connect(name, stream)).await {
        Ok(Ok(stream)) => Ok(Box::new(stream)),
        Ok(Err(error)) => Err(tls_trouble(host, &error)),
        Err(_) => Err(Trouble::Silent { host: host.to_owned() }),
    }
}

fn tls_trouble(host: &str, error: &io::Error) -> Trouble {
    let host = host.to_owned();
    let why = one_line(&error.to_string());
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(_)) => Trouble::Certificate { host, why },
        _ => Trouble::NotTls { host, why },
    }
}

/// `[::1]` is how people write it; the resolver wants `::1`.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}
