//! Every statement of every verb goes wrong in every way: the verb is done, or nothing of it is, and it says so.
//!
//! [`tickets`], [`jobs`] and [`people`] are the table, [`prove`] does them one by one: first without a fault, counting; then once for each statement
//! that fails or whose connection is cut, for each commit whose answer is lost, and for each statement at which a
//! rival comes in between. What takes long, which is PostgreSQL and rivals, is done for a sample of the statements that
//! differs from run to run; with `WISSEL_TEST_FAULTS=all` for every one.

mod costs;
mod jobs;
mod people;
pub mod plan;
mod prove;
mod state;
mod tickets;
pub mod verb;

use prove::prove;

#[tokio::test]
async fn a_mail_that_breaks_off_anywhere_is_taken_in_once_or_not_acknowledged() {
    prove(tickets::mails()).await;
}

#[tokio::test]
async fn what_a_hand_does_that_breaks_off_anywhere_is_done_once_or_not_at_all() {
    prove(tickets::hands()).await;
}

#[tokio::test]
async fn a_change_that_breaks_off_anywhere_is_done_or_leaves_the_ticket_as_it_was() {
    prove(tickets::changes()).await;
}

#[tokio::test]
async fn routing_that_breaks_off_anywhere_goes_on_where_it_stopped() {
    prove(tickets::routing()).await;
}

#[tokio::test]
async fn mail_out_that_breaks_off_anywhere_is_sent_and_told_once() {
    prove(jobs::jobs()).await;
}

#[tokio::test]
async fn what_is_changed_of_people_is_changed_or_stays() {
    prove(people::people()).await;
}

#[tokio::test]
async fn what_is_set_up_is_set_up_or_is_not() {
    prove(people::set_up()).await;
}
