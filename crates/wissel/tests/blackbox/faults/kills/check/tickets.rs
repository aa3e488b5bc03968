//! Every owned ticket has exactly one live decision, which names its owner; the router's choice never followed a
//! hand's; and every load and count is what a recount says.

use std::collections::{BTreeMap, HashMap};

use crate::faults::kills::books::{Books, Row};

pub(super) fn check(books: &Books) -> Vec<String> {
    let mut wrong = owners(books);
    wrong.extend(line(books));
    wrong.extend(loads(books));
    wrong.extend(counts(books));
    wrong
}

fn owners(books: &Books) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut live: HashMap<i64, Vec<Row<'_>>> = HashMap::new();
    let mut before: HashMap<i64, Option<(&str, i64)>> = HashMap::new();
    for decision in books.rows("decision") {
        let ticket = decision.id("ticket_id");
        if decision.flag("live") {
            live.entry(ticket).or_default().push(decision);
        }
        let owned = before.insert(ticket, decision.owner()).flatten();
        if let (Some(owner), "router") = (owned, decision.text("made_by")) {
            wrong.push(format!("the router decided about ticket {ticket}, which {owner:?} had"));
        }
    }
    for ticket in books.rows("ticket") {
        let (id, owner) = (ticket.id("id"), ticket.owner());
        let decided = live.get(&id).map_or(&[][..], Vec::as_slice);
        if decided.len() > 1 || owner.is_some() && decided.is_empty() {
            wrong.push(format!("ticket {id} of {owner:?} has {} live decisions", decided.len()));
        }
        if let Some(decision) = decided.first().filter(|decision| decision.owner() != owner) {
            wrong.push(format!(
                "ticket {id} is {owner:?}'s, and its decision says {:?}",
                decision.owner()
            ));
        }
    }
    wrong
}

/// Who waits has no owner and is open.
fn line(books: &Books) -> Vec<String> {
    let tickets: HashMap<i64, Row<'_>> =
        books.rows("ticket").map(|row| (row.id("id"), row)).collect();
    let waiting = books.rows("waiting").map(|row| row.id("ticket_id"));
    let wrong = waiting.filter(|id| {
        tickets.get(id).is_none_or(|row| row.owner().is_some() || row.int("closed_at").is_some())
    });
    wrong.map(|id| format!("ticket {id} waits, though it is closed or somebody's")).collect()
}

fn loads(books: &Books) -> Vec<String> {
    let mut kept = BTreeMap::new();
    for load in books.rows("user_load").filter(|load| load.id("open") != 0) {
        kept.insert((load.id("user_id"), load.text("kind")), load.id("open"));
    }
    let mut truth: BTreeMap<(i64, &str), i64> = BTreeMap::new();
    for ticket in books.rows("ticket").filter(|ticket| ticket.flag("counts")) {
        if let Some(user) = ticket.int("owner_user") {
            for kind in ["all", ticket.text("kind")] {
                *truth.entry((user, kind)).or_default() += 1;
            }
        }
    }
    differ("the load of", &kept, &truth)
}

fn counts(books: &Books) -> Vec<String> {
    let mut kept: BTreeMap<String, i64> = BTreeMap::new();
    for tally in books.rows("tally") {
        *kept.entry(tally.text("key").to_owned()).or_default() += tally.id("n");
    }
    kept.retain(|_, n| *n != 0);
    let mut truth: BTreeMap<String, i64> = BTreeMap::new();
    for ticket in books.rows("ticket") {
        for key in views(ticket) {
            *truth.entry(key).or_default() += 1;
        }
    }
    differ("the count of", &kept, &truth)
}

/// In which views a ticket stands.
fn views(ticket: Row<'_>) -> Vec<String> {
    if ticket.int("closed_at").is_some() {
        return vec!["closed".to_owned()];
    }
    let mut views = vec!["open".to_owned()];
    match ticket.owner() {
        None => views.push("unassigned".to_owned()),
        Some(("user", id)) => views.push(format!("user:{id}")),
        Some(_) => {}
    }
    views.extend(ticket.int("team_id").map(|team| format!("team:{team}")));
    views.extend(ticket.int("nobody_since").map(|_| "nobody".to_owned()));
    views
}

fn differ<K: Ord + std::fmt::Debug>(
    what: &str,
    kept: &BTreeMap<K, i64>,
    truth: &BTreeMap<K, i64>,
) -> Vec<String> {
    let all = truth.keys().chain(kept.keys().filter(|key| !truth.contains_key(key)));
    let differs = all.filter(|key| truth.get(key) != kept.get(key));
    differs
        .map(|key| {
            let n = |from: &BTreeMap<K, i64>| from.get(key).copied().unwrap_or(0);
            format!("{what} {key:?} is kept as {} and is {}", n(kept), n(truth))
        })
        .collect()
}
