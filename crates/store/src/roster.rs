//! Everything that decides whether routing may reach a person, read in two statements for all of them.

use wissel_model::{Result, UserId};

use crate::db::Tx;
use crate::users::User;
use crate::{standing, users};

/// One person as routing sees them.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The person.
    pub user: User,
    /// Their loads: total and per channel kind.
    pub loads: Vec<standing::Load>,
}

/// The facts about every user, active or not: a deactivated one is still named in explanations.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Facts>> {
    let mut found = Vec::new();
    let mut after = UserId(0);
    loop {
        let page = users::page(tx, after, "", 1000)?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.id;
        found.extend(with_loads(tx, page)?);
    }
}

/// The facts about the users in `ids`, by id, held against change until the transaction ends.
pub fn lock(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Facts>> {
    let page = users::lock_many(tx, ids)?;
    with_loads(tx, page)
}

/// The facts about the users in `ids`, by id.
pub fn some(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Facts>> {
    let page = users::many(tx, ids)?;
    with_loads(tx, page)
}

fn with_loads(tx: &mut Tx<'_>, page: Vec<User>) -> Result<Vec<Facts>> {
    let ids: Vec<i64> = page.iter().map(|user| user.id.0).collect();
    let mut loads = standing::loads_of(tx, &ids)?.into_iter().peekable();
    let mut found = Vec::with_capacity(page.len());
    for user in page {
        let mut own = Vec::new();
        while let Some(load) = loads.next_if(|load| load.user == user.id) {
            own.push(load);
        }
        found.push(Facts { user, loads: own });
    }
    Ok(found)
}
