//! Contacts and the addresses that reach them.

pub mod history;
pub mod imports;
pub mod list;
pub mod merge;
pub mod taken;
pub mod timeline;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use wissel_model::clock::micros;
use wissel_model::{AddressKind, ContactId, Error, Result, UserId};

use crate::db::{Row, Tx};
use crate::{args, statements};

/// A contact as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Their id.
    pub id: ContactId,
    /// What they call themselves.
    pub name: String,
    /// Where they work.
    pub company: Option<String>,
    /// The user who looks after them.
    pub owner: Option<UserId>,
    /// Since when we know them.
    pub created_at: Timestamp,
    /// Rises with every change.
    pub version: i64,
    /// Whether they went into another one, who was the same person.
    pub gone: bool,
}

/// One way to reach a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// What it is.
    pub kind: AddressKind,
    /// Normalised text.
    pub value: String,
    /// Whether we know that it is theirs.
    pub verified: bool,
}

statements! {
    INSERT = "INSERT INTO contact (name, company, created_at, updated_at) SELECT {called}, {works_at}, {now}, {now}
        {rows called text, works_at text, now int} {made id}";
    UPDATE = "UPDATE contact SET name = $2, company = $3, owner_id = $4, updated_at = $5, version = version + 1 WHERE id = $1";
    GET = "SELECT id, name, company, owner_id, created_at, version, gone FROM contact WHERE id = $1";
    LOCK = "SELECT id, name, company, owner_id, created_at, version, gone FROM contact WHERE id = $1 {lock}";
    MANY = "SELECT id, name, company, owner_id, created_at, version, gone FROM contact WHERE id IN {list $1}";
    BY_ADDRESS = "SELECT c.id, c.name, c.company, c.owner_id, c.created_at, c.version, c.gone FROM contact_address a
        JOIN contact c ON c.id = a.contact_id WHERE a.kind = $1 AND a.value = $2";
    LOCK_BY_ADDRESS = "SELECT c.id, c.name, c.company, c.owner_id, c.created_at, c.version, c.gone, a.value FROM contact_address a
        JOIN contact c ON c.id = a.contact_id WHERE a.kind = $1 AND a.value IN {texts $2} ORDER BY c.id {lock}";
    ADD_ADDRESS = "INSERT INTO contact_address (contact_id, kind, value, verified, created_at)
        SELECT {of}, {what}, {reaches}, {sure}, {now} {rows of int, what text, reaches text, sure bool, now int}";
    ADDRESSES = "SELECT kind, value, verified FROM contact_address WHERE contact_id = $1 ORDER BY place, id";
    ADDRESSES_OF = "SELECT contact_id, kind, value, verified FROM contact_address WHERE contact_id IN {list $1}
        ORDER BY place, id";
    TAKE_ADDRESS = "DELETE FROM contact_address WHERE contact_id = $1 AND kind = $2 AND value = $3";
    PLACE = "UPDATE contact_address SET place = $4 WHERE contact_id = $1 AND kind = $2 AND value = $3";
    NAME_IF_EMPTY = "UPDATE contact SET name = $2 WHERE id = $1 AND name = ''";
}

fn read(row: &Row<'_>) -> Result<Contact> {
    Ok(Contact {
        id: ContactId(row.get(0)?),
        name: row.get(1)?,
        company: row.get(2)?,
        owner: row.get::<Option<i64>>(3)?.map(UserId),
        created_at: micros(row.get(4)?),
        version: row.get(5)?,
        gone: row.get(6)?,
    })
}

/// Stores a new contact.
pub fn insert(
    tx: &mut Tx<'_>,
    name: &str,
    company: Option<&str>,
    at: Timestamp,
) -> Result<ContactId> {
    let row = args![name, company.map(str::to_owned), at.as_microsecond()].to_vec();
    let made = tx.make_each(&INSERT, &[row])?;
    made.first().copied().map(ContactId).ok_or_else(|| Error::internal("an id per contact"))
}

/// Overwrites name, company and owner.
///
/// # Errors
/// Constraint `foreign_key` when the owner does not exist.
pub fn update(tx: &mut Tx<'_>, contact: &Contact, at: Timestamp) -> Result<()> {
    tx.execute(
        &UPDATE,
        args![
            contact.id.0,
            contact.name.as_str(),
            contact.company.clone(),
            contact.owner.map(|user| user.0),
            at.as_microsecond()
        ],
    )?;
    Ok(())
}

/// One contact.
pub fn get(tx: &mut Tx<'_>, id: ContactId) -> Result<Option<Contact>> {
    tx.first(&GET, args![id.0], read)
}

/// One contact, held against change until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, id: ContactId) -> Result<Option<Contact>> {
    tx.first(&LOCK, args![id.0], read)
}

