//! What a waiting ticket needs, so that those in need of the same are asked about once.

use crate::{Ask, Assign, Rule};

/// What decides whether *anybody* can take a ticket. Two tickets with equal needs either both find
/// somebody or both find nobody, with the same [`crate::Then`] and `mail_owner`; who it is may differ, by seed and turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Need<'r> {
    rule: &'r Rule,
    kind: crate::Kind,
    contact_owner: Option<i64>,
    overflows: bool,
}

/// What this ticket needs. Costs no memory; hashing it reads the rule's ids.
#[must_use]
pub fn need_key<'r>(rule: &'r Rule, ask: &Ask<'_>) -> Need<'r> {
    Need {
        rule,
        kind: ask.kind,
        contact_owner: ask.contact_owner.filter(|_| rule.assign == Assign::ContactOwner),
        overflows: rule.overflow_due(ask.waited_minutes),
    }
}
