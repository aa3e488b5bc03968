//! Every stored decision, worked out again: it must come out equal. And every count, counted again.

use wissel_model::{DecisionId, Result};
use wissel_routing::Record;
use wissel_store::{audit, decisions};

use crate::Desk;

const PAGE: i64 = 500;

/// What checking everything found.
#[derive(Debug, Clone, Default)]
pub struct Verified {
    /// Decisions looked at.
    pub checked: i64,
    /// A line for everything that is not as it should be.
    pub wrong: Vec<String>,
}

impl Desk {
    /// Recomputes every stored decision from what was stored with it, and audits the books: every owned ticket is
    /// explained by exactly its live decision, loads and counts are recounted, and more.
    pub async fn verify_decisions(&self) -> Result<Verified> {
        let mut found = Verified::default();
        let mut after = DecisionId(0);
        loop {
            let page = self.db().read(move |tx| decisions::after(tx, after, PAGE)).await?;
            let Some(last) = page.last() else { break };
            after = last.id;
            for decision in &page {
                found.checked += 1;
                found.wrong.extend(wrong(decision));
            }
        }
        found.wrong.extend(audit::audit(self.db()).await?.wrong);
        Ok(found)
    }
}

fn wrong(decision: &decisions::Decision) -> Option<String> {
    let text = decision.record.as_ref()?;
    let at = format!("decision {} about ticket {}", decision.id, decision.ticket);
    let record: Record = match serde_json::from_str(text) {
        Ok(record) => record,
        Err(error) => return Some(format!("{at} cannot be read: {error}")),
    };
    if let Err(mismatch) = record.verify() {
        return Some(format!("{at}: {mismatch}"));
    }
    let owner = decision.owner.and_then(wissel_model::Owner::user).map(|user| user.0);
    (record.outcome().user() != owner).then(|| format!("{at} names another owner than its record"))
}
