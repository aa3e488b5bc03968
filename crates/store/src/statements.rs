//! Every statement of every file, so that one test can prepare them all on both databases.

use crate::db::Sql;

/// All registered statements.
#[must_use]
pub fn registry() -> Vec<&'static Sql> {
    [
        crate::answered::STATEMENTS,
        crate::attachments::STATEMENTS,
        crate::audit::STATEMENTS,
        crate::blocked::STATEMENTS,
        crate::channels::STATEMENTS,
        crate::comments::STATEMENTS,
        crate::contacts::STATEMENTS,
        crate::contacts::history::STATEMENTS,
        crate::contacts::imports::STATEMENTS,
        crate::contacts::imports::rows::STATEMENTS,
        crate::contacts::taken::STATEMENTS,
        crate::contacts::list::STATEMENTS,
        crate::contacts::merge::STATEMENTS,
        crate::contacts::timeline::STATEMENTS,
        crate::conversation::STATEMENTS,
        crate::copy::STATEMENTS,
        crate::decisions::STATEMENTS,
        crate::drafts::STATEMENTS,
        crate::events::STATEMENTS,
        crate::held::STATEMENTS,
        crate::intake::STATEMENTS,
        crate::invitations::STATEMENTS,
        crate::jobs::STATEMENTS,
        crate::leases::STATEMENTS,
        crate::line::STATEMENTS,
        crate::mentions::STATEMENTS,
        crate::merges::STATEMENTS,
        crate::messages::STATEMENTS,
        crate::notifications::STATEMENTS,
        crate::notifications::choices::STATEMENTS,
        crate::notifications::mail::STATEMENTS,
        crate::notifications::place::STATEMENTS,
        crate::owner::STATEMENTS,
        crate::presence::STATEMENTS,
        crate::properties::STATEMENTS,
        crate::saved_replies::STATEMENTS,
        crate::readers::STATEMENTS,
        crate::saved_views::STATEMENTS,
        crate::sessions::STATEMENTS,
        crate::settings::STATEMENTS,
        crate::standing::STATEMENTS,
        crate::statuses::STATEMENTS,
        crate::tags::STATEMENTS,
        crate::teams::STATEMENTS,
        crate::tickets::STATEMENTS,
        crate::turns::STATEMENTS,
        crate::users::STATEMENTS,
        crate::views::STATEMENTS,
    ]
    .into_iter()
    .flatten()
    .chain(crate::search::statements())
    .collect()
}

#[cfg(test)]
mod tests {
    use crate::scratch;

    #[tokio::test]
    async fn every_statement_can_be_prepared_on_both_databases() {
        scratch::each(|db| async move {
            db.prepare_all(&super::registry()).await.unwrap();
        })
        .await;
    }
}
