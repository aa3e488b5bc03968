//! Passwords: argon2id with the library's present defaults, hashed off the async threads.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use wissel_model::{Error, Result};

use super::Signed;
use crate::Desk;

/// Fewest characters of a password (NIST SP 800-63B-4: eight with a second factor, more without one).
const SHORTEST: usize = 10;
const LONGEST: usize = 200;

/// Refuses what is no password.
pub(super) fn check(password: &str, field: &str) -> Result<()> {
    match password.chars().count() {
        count if count < SHORTEST => Err(Error::field(field, "invalid.password_short")),
        count if count > LONGEST => Err(Error::field(field, "invalid.password_long")),
        _ => Ok(()),
    }
}

impl Desk {
    /// The hash to store of a password.
    pub(crate) async fn hash(&self, password: &str) -> Result<String> {
        let mut salt = [0; 16];
        self.random().fill(&mut salt);
        let password = password.to_owned();
        blocking(move || {
            let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(Error::internal)
        })
        .await
    }

    /// Whether `password` is the one stored. Takes as long when there is none, so that time tells nothing.
    pub(super) async fn matches(&self, password: &str, stored: Option<String>) -> Result<bool> {
        let known = stored.is_some();
        let stored = match stored {
            Some(stored) => stored,
            None => DUMMY.to_owned(),
        };
        let password = password.to_owned();
        blocking(move || {
            let stored = PasswordHash::new(&stored).map_err(Error::internal)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &stored).is_ok() && known)
        })
        .await
    }

    /// Sets a new password and signs every other browser out.
    ///
    /// # Errors
    /// Field `current` when it is wrong, field `new` when it is no password.
    pub async fn change_password(&self, signed: &Signed, current: &str, new: &str) -> Result<()> {
        check(new, "new")?;
        let user = signed.who.user;
        let stored = self.db().read(move |tx| wissel_store::users::password(tx, user)).await?;
        self.0.tries.check(&format!("user {user}"), self.now())?;
        if !self.matches(current, stored).await? {
            self.0.tries.wrong(&format!("user {user}"), self.now());
            return Err(Error::field("current", "invalid.password_wrong"));
        }
        let hash = self.hash(new).await?;
        let session = signed.session;
        self.db()
            .write(move |tx| {
                wissel_store::users::set_password(tx, user, &hash)?;
                wissel_store::sessions::end_others(tx, user, session)
            })
            .await
    }
}

/// The hash of nothing anybody can type: its salt and output are arbitrary.
const DUMMY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$J1lvT8Qv8W6f0Tn3N7g4Q3xY3c2e5b8nq0x9uJ6m1aE";

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
