//! The first admin, and invited users: a one-time link instead of a default password.

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_model::{Access, Actor, Choice, Error, EventKind, Language, Presence, Result, Role};
use wissel_store::{events, invitations, users};

use super::create::{link, make};
use super::{Device, SignedIn, UserDraft};
use crate::Desk;
use crate::random::{token, token_hash};
use crate::view::{Capacity, SetupView};

/// What someone fills in at the end of a one-time link.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// The link's token.
    pub token: String,
    /// What people call them.
    pub name: String,
    /// The first admin's address; an invited user keeps theirs.
    #[serde(default)]
    pub email: Option<String>,
    /// At least ten characters.
    pub password: String,
    /// The language they read.
    pub language: Language,
    /// IANA name of their time zone.
    pub time_zone: String,
}

impl Desk {
    /// While no admin can sign in: the path of a fresh link for the first of them, who is made by it if need be.
    /// Earlier links stop working.
    pub async fn first_start_link(&self) -> Result<Option<String>> {
        let (token, now) = (token(self.random()), self.now());
        let hash = token_hash(&token);
        let until = now.checked_add(SignedDuration::from_hours(24)).map_err(Error::internal)?;
        let made = self
            .db()
            .write(move |tx| {
                if users::admin_with_password(tx)? {
                    return Ok(false);
                }
                let first = users::first_admin(tx)?;
                invitations::make(tx, &hash, first, now, until)?;
                Ok(true)
            })
            .await?;
        Ok(made.then(|| link(&token)))
    }

    /// What a link is for, while it works.
    pub async fn setup_find(&self, token: &str) -> Result<Option<SetupView>> {
        let (hash, now) = (token_hash(token), self.now());
        self.db()
            .read(move |tx| {
                let Some(of) = invitations::find(tx, &hash, now)? else { return Ok(None) };
                let Some(id) = of else {
                    return Ok(Some(SetupView {
                        kind: "first_admin",
                        name: String::new(),
                        email: String::new(),
                    }));
                };
                let user = users::get(tx, id)?.filter(|user| user.active);
                Ok(user.map(|user| SetupView {
                    kind: "invite",
                    name: user.name,
                    email: user.email,
                }))
            })
            .await
    }

    /// Uses a link: makes the first admin, or sets an invited user's password. Signs them in.
    ///
    /// # Errors
    /// Refusal `setup.gone` for a link that does not work any more; every wrong field at once.
    pub async fn setup(&self, form: Setup, device: Device) -> Result<SignedIn> {
        super::password::check(&form.password, "password")?;
        let (password, now) = (self.hash(&form.password).await?, self.now());
        let session = token(self.random());
        let opened = token_hash(&session);
        let me = self
            .db()
            .write(move |tx| {
                let hash = token_hash(&form.token);
                let of = invitations::find(tx, &hash, now)?.ok_or(Error::refused("setup.gone"))?;
                if !invitations::use_up(tx, &hash)? {
                    return Err(Error::refused("setup.gone"));
                }
                let kept = match of {
                    Some(id) => users::lock(tx, id)?.filter(|user| user.active),
                    None if users::any(tx)? => None,
                    None => Some(no_one_yet()),
                };
                let kept = kept.ok_or(Error::refused("setup.gone"))?;
                let draft = UserDraft {
                    name: form.name.clone(),
                    email: if of.is_some() {
                        kept.email
                    } else {
                        form.email.clone().unwrap_or_default()
                    },
                    role: kept.role,
                    seat: kept.seat,
                    access: kept.access,
                    language: form.language,
                    time_zone: form.time_zone.clone(),
                    active: true,
                    main_team: None,
                    extra_teams: Vec::new(),
                    capacity: Capacity::default(),
                };
                let (profile, teams) = draft.check()?;
                let id = match of {
                    Some(id) => {
                        users::update(tx, id, &profile)?;
                        id
                    }
                    None => make(tx, &profile, &teams, &draft.capacity, Actor::System, now)?,
                };
                users::set_password(tx, id, &password)?;
                // Whoever sets themselves up sits at the desk now; without this, their first ticket would find nobody.
                let here = Choice {
                    presence: Presence::Available,
                    reason: None,
                    since: now,
                    until: None,
                    set_by: None,
                };
                users::set_choice(tx, id, &here)?;
                let data = json!({ "user": id, "state": here.presence });
                events::append(tx, Actor::User(id), EventKind::UserAvailability, None, data, now)?;
                // With the rest: the link is used up, so whoever did not get in could not try again.
                super::sessions::open(tx, &opened, id, &device, now)
            })
            .await?;
        Ok(SignedIn { token: session, me })
    }
}

/// What the first admin starts as: everything, with a seat.
fn no_one_yet() -> users::User {
    users::User {
        id: wissel_model::UserId(0),
        name: String::new(),
        email: String::new(),
        role: Role::Admin,
        seat: true,
        access: Access::All,
        language: Language::En,
        time_zone: String::new(),
        active: true,
        choice: None,
        last_assigned: 0,
    }
}
