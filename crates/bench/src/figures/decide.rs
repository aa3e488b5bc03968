//! `decide` among many users, against reading the whole list.

use std::hint::black_box;

use tokio::time::Instant;
use wissel_routing::{Access, Ask, Kind, Person, Presence, Roster, Rule, Team, decide};

use crate::kit::{Bar, Board, ROUNDS};

/// Teams that users belong to and rules name.
const TEAMS: i64 = 64;
/// Decisions per measurement.
const ASKED: usize = 2000;

pub(crate) fn run(board: &mut Board) {
    for users in [100, 1_000, 10_000, 100_000] {
        if !board.wants(&format!("decide-{users}")) {
            continue;
        }
        let (people, teams) = world(users);
        let rules: Vec<Rule> =
            (0..TEAMS).map(|team| rule(&[team + 1, (team + 7) % TEAMS + 1])).collect();
        let mut ratios = Vec::new();
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            let scans = if users >= 10_000 { 60 } else { ASKED };
            let scan = linear(&people, &rules, scans);
            let fast = bits(&people, &teams, &rules);
            ratios.push(scan / fast);
            ours.push(fast * 1e9);
            theirs.push(scan * 1e9);
        }
        let about = format!(
            "{:.0} ns against {:.0} ns for a scan",
            crate::kit::median(&ours),
            crate::kit::median(&theirs)
        );
        // Among a hundred a scan is as quick as it needs to be; ours may not be much slower.
        let least = match users {
            10_000 => 20.0,
            100 => 0.5,
            _ => 1.0,
        };
        board.tell(&format!("decide-{users}"), &ratios, Bar::AtLeast(least), &about);
    }
}

/// Users with some tickets each, one in ten of them away, spread over the teams.
fn world(users: i64) -> (Vec<Person>, Vec<Team>) {
    let people = (1..=users).map(|id| {
        let away = Presence::Away { since: None, until: None, reason: None };
        let mut person = Person {
            id,
            active: true,
            seat: true,
            access: Access::All,
            presence: if id % 10 == 0 { away } else { Presence::Available },
            open: [0; 6],
            most: [None; 6],
            last_assigned: id,
        };
        person.open[0] = (id * 7919 % 5) as u32;
        person.open[1] = person.open[0];
        person.most[0] = Some(50);
        person
    });
    let teams = (1..=TEAMS).map(|id| Team {
        id,
        main: (1..=users).filter(|user| user % TEAMS + 1 == id).collect(),
        extra: Vec::new(),
    });
    (people.collect(), teams.collect())
}

fn rule(teams: &[i64]) -> Rule {
    Rule { assign: wissel_routing::Assign::UsersAndTeams, teams: teams.to_vec(), ..Rule::default() }
}

/// Seconds per decision with the product's roster, which each pick changes.
fn bits(people: &[Person], teams: &[Team], rules: &[Rule]) -> f64 {
    let mut roster = Roster::new(people.iter().cloned(), teams.iter().cloned());
    let ask =
        Ask { kind: Kind::Email, contact_owner: None, waited_minutes: 0, seed: 7, turns: &[] };
    let begin = Instant::now();
    for n in 0..ASKED {
        let outcome = decide(black_box(&roster), &rules[n % rules.len()], &ask);
        if let Some(user) = outcome.user() {
            roster.took(user, Kind::Email, 1_000_000 + n as i64);
        }
    }
    begin.elapsed().as_secs_f64() / ASKED as f64
}

/// Seconds per decision by looking at everybody: the same conditions, the same order.
fn linear(people: &[Person], rules: &[Rule], asked: usize) -> f64 {
    struct Row {
        team: i64,
        open: u32,
        most: u32,
        available: bool,
        last: i64,
    }
    let mut rows: Vec<Row> = people
        .iter()
        .map(|person| Row {
            team: person.id % TEAMS + 1,
            open: person.open[0],
            most: person.most[0].unwrap_or(u32::MAX),
            available: person.presence == Presence::Available && person.active && person.seat,
            last: person.last_assigned,
        })
        .collect();
    let begin = Instant::now();
    for n in 0..asked {
        let rule = &rules[n % rules.len()];
        let found = rows
            .iter_mut()
            .filter(|row| rule.teams.contains(&row.team) && row.available && row.open < row.most)
            .min_by_key(|row| (row.open, row.last));
        if let Some(row) = black_box(found) {
            row.open += 1;
            row.last = 1_000_000 + n as i64;
        }
    }
    begin.elapsed().as_secs_f64() / asked as f64
}
