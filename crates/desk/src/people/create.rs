//! Making users, and the links with which they set their password.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use wissel_model::user::Teams;
use wissel_model::{Actor, Error, EventKind, Permission, Result, UserId, Who};
use wissel_store::users::Profile;
use wissel_store::{Tx, events, invitations, standing, teams, users};

use super::UserDraft;
use crate::Desk;
use crate::random::{token, token_hash};
use crate::view::{Capacity, UserView};

/// An invitation works this long.
const INVITED: SignedDuration = SignedDuration::from_hours(24 * 7);

impl Desk {
    /// Makes a user. Returns them and the path of the link that lets them set a password.
    ///
    /// # Errors
    /// Every wrong field at once; field `email` when somebody has the address.
    pub async fn create_user(&self, who: &Who, draft: UserDraft) -> Result<(UserView, String)> {
        who.need(Permission::UsersManage)?;
        let (profile, of) = draft.check()?;
        let (token, now, actor) = (token(self.random()), self.now(), Actor::User(who.user));
        let hash = token_hash(&token);
        let view = self
            .db()
            .write(move |tx| {
                let id = make(tx, &profile, &of, &draft.capacity, actor, now)?;
                invitations::make(tx, &hash, Some(id), now, later(now))?;
                super::show(tx, id, now)
            })
            .await?;
        Ok((view, link(&token)))
    }

    /// Makes a user from the command line, with a password and no invitation.
    ///
    /// # Errors
    /// As [`Desk::create_user`]; field `password` when it is no password.
    pub async fn add_user(&self, draft: UserDraft, password: &str) -> Result<UserView> {
        super::password::check(password, "password")?;
        let (profile, of) = draft.check()?;
        let (hash, now) = (self.hash(password).await?, self.now());
        self.db()
            .write(move |tx| {
                let id = make(tx, &profile, &of, &draft.capacity, Actor::System, now)?;
                users::set_password(tx, id, &hash)?;
                super::show(tx, id, now)
            })
            .await
    }

    /// Makes the first user of a demo, who gets in by [`Desk::first_start_link`].
    pub(crate) async fn found(&self, draft: UserDraft) -> Result<UserId> {
        let (profile, of) = draft.check()?;
        let now = self.now();
        self.db()
            .write(move |tx| make(tx, &profile, &of, &draft.capacity, Actor::System, now))
            .await
    }

    /// A new link with which a user sets their password; the earlier one stops working.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an unknown or deactivated user.
    pub async fn invite(&self, who: &Who, id: UserId) -> Result<String> {
        who.need(Permission::UsersManage)?;
        let (token, now) = (token(self.random()), self.now());
        let hash = token_hash(&token);
        self.db()
            .write(move |tx| {
                users::get(tx, id)?.filter(|user| user.active).ok_or(Error::NotFound("user"))?;
                invitations::make(tx, &hash, Some(id), now, later(now))
            })
            .await?;
        Ok(link(&token))
    }
}

pub(super) fn link(token: &str) -> String {
    format!("/setup?token={token}")
}

fn later(now: Timestamp) -> Timestamp {
    now.checked_add(INVITED).unwrap_or(Timestamp::MAX)
}

/// Stores a user with teams and limits, and tells of it.
pub(super) fn make(
    tx: &mut Tx<'_>,
    profile: &Profile,
    of: &Teams,
    capacity: &Capacity,
    actor: Actor,
    now: Timestamp,
) -> Result<UserId> {
    let id = users::insert(tx, profile, now).map_err(in_words)?;
    set_teams(tx, id, of)?;
    for (kind, most) in capacity.parts() {
        standing::set_most(tx, id, kind, most)?;
    }
    events::append(
        tx,
        actor,
        EventKind::UserChanged,
        None,
        json!({ "user": id, "made": true }),
        now,
    )?;
    Ok(id)
}

pub(super) fn set_teams(tx: &mut Tx<'_>, id: UserId, of: &Teams) -> Result<()> {
    teams::set_of_user(tx, id, of).map_err(|error| {
        if error.is_constraint("foreign_key") {
            Error::field("main_team", "invalid.team")
        } else {
            error
        }
    })
}

pub(super) fn in_words(error: Error) -> Error {
    if error.is_constraint("user_email") {
        Error::field("email", "invalid.email_taken")
    } else {
        error
    }
}
