//! Making, changing and removing a view of one's own.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{
    Access, Actor, AppliesTo, Error, EventKind, Permission, Result, Role, Sharing, TeamId, ViewId,
    Who,
};
use wissel_store::saved_views::{self, SavedView};
use wissel_store::{Tx, events, properties, teams};

use super::kept::Kept;
use super::list::{MOST, may_change, seen_by, shown};
use super::page::closed;
use super::{Filter, Order, order};
use crate::Desk;
use crate::view::SavedViewView;

/// A view to be kept.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedViewDraft {
    /// What it is called.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// Who sees it.
    pub sharing: Sharing,
    /// The team it is shared with; only when it is.
    #[serde(default)]
    pub team: Option<TeamId>,
    /// Which tickets.
    pub filter: Filter,
    /// In which order; latest activity first when it is left out.
    #[serde(default)]
    pub order: Order,
    /// What a row shows in its last line instead of the first words of the last message: `status`, `priority`, `owner`, `team`,
    /// `channel`, `tags`, `created` or `property:ID`.
    #[serde(default)]
    #[schema(max_items = 4)]
    pub columns: Vec<String>,
}

impl Desk {
    /// Keeps a new view.
    ///
    /// # Errors
    /// The wrong field; refusal `view.too_many`.
    pub async fn save_view(&self, who: &Who, draft: SavedViewDraft) -> Result<SavedViewView> {
        who.need(Permission::TicketsWork)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                if saved_views::of_user(tx, who.user, MOST)?.len() as i64 >= MOST {
                    return Err(Error::refused("view.too_many"));
                }
                let mut view = checked(tx, &who, draft.clone(), now)?;
                view.id = saved_views::insert(tx, &view)?;
                tell(tx, &who, view.id, view.sharing == Sharing::Private, now)?;
                shown(view, &who)
            })
            .await
    }

    /// Changes a view.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] for one that is somebody else's; the wrong field.
    pub async fn change_view(
        &self,
        who: &Who,
        id: ViewId,
        draft: SavedViewDraft,
    ) -> Result<SavedViewView> {
        who.need(Permission::TicketsWork)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let before = mine(tx, &who, id)?;
                let view = checked(tx, &who, draft.clone(), now)?;
                let view =
                    SavedView { id, user: before.user, created_at: before.created_at, ..view };
                saved_views::save(tx, &view)?;
                let private = [&before, &view].iter().all(|view| view.sharing == Sharing::Private);
                tell(tx, &who, id, private, now)?;
                shown(view, &who)
            })
            .await
    }

    /// Removes a view. The tickets in it are not touched.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] for one that is somebody else's.
    pub async fn delete_view(&self, who: &Who, id: ViewId) -> Result<()> {
        who.need(Permission::TicketsWork)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let before = mine(tx, &who, id)?;
                saved_views::delete(tx, id)?;
                tell(tx, &who, id, before.sharing == Sharing::Private, now)
            })
            .await
    }
}

fn mine(tx: &mut Tx<'_>, who: &Who, id: ViewId) -> Result<SavedView> {
    let view = saved_views::get(tx, id)?.filter(|view| seen_by(view, who));
    let view = view.ok_or(Error::NotFound("view"))?;
    if may_change(&view, who) { Ok(view) } else { Err(Error::Forbidden("view")) }
}

fn checked(
    tx: &mut Tx<'_>,
    who: &Who,
    draft: SavedViewDraft,
    created_at: Timestamp,
) -> Result<SavedView> {
    let name = address::one_line(&draft.name);
    if name.is_empty() || name.chars().count() > 100 {
        return Err(Error::field("name", "invalid.name"));
    }
    if (draft.sharing == Sharing::Team) != draft.team.is_some() {
        return Err(Error::field("team", "invalid.view_team"));
    }
    if let Some(team) = draft.team {
        // Nobody fills the sidebar of a team they have nothing to do with.
        let theirs =
            who.role == Role::Admin || who.access == Access::All || who.teams.contains(&team);
        if !theirs || teams::get(tx, team)?.is_none() {
            return Err(Error::field("team", "invalid.team"));
        }
    }
    let known = properties::of(tx, AppliesTo::Ticket)?;
    order::check(&draft.order, &draft.columns, &known)?;
    let filter = draft.filter.clean(&closed(tx)?, &known)?;
    let kept = Kept { filter, order: draft.order, columns: draft.columns };
    Ok(SavedView {
        id: ViewId(0),
        user: who.user,
        sharing: draft.sharing,
        team: draft.team,
        name,
        filter: kept.write()?,
        created_at,
    })
}

/// What only its maker sees is told to nobody else.
fn tell(tx: &mut Tx<'_>, who: &Who, id: ViewId, private: bool, at: Timestamp) -> Result<()> {
    let actor = Actor::User(who.user);
    let data =
        if private { json!({ "view": id, "only": who.user }) } else { json!({ "view": id }) };
    events::append(tx, actor, EventKind::ViewChanged, None, data, at)
}
