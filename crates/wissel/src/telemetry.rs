//! The log: for people on a terminal, as JSON for programs (`WISSEL_LOG_FORMAT=json`).
//!
//! It goes to standard error; what a command has to say goes to standard output. `WISSEL_LOG` chooses what is told,
//! in the words of tracing's filters ("info,wissel=debug").

use tracing_subscriber::EnvFilter;

/// What is told unless `WISSEL_LOG` says otherwise. PostgreSQL's notices say only that tables are
/// there already, and its connections that they ended, each for itself.
const USUAL: &str = "info,tokio_postgres=warn,deadpool.postgres=error";

/// Starts the log. Before it nothing is told; a second start in one process changes nothing.
pub(crate) fn start() {
    let wanted = std::env::var("WISSEL_LOG").unwrap_or_default();
    let filter = EnvFilter::builder().parse(if wanted.is_empty() { USUAL } else { &wanted });
    let filter = filter.unwrap_or_else(|_| EnvFilter::new(USUAL));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let json = std::env::var("WISSEL_LOG_FORMAT").is_ok_and(|format| format == "json");
    let colour = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let _ = if json {
        log.json().flatten_event(true).try_init()
    } else {
        log.with_ansi(colour).try_init()
    };
}
