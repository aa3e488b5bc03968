//! Whom a reply goes to: as its writer says, or else to whoever wrote last, with those they copied in.

use serde_json::Value;
use wissel_channels::mail::address::normalise;
use wissel_model::{AddressKind, Error, FieldError, Result};
use wissel_store::messages::Message;
use wissel_store::tickets::Ticket;
use wissel_store::{Tx, contacts};

use super::ours::Ours;

/// The most addresses that a reply goes to. Whoever wants to reach more writes no answer but a circular.
pub(crate) const MOST: usize = 20;

/// Whom a reply is to go to, as its writer says; nothing said is as suggested.
#[derive(Debug, Clone, Default)]
pub(crate) struct Given {
    /// To.
    pub(crate) to: Option<Vec<String>>,
    /// With a copy to.
    pub(crate) cc: Option<Vec<String>>,
}

/// Whom a reply goes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Addressees {
    /// To.
    pub(crate) to: Vec<String>,
    /// With a copy to.
    pub(crate) cc: Vec<String>,
    /// How many were copied in last, when they are too many to be copied again.
    pub(crate) left_out: usize,
}

/// Whom a reply on `ticket` goes to.
///
/// # Errors
/// Fields `to` and `cc`; refusal `reply.no_address` when nobody is named and nothing reaches the contact by mail.
pub(super) fn addressees(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    last: Option<&Message>,
    given: &Given,
) -> Result<Addressees> {
    let ours = Ours::read(tx)?;
    let mut wrong = Vec::new();
    let to = given.to.as_ref().map(|all| checked(&ours, "to", all, &mut wrong));
    let cc = given.cc.as_ref().map(|all| checked(&ours, "cc", all, &mut wrong));
    if to.as_ref().is_some_and(Vec::is_empty) && wrong.is_empty() {
        wrong.push(FieldError::new("to", "invalid.nobody_addressed"));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let (to, mut cc) = match (to, cc) {
        (Some(to), Some(cc)) => (to, cc),
        (to, cc) => {
            let usual = usual(tx, ticket, last, &ours)?;
            let to = to.unwrap_or(usual.to);
            (to, cc.unwrap_or(usual.cc))
        }
    };
    if to.is_empty() {
        return Err(Error::refused("reply.no_address"));
    }
    cc.retain(|address| !to.contains(address));
    if to.len() + cc.len() > MOST {
        let field = if to.len() > MOST { "to" } else { "cc" };
        return Err(Error::Invalid(vec![
            FieldError::new(field, "invalid.addressees").with("most", MOST),
        ]));
    }
    Ok(Addressees { to, cc, left_out: 0 })
}

/// What is suggested for a reply on `ticket`; nobody when nothing reaches the contact by mail.
pub(crate) fn suggested(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    last: Option<&Message>,
) -> Result<Addressees> {
    let ours = Ours::read(tx)?;
    usual(tx, ticket, last, &ours)
}

fn usual(
    tx: &mut Tx<'_>,
    ticket: &Ticket,
    last: Option<&Message>,
    ours: &Ours,
) -> Result<Addressees> {
    let people: Value =
        last.and_then(|last| serde_json::from_str(&last.recipients).ok()).unwrap_or_default();
    let list = |name: &str| -> Vec<String> {
        let listed = people[name].as_array().cloned().unwrap_or_default();
        listed.iter().filter_map(|one| normalise(one.as_str()?)).collect()
    };
    let mut to = list("reply_to").into_iter().find(|address| !ours.has(address));
    to = to.or_else(|| last.map(|last| last.from_address.clone()));
    if to.as_ref().is_none_or(String::is_empty) {
        let addresses = contacts::addresses(tx, ticket.contact)?;
        to = addresses.into_iter().find(|one| one.kind == AddressKind::Email).map(|one| one.value);
    }
    let to: Vec<String> = to.filter(|to| !ours.has(to)).into_iter().collect();
    let mut cc: Vec<String> = Vec::new();
    for address in list("cc") {
        if !ours.has(&address) && !to.contains(&address) && !cc.contains(&address) {
            cc.push(address);
        }
    }
    // So many were never in this conversation: somebody wrote to a whole list.
    let left_out = if to.len() + cc.len() > MOST { std::mem::take(&mut cc).len() } else { 0 };
    Ok(Addressees { to, cc, left_out })
}

/// The addresses in one spelling, each once. What cannot be written to is told in `wrong`.
fn checked(ours: &Ours, field: &str, given: &[String], wrong: &mut Vec<FieldError>) -> Vec<String> {
    let mut good: Vec<String> = Vec::new();
    for one in given.iter().filter(|one| !one.trim().is_empty()) {
        let shown = || one.chars().take(80).collect::<String>();
        match normalise(one) {
            None => wrong.push(FieldError::new(field, "invalid.addressee").with("given", shown())),
            Some(address) if ours.has(&address) => {
                wrong.push(FieldError::new(field, "invalid.addressee_ours").with("given", shown()));
            }
            Some(address) if !good.contains(&address) => good.push(address),
            Some(_) => {}
        }
        // Of a thousand wrong ones nobody reads more.
        if wrong.len() >= MOST {
            break;
        }
    }
    good
}
