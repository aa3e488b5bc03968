//! Properties, and their values. A value is text: a number in digits, a date as 2026-03-31, `yes` or `no`, the id of a choice.

use jiff::Timestamp;
use wissel_model::{AppliesTo, Error, PropertyId, PropertyKind, Result};

use crate::db::{Row, Sql, Tx};
use crate::{args, statements};

/// A property as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Property {
    /// Its id.
    pub id: PropertyId,
    /// What it says something of.
    pub applies_to: AppliesTo,
    /// What people call it.
    pub name: String,
    /// What its values are.
    pub kind: PropertyKind,
    /// Whether it has to be filled in.
    pub required: bool,
    /// False: retired.
    pub active: bool,
    /// Its choices (JSON).
    pub choices: String,
    /// Rises with every change.
    pub version: i64,
}

statements! {
    INSERT = "INSERT INTO property (applies_to, name, kind, required, active, position, choices, created_at)
        SELECT $1, $2, $3, $4, $5, COALESCE(MAX(position), 0) + 1, $6, $7 FROM property WHERE applies_to = $1
        RETURNING id";
    UPDATE = "UPDATE property SET name = $3, required = $4, active = $5, choices = $6, version = version + 1
        WHERE id = $1 AND version = $2";
    PLACE = "UPDATE property SET position = {place}, version = version + 1 {rows which int, place int}
        WHERE id = {which} AND position <> {place}";
    ALL = "SELECT id, applies_to, name, kind, required, active, choices, version FROM property
        ORDER BY applies_to DESC, position, id LIMIT 2000";
    OF = "SELECT id, applies_to, name, kind, required, active, choices, version FROM property WHERE applies_to = $1
        ORDER BY position, id LIMIT 2000";
    LOCK = "SELECT id, applies_to, name, kind, required, active, choices, version FROM property WHERE id = $1 {lock}";
    OF_TICKETS = "SELECT v.ticket_id, v.property_id, v.value FROM ticket_property v JOIN property p ON p.id = v.property_id
        WHERE v.ticket_id IN {list $1} AND p.active ORDER BY v.ticket_id, p.position, p.id";
    OF_CONTACTS = "SELECT v.contact_id, v.property_id, v.value FROM contact_property v JOIN property p ON p.id = v.property_id
        WHERE v.contact_id IN {list $1} AND p.active ORDER BY v.contact_id, p.position, p.id";
    SET_TICKET = "INSERT INTO ticket_property (ticket_id, property_id, value) SELECT {of}, {which}, {holds}
        {rows of int, which int, holds text} WHERE TRUE
        ON CONFLICT (ticket_id, property_id) DO UPDATE SET value = excluded.value";
    SET_CONTACT = "INSERT INTO contact_property (contact_id, property_id, value) SELECT {of}, {which}, {holds}
        {rows of int, which int, holds text} WHERE TRUE
        ON CONFLICT (contact_id, property_id) DO UPDATE SET value = excluded.value";
    CLEAR_TICKET = "DELETE FROM ticket_property WHERE ticket_id = $1 AND property_id IN {list $2}";
    CLEAR_CONTACT = "DELETE FROM contact_property WHERE contact_id = $1 AND property_id IN {list $2}";
}

fn read(row: &Row<'_>) -> Result<Property> {
    let (applies_to, kind): (String, String) = (row.get(1)?, row.get(3)?);
    Ok(Property {
        id: PropertyId(row.get(0)?),
        applies_to: AppliesTo::parse(&applies_to).ok_or_else(|| Error::internal("applies to"))?,
        name: row.get(2)?,
        kind: PropertyKind::parse(&kind).ok_or_else(|| Error::internal("property kind"))?,
        required: row.get(4)?,
        active: row.get(5)?,
        choices: row.get(6)?,
        version: row.get(7)?,
    })
}

/// Stores a new property behind the others. Its id and version are given out here.
///
/// # Errors
/// Constraint `property_name` when an active one has the name.
pub fn insert(tx: &mut Tx<'_>, new: &Property, at: Timestamp) -> Result<PropertyId> {
    let args = args![
        new.applies_to.as_str(),
        new.name.as_str(),
        new.kind.as_str(),
        new.required,
        new.active,
        new.choices.as_str(),
        at.as_microsecond()
    ];
    Ok(PropertyId(tx.one(&INSERT, args, |row| row.get(0))?))
}

/// Overwrites name, whether it is required and active, and the choices.
///
/// # Errors
/// Constraint `property_name`; [`Error::Changed`] when its version is not the one in `after`.
pub fn update(tx: &mut Tx<'_>, after: &Property) -> Result<()> {
    let args = args![
        after.id.0,
        after.version,
        after.name.as_str(),
        after.required,
        after.active,
        after.choices.as_str()
    ];
    match tx.execute(&UPDATE, args)? {
        0 => Err(Error::Changed { what: "property", version: after.version }),
        _ => Ok(()),
    }
}

/// Puts properties in this order.
pub fn place(tx: &mut Tx<'_>, ids: &[PropertyId]) -> Result<()> {
    let rows: Vec<_> = (1i64..).zip(ids).map(|(place, id)| args![id.0, place].to_vec()).collect();
    tx.each(&PLACE, &rows)?;
    Ok(())
}

/// All properties, retired ones too: those of tickets first, each in its order.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Property>> {
    tx.all(&ALL, args![], read)
}

/// Those of tickets or those of contacts, retired ones too, in their order.
pub fn of(tx: &mut Tx<'_>, applies_to: AppliesTo) -> Result<Vec<Property>> {
    tx.all(&OF, args![applies_to.as_str()], read)
}

/// One property, held against change until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, id: PropertyId) -> Result<Option<Property>> {
    tx.first(&LOCK, args![id.0], read)
}

/// One value: of which ticket or contact, of which property, and what it is.
pub type Held = (i64, PropertyId, String);

/// What these tickets or contacts hold under active properties, in the properties' order.
pub fn values(tx: &mut Tx<'_>, of: AppliesTo, ids: &[i64]) -> Result<Vec<Held>> {
    let sql = pick(of, &OF_TICKETS, &OF_CONTACTS);
    tx.all(sql, args![crate::lists::ids(ids)], |row| {
        Ok((row.get(0)?, PropertyId(row.get(1)?), row.get(2)?))
    })
}

/// Stores values of one ticket or contact; `None` takes one away.
pub fn set(
    tx: &mut Tx<'_>,
    of: AppliesTo,
    record: i64,
    values: &[(PropertyId, Option<String>)],
) -> Result<()> {
    let gone: Vec<i64> =
        values.iter().filter(|(_, value)| value.is_none()).map(|(id, _)| id.0).collect();
    if !gone.is_empty() {
        let clear = pick(of, &CLEAR_TICKET, &CLEAR_CONTACT);
        tx.execute(clear, args![record, crate::lists::ids(&gone)])?;
    }
    let there: Vec<_> = values
        .iter()
        .filter_map(|(id, value)| Some(args![record, id.0, value.as_deref()?].to_vec()))
        .collect();
    tx.each(pick(of, &SET_TICKET, &SET_CONTACT), &there)?;
    Ok(())
}

fn pick(of: AppliesTo, ticket: &'static Sql, contact: &'static Sql) -> &'static Sql {
    match of {
        AppliesTo::Ticket => ticket,
        AppliesTo::Contact => contact,
    }
}
