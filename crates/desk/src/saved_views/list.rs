//! The saved views that somebody sees, with how much they hold.

use wissel_model::{Access, Permission, Result, Role, Sharing, Who};
use wissel_store::saved_views::{self, SavedView};

use super::Filter;
use super::page::{COUNTED, pick};
use crate::Desk;
use crate::view::SavedViewView;

/// So many of one's own, as many that are for everybody, and as many of teams.
pub(super) const MOST: i64 = 50;

/// Whether a view is for these eyes.
pub(super) fn seen_by(view: &SavedView, who: &Who) -> bool {
    view.user == who.user
        || match view.sharing {
            Sharing::Private => false,
            Sharing::Everybody => true,
            Sharing::Team => {
                who.access == Access::All || view.team.is_some_and(|team| who.teams.contains(&team))
            }
        }
}

/// Whether they may change it: their own, and for admins what is shared.
pub(super) fn may_change(view: &SavedView, who: &Who) -> bool {
    view.user == who.user || (who.role == Role::Admin && view.sharing != Sharing::Private)
}

impl Desk {
    /// The views of one's own and those that are shared, by name.
    pub async fn saved_views(&self, who: &Who) -> Result<Vec<SavedViewView>> {
        who.need(Permission::TicketsWork)?;
        let (who, now) = (who.clone(), self.now());
        self.db()
            .read(move |tx| {
                let mut all = Vec::new();
                let teams = (who.access != Access::All).then_some(who.teams.as_slice());
                let mut kept = saved_views::of_user(tx, who.user, MOST)?;
                kept.extend(saved_views::shared(tx, who.user, teams, MOST)?);
                for view in kept {
                    let mut shown = shown(view, &who);
                    let found = pick(tx, &who, &shown.filter, None, (COUNTED, COUNTED), now)?;
                    shown.count = found.tickets.len() as i64;
                    shown.more = found.next.is_some();
                    all.push(shown);
                }
                all.sort_by_key(|view| (view.name.to_lowercase(), view.id));
                Ok(all)
            })
            .await
    }
}

/// As shown, not counted yet.
pub(super) fn shown(view: SavedView, who: &Who) -> SavedViewView {
    SavedViewView {
        may_change: may_change(&view, who),
        id: view.id,
        name: view.name,
        sharing: view.sharing,
        team: view.team,
        filter: serde_json::from_str::<Filter>(&view.filter).unwrap_or_default(),
        mine: view.user == who.user,
        count: 0,
        more: false,
    }
}
