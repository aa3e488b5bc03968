//! What is stored agrees with itself: owners with decisions, loads and counts with a recount, and so on.

use anyhow::anyhow;
use wissel_store::{Db, audit};

use super::Findings;

/// One finding for everything that is not as it should be.
pub(super) async fn audited(db: &Db, findings: &mut Findings) {
    match audit::audit(db).await {
        Ok(found) if found.wrong.is_empty() => {
            let (checks, tickets) = (found.checks, found.tickets);
            findings.note("books", Ok(format!("{checks} checks over {tickets} tickets")));
        }
        Ok(found) => {
            found.wrong.iter().for_each(|wrong| findings.note("books", Err(anyhow!("{wrong}"))))
        }
        Err(error) => findings.note("books", Err(error.into())),
    }
}
