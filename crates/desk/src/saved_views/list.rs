//! The saved views that somebody sees, with how much they hold.

use wissel_model::{Access, Permission, Result, Role, Sharing, Who};
use wissel_store::saved_views::{self, SavedView};

use super::count::counts;
use super::kept::Kept;
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
        let (desk, who, now) = (self.clone(), who.clone(), self.now());
        self.db()
            .read(move |tx| {
                let teams = (who.access != Access::All).then_some(who.teams.as_slice());
                let mut kept = saved_views::of_user(tx, who.user, MOST)?;
                kept.extend(saved_views::shared(tx, who.user, teams, MOST)?);
                let all: Result<Vec<_>> = kept.into_iter().map(|view| shown(view, &who)).collect();
                let mut all = all?;
                let filters: Vec<_> = all.iter().map(|view| &view.filter).collect();
                let counts = counts(tx, &who, &filters, &desk.0.lately, now)?;
                for (view, (count, more)) in all.iter_mut().zip(counts) {
                    (view.count, view.more) = (count, more);
                }
                all.sort_by_key(|view| (view.name.to_lowercase(), view.id));
                Ok(all)
            })
            .await
    }
}

/// As shown, not counted yet.
pub(super) fn shown(view: SavedView, who: &Who) -> Result<SavedViewView> {
    let kept = Kept::read(&view.filter)?;
    Ok(SavedViewView {
        may_change: may_change(&view, who),
        id: view.id,
        name: view.name,
        sharing: view.sharing,
        team: view.team,
        filter: kept.filter,
        order: kept.order,
        columns: kept.columns,
        mine: view.user == who.user,
        count: 0,
        more: false,
    })
}
