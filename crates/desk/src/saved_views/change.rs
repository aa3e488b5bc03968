//! Making, changing and removing a view of one's own.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use wissel_channels::mail::address;
use wissel_model::{
    Access, Actor, Error, EventKind, Permission, Result, Role, Sharing, TeamId, ViewId, Who,
};
use wissel_store::saved_views::{self, SavedView};
use wissel_store::{Tx, events, teams};

use super::Filter;
use super::list::{MOST, may_change, seen_by, shown};
use super::page::closed;
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
                tell(tx, &who, view.id, now)?;
                Ok(shown(view, &who))
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
                tell(tx, &who, id, now)?;
                Ok(shown(view, &who))
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
                mine(tx, &who, id)?;
                saved_views::delete(tx, id)?;
                tell(tx, &who, id, now)
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
    let filter = draft.filter.clean(&closed(tx)?)?;
    Ok(SavedView {
        id: ViewId(0),
        user: who.user,
        sharing: draft.sharing,
        team: draft.team,
        name,
        filter: serde_json::to_string(&filter).map_err(Error::internal)?,
        created_at,
    })
}

fn tell(tx: &mut Tx<'_>, who: &Who, id: ViewId, at: Timestamp) -> Result<()> {
    let actor = Actor::User(who.user);
    events::append(tx, actor, EventKind::ViewChanged, None, json!({ "view": id }), at)
}
