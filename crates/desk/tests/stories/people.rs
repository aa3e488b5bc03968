//! Getting in, and what one may do there.

use wissel_desk::people::{Device, Setup, UserChange};
use wissel_model::{Access, Error, Language, Role};

use crate::world::{draft, each, who};

fn form(token: &str, password: &str) -> Setup {
    Setup {
        token: token.into(),
        name: "Maud Visser".into(),
        email: Some("other@acme.test".into()),
        password: password.into(),
        language: Language::Nl,
        time_zone: "Europe/Amsterdam".into(),
    }
}

#[tokio::test]
async fn an_invited_user_sets_a_password_once_and_signs_in_with_it() {
    each(|world| async move {
        let (_, link) = world.desk.create_user(&world.admin, draft("Maud")).await.unwrap();
        let token = link.split_once("token=").unwrap().1.to_owned();
        assert_eq!(world.desk.setup_find(&token).await.unwrap().unwrap().email, "maud@acme.test");
        let short = world.desk.setup(form(&token, "short"), Device::default()).await;
        assert!(matches!(short, Err(Error::Invalid(_))), "{short:?}");
        let signed =
            world.desk.setup(form(&token, "a long enough one"), Device::default()).await.unwrap();
        assert_eq!(
            (signed.me.user.email.as_str(), signed.me.user.language),
            ("maud@acme.test", Language::Nl)
        );
        let again = world.desk.setup(form(&token, "another long one"), Device::default()).await;
        assert_eq!(again.unwrap_err(), Error::refused("setup.gone"));
        let wrong = world.desk.sign_in("maud@acme.test", "wrong", Device::default()).await;
        assert_eq!(wrong.unwrap_err(), Error::refused("sign_in.failed"));
        let nobody = world.desk.sign_in("nobody@acme.test", "wrong", Device::default()).await;
        assert_eq!(nobody.unwrap_err(), Error::refused("sign_in.failed"));
        let signed = world
            .desk
            .sign_in("Maud@ACME.test", "a long enough one", Device::default())
            .await
            .unwrap();
        let session = world.desk.session(&signed.token).await.unwrap().unwrap();
        world.desk.sign_out(&session).await.unwrap();
        assert!(world.desk.session(&signed.token).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn there_is_no_first_start_link_once_somebody_exists() {
    each(|world| async move {
        assert_eq!(world.desk.first_start_link().await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_deactivated_user_is_out_at_once_and_the_last_admin_cannot_be() {
    each(|world| async move {
        let maud = world.desk.add_user(draft("Maud"), "a long enough one").await.unwrap();
        let signed = world
            .desk
            .sign_in("maud@acme.test", "a long enough one", Device::default())
            .await
            .unwrap();
        let off = UserChange { active: Some(false), ..UserChange::default() };
        world.desk.change_user(&world.admin, maud.id, off.clone()).await.unwrap();
        assert!(world.desk.session(&signed.token).await.unwrap().is_none());
        let last = world.desk.change_user(&world.admin, world.admin.user, off).await;
        assert_eq!(last.unwrap_err(), Error::refused("user.last_admin"));
    })
    .await;
}

#[tokio::test]
async fn agents_cannot_manage_and_people_without_access_see_no_ticket() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let refused = world.desk.create_user(&maud, draft("Joris")).await;
        assert!(matches!(refused, Err(Error::Forbidden("users.manage"))), "{refused:?}");
        let id = world.mail("a@x.test", "one").await;
        let none = who(maud.user, Role::Agent, Access::None);
        assert!(matches!(world.desk.ticket(&none, id).await, Err(Error::Forbidden(_))));
        let own = who(maud.user, Role::Agent, Access::Own);
        assert_eq!(world.desk.ticket(&own, id).await.unwrap_err(), Error::NotFound("ticket"));
        assert_eq!(
            world.desk.tickets(&own, "open", Default::default()).await.unwrap().items.len(),
            0
        );
        let team = who(maud.user, Role::Agent, Access::Team);
        assert_eq!(
            world.desk.tickets(&team, "open", Default::default()).await.unwrap().items.len(),
            1
        );
    })
    .await;
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    each(|world| async move {
        let mut wrong = draft("Maud");
        wrong.name = "  ".into();
        wrong.email = "not an address".into();
        wrong.time_zone = "Mars/Olympus".into();
        wrong.capacity.email = Some(-1);
        let Err(Error::Invalid(fields)) = world.desk.create_user(&world.admin, wrong).await else {
            panic!()
        };
        let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
        assert_eq!(names, ["name", "email", "time_zone", "capacity.email"]);
        let (_, _) = world.desk.create_user(&world.admin, draft("Maud")).await.unwrap();
        let Err(Error::Invalid(fields)) = world.desk.create_user(&world.admin, draft("Maud")).await
        else {
            panic!()
        };
        assert_eq!((fields[0].field.as_str(), fields[0].code), ("email", "invalid.email_taken"));
    })
    .await;
}

#[tokio::test]
async fn two_admins_who_dismiss_each_other_at_once_leave_one_in_office() {
    each(|world| async move {
        let mut second = draft("Second");
        second.role = Role::Admin;
        let (second, _) = world.desk.create_user(&world.admin, second).await.unwrap();
        let second = who(second.id, Role::Admin, Access::All);
        let off = || UserChange { active: Some(false), ..UserChange::default() };
        let (a, b) = tokio::join!(
            world.desk.change_user(&world.admin, second.user, off()),
            world.desk.change_user(&second, world.admin.user, off())
        );
        assert!(a.is_ok() != b.is_ok(), "{a:?} {b:?}");
    })
    .await;
}

#[tokio::test]
async fn a_team_that_did_something_can_be_removed_and_its_name_used_again() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let team = world.team("Billing", &[&maud], &[]).await;
        let id = world.mail("a@x.test", "one").await;
        let to_team = wissel_desk::tickets::Assign { team: Some(team), ..Default::default() };
        world.desk.assign(&world.admin, id, to_team, None).await.unwrap();
        let busy = world.desk.delete_team(&world.admin, team).await;
        assert_eq!(busy.unwrap_err(), Error::refused("team.has_tickets"));
        let close = serde_json::from_value(serde_json::json!({ "status": "closed" })).unwrap();
        world.desk.change_ticket(&world.admin, id, close, None).await.unwrap();
        world.desk.delete_team(&world.admin, team).await.unwrap();
        assert!(world.desk.teams(&world.admin).await.unwrap().is_empty());
        world.team("Billing", &[&maud], &[]).await;
        let told = world.desk.decisions(&world.admin, id).await.unwrap();
        assert_eq!(told[0].headline, "Ada gave this ticket to Billing by hand.");
        let open = serde_json::from_value(serde_json::json!({ "status": "open" })).unwrap();
        world.desk.change_ticket(&world.admin, id, open, None).await.unwrap();
        assert_eq!(world.ticket(id).await.row.owner, None, "nobody looks into a team that is gone");
    })
    .await;
}

#[tokio::test]
async fn whoever_sees_only_their_own_tickets_sees_only_their_own_contacts() {
    each(|world| async move {
        let maud = world.agent("Maud").await;
        let own = UserChange { access: Some(Access::Own), ..UserChange::default() };
        world.change(&maud, own).await;
        let maud = who(maud.user, Role::Agent, Access::Own);
        let id = world.mail("ann@x.test", "one").await;
        let contact = world.ticket(id).await.row.contact.id;
        assert_eq!(
            world.desk.contact(&maud, contact).await.unwrap_err(),
            Error::NotFound("contact")
        );
        let all = world.desk.contacts(&maud, "", Default::default(), Default::default()).await;
        assert!(matches!(all, Err(Error::Forbidden("contacts.manage"))), "{all:?}");
        let to_maud = wissel_desk::tickets::Assign { user: Some(maud.user), ..Default::default() };
        world.desk.assign(&world.admin, id, to_maud, None).await.unwrap();
        assert_eq!(world.desk.contact(&maud, contact).await.unwrap().id, contact);
    })
    .await;
}
