//! Lists of contacts, the newest first: all of them, an owner's, a company's.

use wissel_model::{ContactId, Result, UserId};

use crate::db::Tx;
use crate::{args, statements};

/// Whose contacts, and of which company; nothing given: everybody's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The user who looks after them.
    pub owner: Option<UserId>,
    /// Where they work, in small or capital letters.
    pub company: Option<String>,
}

statements! {
    ALL = "SELECT id FROM contact WHERE id < $1 AND NOT gone ORDER BY id DESC LIMIT $2";
    OF_OWNER = "SELECT id FROM contact {walks contact_owner} WHERE owner_id = $3 AND id < $1 AND NOT gone ORDER BY id DESC LIMIT $2";
    OF_COMPANY = "SELECT id FROM contact {walks contact_company} WHERE company IS NOT NULL AND lower(company) = lower($3)
        AND id < $1 AND NOT gone ORDER BY id DESC LIMIT $2";
    OF_BOTH = "SELECT id FROM contact {walks contact_company} WHERE company IS NOT NULL AND lower(company) = lower($3)
        AND owner_id = $4 AND id < $1 AND NOT gone ORDER BY id DESC LIMIT $2";
}

/// Up to `limit` contacts before `before`, the newest first.
pub fn page(tx: &mut Tx<'_>, filter: &Filter, before: ContactId, limit: i64) -> Result<Vec<i64>> {
    let owner = filter.owner.map(|user| user.0);
    match (owner, filter.company.as_deref()) {
        (None, None) => tx.all(&ALL, args![before.0, limit], |row| row.get(0)),
        (Some(owner), None) => tx.all(&OF_OWNER, args![before.0, limit, owner], |row| row.get(0)),
        (None, Some(company)) => {
            tx.all(&OF_COMPANY, args![before.0, limit, company], |row| row.get(0))
        }
        (Some(owner), Some(company)) => {
            tx.all(&OF_BOTH, args![before.0, limit, company, owner], |row| row.get(0))
        }
    }
}
