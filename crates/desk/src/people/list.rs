//! Finding users.

use wissel_model::{Error, Result, UserId, Who};
use wissel_store::{Tx, users};

use crate::Desk;
use crate::view::{Page, Part, UserView};

impl Desk {
    /// Users by id, those whose name or address contains `query`. Colleagues may see each other.
    pub async fn users(&self, who: &Who, query: &str, part: Part) -> Result<Page<UserView>> {
        let _ = who;
        let (query, size, now) = (query.trim().to_lowercase(), part.size()?, self.now());
        let after = part.after::<1>()?.map_or(UserId(0), |[id]| UserId(id));
        self.db()
            .read(move |tx| {
                let mut found = users::page(tx, after, &query, size + 1)?;
                let more = found.len() as i64 > size;
                found.truncate(usize::try_from(size).unwrap_or(0));
                let next = found.last().filter(|_| more).map(|user| user.id.to_string());
                let ids: Vec<UserId> = found.iter().map(|user| user.id).collect();
                Ok(Page { items: super::show::many(tx, &ids, now)?, next })
            })
            .await
    }

    /// One user.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn user(&self, who: &Who, id: UserId) -> Result<UserView> {
        let _ = who;
        let now = self.now();
        self.db().read(move |tx| known(tx, id).and_then(|id| super::show(tx, id, now))).await
    }
}

fn known(tx: &mut Tx<'_>, id: UserId) -> Result<UserId> {
    users::get(tx, id)?.map(|user| user.id).ok_or(Error::NotFound("user"))
}
