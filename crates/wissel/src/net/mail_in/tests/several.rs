//! Several processes with one database.

use super::Running;
use crate::net::testing::desk::{SmallDesk, channel};
use crate::net::testing::dovecot::{Dovecot, PASSWORD};
use crate::net::testing::eventually;

#[tokio::test]
async fn one_of_two_processes_reads_a_mailbox_and_lets_go_of_it_when_it_stops() {
    let Some(dovecot) = Dovecot::start("").await else { return };
    let desk = SmallDesk::new(vec![channel(dovecot.settings(), PASSWORD)]);
    let first = Running::start_as(&desk, "node-1", None);
    dovecot.deliver("one");
    eventually("the mail is taken", async || (desk.subjects() == ["one"]).then_some(())).await;
    let second = Running::start_as(&desk, "node-2", None);
    dovecot.deliver("two");
    eventually("the mail is taken", async || (desk.subjects() == ["one", "two"]).then_some(()))
        .await;
    assert_eq!(desk.state().leases.values().collect::<Vec<_>>(), ["node-1"]);
    first.end().await;
    assert!(desk.state().leases.is_empty());
    second.end().await;
}
