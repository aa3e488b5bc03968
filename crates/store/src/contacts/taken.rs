//! Many contacts at once: who is reached by which addresses, and new ones.

use jiff::Timestamp;
use wissel_model::{AddressKind, ContactId, Error, Result};

use super::Contact;
use crate::db::Tx;
use crate::{args, statements};

statements! {
    REACHED = "SELECT kind, value, contact_id FROM contact_address WHERE kind IN ('email', 'phone') AND value IN {texts $1}";
    HOLD = "SELECT id FROM contact WHERE id IN {list $1} ORDER BY id {lock}";
    INSERT = "INSERT INTO contact (name, company, owner_id, created_at, updated_at)
        SELECT {called}, {works_at}, {owned_by}, {now}, {now} {rows called text, works_at text, owned_by int, now int} {made id}";
    ADD = "INSERT INTO contact_address (contact_id, kind, value, verified, place, created_at)
        SELECT {of}, {what}, {reaches}, {sure}, {at_place}, {now}
        {rows of int, what text, reaches text, sure bool, at_place int, now int}";
}

/// An address of a contact, at its place among theirs.
pub type Placed = (ContactId, AddressKind, String, i64);

/// Whom these addresses reach, of those that reach anybody.
///
/// # Errors
/// As any statement.
pub fn reached(
    tx: &mut Tx<'_>,
    values: &[String],
) -> Result<Vec<(AddressKind, String, ContactId)>> {
    let values = serde_json::to_string(values).map_err(Error::internal)?;
    tx.all(&REACHED, args![values], |row| {
        let kind: String = row.get(0)?;
        let kind = AddressKind::parse(&kind).ok_or_else(|| Error::internal("address kind"))?;
        Ok((kind, row.get(1)?, ContactId(row.get(2)?)))
    })
}

/// Holds these contacts against change until the transaction ends.
///
/// # Errors
/// As any statement.
pub fn hold(tx: &mut Tx<'_>, ids: &[i64]) -> Result<()> {
    tx.all(&HOLD, args![crate::lists::ids(ids)], |row| row.get::<i64>(0)).map(drop)
}

/// Makes contacts, of whom name, company and owner are taken; their ids, in their order.
///
/// # Errors
/// As any statement.
pub fn insert(tx: &mut Tx<'_>, all: &[Contact], at: Timestamp) -> Result<Vec<ContactId>> {
    let now = at.as_microsecond();
    let rows: Vec<_> = all
        .iter()
        .map(|one| {
            let owner = one.owner.map(|user| user.0);
            args![one.name.as_str(), one.company.clone(), owner, now].to_vec()
        })
        .collect();
    Ok(tx.make_each(&INSERT, &rows)?.into_iter().map(ContactId).collect())
}

/// Adds addresses that a colleague vouches for.
///
/// # Errors
/// [`Error::Retry`] when one of them reaches somebody since we looked.
pub fn add(tx: &mut Tx<'_>, all: &[Placed], at: Timestamp) -> Result<()> {
    let now = at.as_microsecond();
    let rows: Vec<_> = all
        .iter()
        .map(|(id, kind, value, place)| {
            args![id.0, kind.as_str(), value.as_str(), true, *place, now].to_vec()
        })
        .collect();
    tx.each(&ADD, &rows).map(drop).map_err(|error| {
        let taken = error.is_constraint("contact_address_value");
        if taken { Error::Retry("an address was given to somebody else".into()) } else { error }
    })
}
