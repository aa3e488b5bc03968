//! Why nobody could take a ticket, in one line of a list.

use std::collections::HashMap;

use wissel_model::{Error, Result, TicketId, Who};
use wissel_routing::{Reason, Record};
use wissel_store::{Tx, decisions};

use super::told::reader;
use crate::words::tr;

/// People named in a line; the rest is counted.
const NAMED: usize = 3;

/// For each of `tickets` that the router found nobody for: who was looked at, and the first reason of each.
pub(crate) fn shortly(
    tx: &mut Tx<'_>,
    who: &Who,
    tickets: &[i64],
) -> Result<HashMap<TicketId, String>> {
    let mut lines = HashMap::new();
    if tickets.is_empty() {
        return Ok(lines);
    }
    let mut found = Vec::new();
    for decision in decisions::live(tx, tickets)? {
        let record: Option<Record> = decision
            .record
            .as_deref()
            .map(serde_json::from_str)
            .transpose()
            .map_err(Error::internal)?;
        found.extend(record.map(|record| (decision.ticket, decision.at, record)));
    }
    let people = |record: &Record| -> Vec<i64> {
        let steps = record.explanation.steps.iter();
        steps.flat_map(|step| step.candidates.iter().map(|one| one.user)).collect()
    };
    let everybody: Vec<i64> = found.iter().flat_map(|(_, _, record)| people(record)).collect();
    let Some(now) = found.iter().map(|(_, at, _)| *at).max() else { return Ok(lines) };
    let mut reader = reader(tx, None, everybody.into_iter(), who.language, &who.time_zone, now)?;
    for (ticket, at, record) in found {
        reader.at = at;
        let mut reasons = Vec::new();
        for one in record.explanation.steps.iter().flat_map(|step| &step.candidates) {
            let Some(reason) = &one.reason else { continue };
            if !matches!(reason, Reason::ExtraMemberOnly { .. }) {
                reasons.push(format!("{}: {}", reader.user(one.user), reader.reason(reason)));
            }
        }
        let more = reasons.len().saturating_sub(NAMED);
        reasons.truncate(NAMED);
        if more > 0 {
            reasons.push(tr(who.language, "nobody-more", &[("count", more.to_string())]));
        }
        if reasons.is_empty() {
            reasons.push(tr(who.language, "nobody-to-ask", &[]));
        }
        lines.insert(ticket, reasons.join(" · "));
    }
    Ok(lines)
}
