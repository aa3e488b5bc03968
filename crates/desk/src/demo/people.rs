//! The demo's people, teams and channels.

use wissel_channels::mail::MailSettings;
use wissel_channels::mail::settings::Smtp;
use wissel_model::{
    Access, ChannelId, ChannelKind, Language, Presence, Result, Role, TeamId, UserId, Who,
};
use wissel_routing::{Assign, Pool, Rule, WhenNobody};

use super::NOWHERE;
use crate::Desk;
use crate::channels::ChannelDraft;
use crate::mail::MailSecrets;
use crate::people::{AvailabilityChange, UserDraft};
use crate::teams::TeamDraft;
use crate::view::Capacity;

/// Who works at the demo desk, and what it is connected to.
pub(super) struct Crew {
    pub(super) people: Vec<Who>,
    pub(super) support: ChannelId,
    pub(super) billing: ChannelId,
    pub(super) returns: ChannelId,
    pub(super) info: ChannelId,
}

/// Name, first part of the address, limit.
const PEOPLE: [(&str, &str, Option<i64>); 7] = [
    ("Maud Visser", "maud", None),
    ("Joris Mulder", "joris", Some(8)),
    ("Sanne de Boer", "sanne", Some(8)),
    ("Ruben Bakker", "ruben", Some(6)),
    ("Fatima El Amrani", "fatima", Some(6)),
    ("Sven Jansen", "sven", Some(6)),
    ("Noor van Dijk", "noor", None),
];

pub(super) async fn make(desk: &Desk) -> Result<Crew> {
    let mut people: Vec<Who> = Vec::new();
    for (name, local, most) in PEOPLE {
        let first = people.is_empty();
        let draft = UserDraft {
            name: name.into(),
            email: format!("{local}@wissel.example"),
            role: if first { Role::Admin } else { Role::Agent },
            seat: name != "Noor van Dijk",
            access: Access::All,
            language: Language::En,
            time_zone: "Europe/Amsterdam".into(),
            active: true,
            main_team: None,
            extra_teams: Vec::new(),
            capacity: Capacity { all: most, ..Capacity::default() },
        };
        let id = match people.first() {
            Some(admin) => desk.create_user(admin, draft).await?.0.id,
            None => desk.found(draft).await?,
        };
        people.push(who(id, if first { Role::Admin } else { Role::Agent }));
    }
    let admin = people[0].clone();
    let at = |names: &[usize]| names.iter().map(|name| people[*name].user).collect::<Vec<UserId>>();
    let billing_team = team(desk, &admin, "Billing", at(&[1, 2]), at(&[3])).await?;
    let technical = team(desk, &admin, "Technical", at(&[3, 4]), at(&[5])).await?;
    let returns_team = team(desk, &admin, "Returns", at(&[5]), at(&[2, 6])).await?;
    for (index, state) in [(0, true), (1, true), (2, true), (3, true), (4, true), (5, false)] {
        let state = if state { Presence::Available } else { Presence::Away };
        let reason = (state == Presence::Away).then(|| "Training day".to_owned());
        let change = AvailabilityChange { state, reason, until: None };
        desk.set_availability(&people[index], people[index].user, change).await?;
    }
    let support = channel(desk, &admin, "Support", "support").await?;
    let billing = channel(desk, &admin, "Billing", "billing").await?;
    let rule = Rule {
        assign: Assign::UsersAndTeams,
        teams: vec![technical.0],
        when_nobody: WhenNobody::WaitInLine,
        ..Rule::default()
    };
    desk.set_rule(&admin, support, rule, None).await?;
    let rule = Rule {
        assign: Assign::ContactOwner,
        fallback: Pool { users: Vec::new(), teams: vec![billing_team.0] },
        when_nobody: WhenNobody::Overflow {
            after_minutes: 30,
            users: vec![admin.user.0],
            teams: Vec::new(),
        },
        ..Rule::default()
    };
    desk.set_rule(&admin, billing, rule, None).await?;
    // Routing reaches only Sven here, and he is away: these tickets wait, and say why.
    let returns = channel(desk, &admin, "Returns", "returns").await?;
    let rule = Rule {
        assign: Assign::UsersAndTeams,
        teams: vec![returns_team.0],
        when_nobody: WhenNobody::WaitInLine,
        ..Rule::default()
    };
    desk.set_rule(&admin, returns, rule, None).await?;
    let info = channel(desk, &admin, "Info", "info").await?;
    Ok(Crew { people, support, billing, returns, info })
}

async fn team(
    desk: &Desk,
    admin: &Who,
    name: &str,
    main: Vec<UserId>,
    extra: Vec<UserId>,
) -> Result<TeamId> {
    Ok(desk.create_team(admin, TeamDraft { name: name.into(), main, extra }).await?.id)
}

async fn channel(desk: &Desk, admin: &Who, name: &str, local: &str) -> Result<ChannelId> {
    let settings = MailSettings {
        address: format!("{local}@wissel.example"),
        from_name: format!("Wissel {name}"),
        signature: "Kind regards,\nthe Wissel demo desk".into(),
        smtp: Smtp { host: NOWHERE.into(), ..Smtp::default() },
        ..MailSettings::default()
    };
    let (kind, name, secrets) = (ChannelKind::Email, name.to_owned(), MailSecrets::default());
    let draft = ChannelDraft { kind, name, active: true, settings, secrets };
    Ok(desk.create_channel(admin, draft).await?.id)
}

fn who(user: UserId, role: Role) -> Who {
    Who {
        user,
        role,
        access: Access::All,
        teams: Vec::new(),
        main_team: None,
        language: Language::En,
        time_zone: "Europe/Amsterdam".into(),
    }
}
