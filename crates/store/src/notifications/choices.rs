//! What somebody chose to be told of, and how.

use wissel_model::{Error, NotificationKind, Result, UserId};

use crate::db::Tx;
use crate::{args, statements};

/// The ways in which somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ways {
    /// In the pages.
    pub page: bool,
    /// By the browser, while the pages are out of sight.
    pub browser: bool,
    /// By e-mail.
    pub mail: bool,
}

statements! {
    OF_MANY = "SELECT user_id, kind, page, browser, mail FROM notification_choice WHERE user_id IN {list $1}";
    CHOOSE = "INSERT INTO notification_choice (user_id, kind, page, browser, mail) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (user_id, kind) DO UPDATE SET page = excluded.page, browser = excluded.browser, mail = excluded.mail";
    ACTIVE = "SELECT id FROM app_user WHERE active AND access <> 'none' ORDER BY id";
}

/// What these people chose. Who chose nothing about a kind has no row for it.
pub fn of_many(tx: &mut Tx<'_>, users: &[i64]) -> Result<Vec<(UserId, NotificationKind, Ways)>> {
    tx.all(&OF_MANY, args![crate::lists::ids(users)], |row| {
        let kind: String = row.get(1)?;
        let kind = NotificationKind::parse(&kind)
            .ok_or_else(|| Error::internal(format!("notification kind {kind}")))?;
        let ways = Ways { page: row.get(2)?, browser: row.get(3)?, mail: row.get(4)? };
        Ok((UserId(row.get(0)?), kind, ways))
    })
}

/// Stores a choice.
pub fn choose(tx: &mut Tx<'_>, user: UserId, kind: NotificationKind, ways: Ways) -> Result<()> {
    tx.execute(&CHOOSE, args![user.0, kind.as_str(), ways.page, ways.browser, ways.mail])?;
    Ok(())
}

/// Everybody who might be told of a ticket that is nobody's.
pub fn active(tx: &mut Tx<'_>) -> Result<Vec<i64>> {
    tx.all(&ACTIVE, args![], |row| row.get(0))
}
