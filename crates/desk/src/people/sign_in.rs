//! Signing in with address and password.

use wissel_model::{Error, Result};
use wissel_store::users;

use super::{Device, SignedIn};
use crate::Desk;

impl Desk {
    /// Signs in. Wrong address and wrong password are told apart by nobody.
    ///
    /// # Errors
    /// Refusal `sign_in.failed`; [`Error::TooMany`] after several wrong tries.
    pub async fn sign_in(&self, email: &str, password: &str, device: Device) -> Result<SignedIn> {
        let email = email.trim().to_lowercase();
        self.0.tries.check(&email, self.now())?;
        let asked = email.clone();
        let found = self
            .db()
            .read(move |tx| {
                let Some(user) = users::by_email(tx, &asked)?.filter(|user| user.active) else {
                    return Ok(None);
                };
                Ok(users::password(tx, user.id)?.map(|hash| (user.id, hash)))
            })
            .await?;
        let (user, hash) = found.unzip();
        let right = self.matches(password, hash).await?;
        match user.filter(|_| right) {
            Some(user) => {
                self.0.tries.right(&email);
                self.open_session(user, device).await
            }
            None => {
                self.0.tries.wrong(&email, self.now());
                Err(Error::refused("sign_in.failed"))
            }
        }
    }
}
