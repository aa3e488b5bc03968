//! Signed-in browsers.

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use wissel_model::{Error, Result, SessionId, UserId, Who};
use wissel_store::{Tx, sessions, teams, users};

use crate::Desk;
use crate::random::{token, token_hash};
use crate::view::{Me, SessionView};

/// A session lives this long after it was last used.
const LIFE: SignedDuration = SignedDuration::from_hours(24 * 14);
/// How often its last use is written down.
const NOTED: SignedDuration = SignedDuration::from_mins(1);

/// The browser that signs in.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Device {
    /// What it calls itself.
    pub browser: String,
    /// The address it comes from.
    pub address: String,
}

/// Someone signed in: who, and through which session.
#[derive(Debug, Clone)]
pub struct Signed {
    /// Who they are.
    pub who: Who,
    /// Their session.
    pub session: SessionId,
}

/// A fresh session: its token goes into the browser's cookie and is nowhere stored.
#[derive(Debug)]
pub struct SignedIn {
    /// The token.
    pub token: String,
    /// Who signed in.
    pub me: Me,
}

impl Desk {
    /// Opens a session for a user who has proven who they are.
    pub(super) async fn open_session(&self, user: UserId, device: Device) -> Result<SignedIn> {
        let token = token(self.random());
        let (hash, now) = (token_hash(&token), self.now());
        let me = self.db().write(move |tx| open(tx, &hash, user, &device, now)).await?;
        Ok(SignedIn { token, me })
    }

    /// Who holds this token, if its session lives and its user is active.
    pub async fn session(&self, token: &str) -> Result<Option<Signed>> {
        let (hash, now) = (token_hash(token), self.now());
        let Some(found) = sessions::find(self.db(), &hash, now).await? else { return Ok(None) };
        let session = found.session;
        if now.duration_since(found.last_seen_at) >= NOTED {
            let seen = self.db().write(move |tx| sessions::seen(tx, session, now, later(now)));
            // Who only reads need not wait until there is room to note it.
            if let Err(error) = seen.await {
                tracing::debug!(%error, "a session's use cannot be noted");
            }
        }
        Ok(Some(Signed { who: found.who, session }))
    }

    /// Ends the session that asks.
    pub async fn sign_out(&self, signed: &Signed) -> Result<()> {
        let (session, user) = (signed.session, signed.who.user);
        self.db().write(move |tx| sessions::end(tx, session, user)).await?;
        Ok(())
    }

    /// The browsers a user is signed in with.
    pub async fn sessions(&self, signed: &Signed) -> Result<Vec<SessionView>> {
        let (current, user, now) = (signed.session, signed.who.user, self.now());
        let found = self.db().read(move |tx| sessions::of_user(tx, user, now)).await?;
        let view = |session: sessions::Session| SessionView {
            id: session.id,
            current: session.id == current,
            browser: session.browser,
            address: session.address,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
        };
        Ok(found.into_iter().map(view).collect())
    }

    /// Signs one of one's own browsers out.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a session that is not theirs.
    pub async fn end_session(&self, signed: &Signed, session: SessionId) -> Result<()> {
        let user = signed.who.user;
        let ended = self.db().write(move |tx| sessions::end(tx, session, user)).await?;
        if ended { Ok(()) } else { Err(Error::NotFound("session")) }
    }
}

/// Opens a session under the hash of its token.
pub(super) fn open(
    tx: &mut Tx<'_>,
    hash: &str,
    user: UserId,
    device: &Device,
    now: Timestamp,
) -> Result<Me> {
    let browser: String = device.browser.chars().take(300).collect();
    sessions::insert(tx, hash, user, &browser, &device.address, now, later(now))?;
    let who = who(tx, user)?.ok_or(Error::SignInRequired)?;
    super::me::me(tx, &who, now)
}

fn later(now: Timestamp) -> Timestamp {
    now.checked_add(LIFE).unwrap_or(Timestamp::MAX)
}

/// The active user as verbs see them.
pub(crate) fn who(tx: &mut Tx<'_>, user: UserId) -> Result<Option<Who>> {
    let Some(user) = users::get(tx, user)?.filter(|user| user.active) else { return Ok(None) };
    let teams = teams::of_user(tx, user.id)?;
    Ok(Some(Who {
        user: user.id,
        role: user.role,
        access: user.access,
        main_team: teams.main,
        teams: teams.main.into_iter().chain(teams.extra).collect(),
        language: user.language,
        time_zone: user.time_zone,
    }))
}
