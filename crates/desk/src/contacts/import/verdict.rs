//! What becomes of a row, given who is known.

use std::collections::HashMap;

use wissel_model::{AddressKind, ContactId, FieldError};
use wissel_store::contacts::Contact;

use super::meaning::Known;
use super::plan::Wish;

/// The contacts whom some rows may be about, and how they are reached.
#[derive(Debug, Default)]
pub(super) struct Around {
    pub(super) reached: HashMap<(AddressKind, String), ContactId>,
    pub(super) contacts: HashMap<ContactId, Contact>,
    pub(super) addresses: HashMap<ContactId, usize>,
}

impl Around {
    /// As they are once this was done.
    pub(super) fn follow(&mut self, verdict: &Verdict) {
        if let Verdict::Change { after, added, .. } = verdict {
            self.contacts.insert(after.id, after.clone());
            *self.addresses.entry(after.id).or_default() += added.len();
            self.reached.extend(added.iter().map(|one| (one.clone(), after.id)));
        }
    }
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// A new contact.
    Make(Wish),
    /// A known one gets these new things; what was changed, by name.
    Change { after: Contact, added: Vec<(AddressKind, String)>, fields: Vec<&'static str> },
    /// A known one stays as they are.
    Same(ContactId),
    /// Nothing, for this reason.
    Refuse(FieldError),
}

/// The most addresses of a contact.
const MOST: usize = 50;

/// Judges one row.
pub(super) fn verdict(wish: &Result<Wish, FieldError>, known: Known, around: &Around) -> Verdict {
    let wish = match wish {
        Ok(wish) => wish,
        Err(fault) => return Verdict::Refuse(fault.clone()),
    };
    let mut reached: Vec<ContactId> =
        wish.addresses.iter().filter_map(|one| around.reached.get(one).copied()).collect();
    reached.sort_unstable();
    reached.dedup();
    let contact = match reached[..] {
        [] => return Verdict::Make(wish.clone()),
        [one] => around.contacts.get(&one),
        _ => return Verdict::Refuse(FieldError::new("row", "import.two_contacts")),
    };
    let Some(before) = contact else {
        return Verdict::Refuse(FieldError::new("row", "import.moved"));
    };
    if known == Known::Leave {
        return Verdict::Same(before.id);
    }
    let wins = known == Known::Overwrite;
    let (mut after, mut fields) = (before.clone(), Vec::new());
    if let Some(name) = wish.name.as_ref().filter(|_| wins || before.name.is_empty())
        && *name != before.name
    {
        after.name.clone_from(name);
        fields.push("name");
    }
    if wish.company.is_some()
        && (wins || before.company.is_none())
        && wish.company != before.company
    {
        after.company.clone_from(&wish.company);
        fields.push("company");
    }
    if wish.owner.is_some() && (wins || before.owner.is_none()) && wish.owner != before.owner {
        after.owner = wish.owner;
        fields.push("owner");
    }
    let new = wish.addresses.iter().filter(|one| !around.reached.contains_key(one));
    let added: Vec<_> = new.cloned().collect();
    if around.addresses.get(&before.id).copied().unwrap_or(0) + added.len() > MOST {
        let fault = FieldError::new("row", "invalid.too_many").with("most", MOST);
        return Verdict::Refuse(fault);
    }
    if !added.is_empty() {
        fields.push("addresses");
    }
    if fields.is_empty() {
        Verdict::Same(before.id)
    } else {
        Verdict::Change { after, added, fields }
    }
}