/// The contacts in `ids`, in no order.
pub fn many(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Contact>> {
    tx.all(&MANY, args![crate::lists::ids(ids)], read)
}

/// The contact whom this address reaches.
pub fn by_address(tx: &mut Tx<'_>, kind: AddressKind, value: &str) -> Result<Option<Contact>> {
    tx.first(&BY_ADDRESS, args![kind.as_str(), value], read)
}

/// The contact whom this address reaches, held against change until the transaction ends; made when nobody has it yet.
/// A contact without a name takes `name`.
///
/// # Errors
/// [`Error::Retry`] when somebody else made it at the same moment.
pub fn find_or_make(
    tx: &mut Tx<'_>,
    kind: AddressKind,
    value: &str,
    name: &str,
    at: Timestamp,
) -> Result<Contact> {
    let mut found = find_or_make_all(tx, kind, &[(value, name)], at)?;
    found.remove(value).ok_or_else(|| Error::internal("a contact per address"))
}

/// The contacts whom these addresses reach, by address, held against change until the transaction ends.
pub fn hold(
    tx: &mut Tx<'_>,
    kind: AddressKind,
    all: &[(&str, &str)],
) -> Result<HashMap<String, Contact>> {
    let values: BTreeSet<&str> = all.iter().map(|(value, _)| *value).collect();
    let values = serde_json::to_string(&values).expect("texts always serialise");
    let found = tx.all(&LOCK_BY_ADDRESS, args![kind.as_str(), values], |row| {
        Ok((row.get::<String>(7)?, read(row)?))
    })?;
    Ok(found.into_iter().collect())
}

/// As [`find_or_make`] for several addresses with names, by address.
///
/// # Errors
/// [`Error::Retry`] when somebody else made one of them at the same moment.
pub fn find_or_make_all(
    tx: &mut Tx<'_>,
    kind: AddressKind,
    all: &[(&str, &str)],
    at: Timestamp,
) -> Result<HashMap<String, Contact>> {
    let named: BTreeMap<&str, &str> = all.iter().rev().copied().collect();
    let mut found = hold(tx, kind, all)?;
    for (value, contact) in &mut found {
        let name = named.get(value.as_str()).copied().unwrap_or_default();
        if contact.name.is_empty() && !name.is_empty() {
            tx.send(&NAME_IF_EMPTY, args![contact.id.0, name])?;
            name.clone_into(&mut contact.name);
        }
    }
    let missing: Vec<_> =
        named.into_iter().filter(|(value, _)| !found.contains_key(*value)).collect();
    let now = at.as_microsecond();
    let rows: Vec<_> =
        missing.iter().map(|(_, name)| args![*name, None::<String>, now].to_vec()).collect();
    let ids = tx.make_each(&INSERT, &rows)?;
    let rows: Vec<_> = ids
        .iter()
        .zip(&missing)
        .map(|(id, (value, _))| args![*id, kind.as_str(), *value, false, now].to_vec())
        .collect();
    tx.each(&ADD_ADDRESS, &rows).map_err(|error| {
        if error.is_constraint("contact_address_value") {
            Error::Retry("contact made twice".into())
        } else {
            error
        }
    })?;
    for (id, (value, name)) in ids.into_iter().zip(missing) {
        let id = ContactId(id);
        let name = name.into();
        let made = Contact {
            id,
            name,
            company: None,
            owner: None,
            created_at: at,
            version: 1,
            gone: false,
        };
        found.insert(value.to_owned(), made);
    }
    Ok(found)
}

/// Adds a way to reach a contact.
///
/// # Errors
/// Constraint `contact_address_value` when it reaches somebody already.
pub fn add_address(
    tx: &mut Tx<'_>,
    id: ContactId,
    kind: AddressKind,
    value: &str,
    verified: bool,
    at: Timestamp,
) -> Result<()> {
    let row = args![id.0, kind.as_str(), value, verified, at.as_microsecond()].to_vec();
    tx.each(&ADD_ADDRESS, &[row])?;
    Ok(())
}

/// An address reaches this contact no more.
pub fn take_address(tx: &mut Tx<'_>, id: ContactId, kind: AddressKind, value: &str) -> Result<()> {
    tx.execute(&TAKE_ADDRESS, args![id.0, kind.as_str(), value])?;
    Ok(())
}

/// Puts a contact's addresses in this order.
pub fn order_addresses(
    tx: &mut Tx<'_>,
    id: ContactId,
    all: &[(AddressKind, String)],
) -> Result<()> {
    let places: Vec<Vec<_>> = (0..)
        .zip(all)
        .map(|(place, (kind, value))| {
            args![id.0, kind.as_str(), value.as_str(), i64::from(place)].to_vec()
        })
        .collect();
    let batch: Vec<_> = places.iter().map(|row| (&PLACE, row.as_slice())).collect();
    tx.batch(&batch).map(drop)
}

/// All ways to reach a contact, the first one first.
pub fn addresses(tx: &mut Tx<'_>, id: ContactId) -> Result<Vec<Address>> {
    tx.all(&ADDRESSES, args![id.0], |row| {
        let kind: String = row.get(0)?;
        Ok(Address {
            kind: AddressKind::parse(&kind).ok_or_else(|| Error::internal("address kind"))?,
            value: row.get(1)?,
            verified: row.get(2)?,
        })
    })
}

/// The addresses of several contacts, of each the first one first.
pub fn addresses_of(
    tx: &mut Tx<'_>,
    ids: &[i64],
) -> Result<Vec<(ContactId, AddressKind, String, bool)>> {
    tx.all(&ADDRESSES_OF, args![crate::lists::ids(ids)], |row| {
        let kind: String = row.get(1)?;
        let kind = AddressKind::parse(&kind).ok_or_else(|| Error::internal("address kind"))?;
        Ok((ContactId(row.get(0)?), kind, row.get(2)?, row.get(3)?))
    })
}
