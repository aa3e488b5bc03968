//! Why: the explanation people read.

use wissel_desk::channels::{MadeUp, Try};
use wissel_desk::view::OutcomeView;
use wissel_routing::{Rule, WhenNobody};

use crate::world::{each, to};

#[tokio::test]
async fn the_ticket_says_who_was_looked_at_and_the_first_reason_each_could_not() {
    each(|world| async move {
        let (maud, sven, full) =
            (world.agent("Maud").await, world.agent("Sven").await, world.agent("Full").await);
        let extra = world.agent("Extra").await;
        world.away(&sven).await;
        world.capacity(&full, 0).await;
        let team = world.team("Billing", &[&maud, &sven, &full], &[&extra]).await;
        world.rule(to(&[], &[team])).await;
        let id = world.mail("a@x.test", "one").await;
        let decision = &world.desk.decisions(&maud, id).await.unwrap()[0];
        assert_eq!(decision.headline, "This ticket went to Maud.");
        assert!(decision.current);
        let told: Vec<_> = decision.steps[0]
            .candidates
            .iter()
            .map(|one| (one.user.name.as_str(), one.sentence.as_str(), one.chosen))
            .collect();
        assert_eq!(
            told,
            [
                ("Maud", "0 open tickets", true),
                ("Sven", "away since 10:00", false),
                ("Full", "0 of 0 open: full", false),
                ("Extra", "extra member of Billing only: routing reaches main members", false),
            ]
        );
        let mut dutch = maud.clone();
        dutch.language = wissel_model::Language::Nl;
        let decision = &world.desk.decisions(&dutch, id).await.unwrap()[0];
        assert_eq!(decision.headline, "Dit ticket ging naar Maud.");
    })
    .await;
}

#[tokio::test]
async fn trying_a_rule_answers_as_the_router_would_and_writes_nothing() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.silent("Joris").await);
        let before = world.log(Default::default()).await.len();
        let rule = Rule { when_nobody: WhenNobody::WaitInLine, ..to(&[&joris], &[]) };
        let asked =
            Try { rule: Some(rule.clone()), made_up: Some(MadeUp::default()), ticket: None };
        let tried = world.desk.try_rule(&world.admin, world.channel, asked).await.unwrap();
        assert_eq!(tried.outcome, OutcomeView::Nobody { then: "waiting".into() });
        let asked = Try { rule: Some(to(&[&joris, &maud], &[])), ..Try::default() };
        let tried = world.desk.try_rule(&world.admin, world.channel, asked).await.unwrap();
        assert!(matches!(tried.outcome, OutcomeView::Assigned { owner } if owner.name == "Maud"));
        assert_eq!(world.log(Default::default()).await.len(), before);
    })
    .await;
}

#[tokio::test]
async fn a_hands_choice_is_explained_too_and_the_earlier_reasons_stay() {
    each(|world| async move {
        let (maud, joris) = (world.agent("Maud").await, world.agent("Joris").await);
        world.rule(to(&[&maud], &[])).await;
        let id = world.mail("a@x.test", "one").await;
        let to = wissel_desk::tickets::Assign { user: Some(joris.user), ..Default::default() };
        world.desk.assign(&world.admin, id, to, None).await.unwrap();
        let told = world.desk.decisions(&maud, id).await.unwrap();
        let headlines: Vec<_> =
            told.iter().map(|one| (one.headline.as_str(), one.current)).collect();
        assert_eq!(
            headlines,
            [
                ("Ada gave this ticket to Joris by hand.", true),
                ("This ticket went to Maud.", false)
            ]
        );
    })
    .await;
}

#[tokio::test]
async fn a_row_of_nobody_available_says_why_in_one_line() {
    each(|world| async move {
        let (maud, sven) = (world.agent("Maud").await, world.agent("Sven").await);
        world.capacity(&maud, 0).await;
        world.away(&sven).await;
        world.rule(to(&[&maud, &sven], &[])).await;
        world.mail("a@x.test", "one").await;
        let page = world.desk.tickets(&maud, "nobody", Default::default()).await.unwrap();
        let nobody = page.items[0].nobody.as_ref().unwrap();
        assert_eq!(nobody.sentence, "Maud: 0 of 0 open: full · Sven: away since 10:00");
    })
    .await;
}
