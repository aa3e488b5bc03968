//! The work of an import, some rows at a time: each piece is one transaction that also says how far it has come, so that
//! whoever goes on after a crash does no row twice.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde_json::{Value, json};
use wissel_model::{Actor, Error, FieldError, ImportId, Result, UserId};
use wissel_store::contacts::imports::rows::{self, Came};
use wissel_store::contacts::imports::{self, Import};
use wissel_store::contacts::{self, Contact, taken};
use wissel_store::{Tx, line, users};

use super::meaning::{Known, Meaning};
use super::plan::{People, Wish, wishes};
use super::verdict::{Around, Verdict, verdict};
use crate::Desk;
use crate::contacts::sentence;
use crate::jobs::Failed;

/// The kind of the job.
pub(crate) const IMPORT: &str = "contact_import";
/// Rows of one transaction: nobody else writes meanwhile on SQLite.
const PIECE: usize = 100;
/// More users than any desk has.
const USERS: i64 = 10_000;

type Rows = Vec<(i64, Result<Wish, FieldError>)>;

impl Desk {
    /// Tries or does what an import still has before it.
    ///
    /// # Errors
    /// It is tried again later.
    pub(crate) async fn import_contacts(&self, data: &Value) -> Result<(), Failed> {
        let id = ImportId(data["import"].as_i64().unwrap_or_default());
        let version = data["version"].as_i64().unwrap_or_default();
        let Some((import, all)) = self.understood(id, version).await? else { return Ok(()) };
        let all = Arc::new(all);
        let mut from = usize::try_from(import.done).unwrap_or(0);
        loop {
            let (all, now) = (Arc::clone(&all), self.now());
            let piece = move |tx: &mut Tx<'_>| piece(tx, id, version, from, &all, now);
            match self.db().write(piece).await? {
                Some(reached) => from = reached,
                None => return Ok(()),
            }
        }
    }

    /// The import and its rows as they are understood; nothing when this try is over.
    async fn understood(&self, id: ImportId, version: i64) -> Result<Option<(Import, Rows)>> {
        self.db()
            .read(move |tx| {
                let Some(import) = imports::get(tx, id)?.filter(|one| ours(one, version)) else {
                    return Ok(None);
                };
                let meanings: Vec<Meaning> =
                    serde_json::from_str(&import.meanings).map_err(Error::internal)?;
                let mut people = People::new();
                for user in
                    users::page(tx, UserId(0), "", USERS)?.into_iter().filter(|one| one.active)
                {
                    people.insert(user.name.to_lowercase(), user.id);
                    people.insert(user.email, user.id);
                }
                let all = rows::page(tx, id, None, 0, import.total)?;
                let all: Vec<_> = all.into_iter().map(|row| (row.line, row.cells)).collect();
                let understood = wishes(&all, &meanings, &people);
                Ok(Some((import, understood)))
            })
            .await
    }
}

fn ours(import: &Import, version: i64) -> bool {
    import.version == version && matches!(import.state.as_str(), "trying" | "importing")
}

/// One piece; how far it has come, or nothing when all is done, perhaps by somebody else.
fn piece(
    tx: &mut Tx<'_>,
    id: ImportId,
    version: i64,
    from: usize,
    all: &Rows,
    now: Timestamp,
) -> Result<Option<usize>> {
    let import = imports::lock(tx, id)?.filter(|one| ours(one, version));
    let Some(mut import) =
        import.filter(|one| usize::try_from(one.done).is_ok_and(|done| done == from))
    else {
        return Ok(None);
    };
    let some = &all[from..all.len().min(from + PIECE)];
    let done = import.state == "importing";
    let known = Known::parse(&import.known);
    let mut around = around(tx, some, done)?;
    let mut verdicts = Vec::with_capacity(some.len());
    for (line, wish) in some {
        let verdict = verdict(wish, known, &around);
        // A later row finds its contact as this one leaves it.
        around.follow(&verdict);
        verdicts.push((*line, verdict));
    }
    let came = if done {
        take_in(tx, &import, verdicts, &around, now)?
    } else {
        verdicts.iter().map(|(line, verdict)| came(*line, verdict)).collect()
    };
    rows::came(tx, id, &came)?;
    let reached = from + some.len();
    import.done = i64::try_from(reached).map_err(Error::internal)?;
    let over = reached == all.len();
    if over {
        (if done { "imported" } else { "tried" }).clone_into(&mut import.state);
    }
    imports::save(tx, &import)?;
    Ok((!over).then_some(reached))
}

/// Who may be meant by these rows; held against change when they are to be changed.
fn around(tx: &mut Tx<'_>, some: &[(i64, Result<Wish, FieldError>)], hold: bool) -> Result<Around> {
    let wishes = some.iter().filter_map(|(_, wish)| wish.as_ref().ok());
    let values: Vec<String> =
        wishes.flat_map(|wish| wish.addresses.iter().map(|one| one.1.clone())).collect();
    let mut around = Around::default();
    for (kind, value, contact) in taken::reached(tx, &values)? {
        around.reached.insert((kind, value), contact);
    }
    let mut ids: Vec<i64> = around.reached.values().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if hold {
        taken::hold(tx, &ids)?;
    }
    around.contacts = contacts::many(tx, &ids)?.into_iter().map(|one| (one.id, one)).collect();
    // Who was merged with somebody since is reached no more by what we looked for.
    around.contacts.retain(|_, contact| !contact.gone);
    for (contact, ..) in contacts::addresses_of(tx, &ids)? {
        *around.addresses.entry(contact).or_default() += 1;
    }
    Ok(around)
}

/// Does what was judged.
fn take_in(
    tx: &mut Tx<'_>,
    import: &Import,
    verdicts: Vec<(i64, Verdict)>,
    around: &Around,
    now: Timestamp,
) -> Result<Vec<Came>> {
    let mut all: Vec<Came> = verdicts.iter().map(|(line, verdict)| came(*line, verdict)).collect();
    let (mut new, mut placed) = (Vec::new(), Vec::new());
    let mut places = around.addresses.clone();
    for (n, (_, verdict)) in verdicts.into_iter().enumerate() {
        match verdict {
            Verdict::Make(wish) => new.push((n, wish)),
            Verdict::Change { after, added, fields } => {
                contacts::update(tx, &after, now)?;
                if fields.contains(&"owner") {
                    line::contact_owner_changed(tx, after.id, after.owner)?;
                }
                let next = places.entry(after.id).or_default();
                let first = *next;
                *next += added.len();
                // Behind those that are there, and behind those of a merge.
                placed.extend(
                    (first..).zip(added).map(|(place, (kind, value))| {
                        (after.id, kind, value, 10_000 + place as i64)
                    }),
                );
            }
            Verdict::Same(_) | Verdict::Refuse(_) => {}
        }
    }
    let drafts: Vec<Contact> = new.iter().map(|(_, wish)| contact(wish, now)).collect();
    let made = taken::insert(tx, &drafts, now)?;
    for (id, (n, wish)) in made.into_iter().zip(new) {
        all[n].contact = Some(id);
        let addresses = (0..).zip(wish.addresses);
        placed.extend(addresses.map(|(place, (kind, value))| (id, kind, value, place)));
    }
    taken::add(tx, &placed, now)?;
    let touched = all.iter().filter(|one| matches!(one.outcome, "made" | "changed"));
    let mut touched: Vec<_> = touched.filter_map(|one| one.contact).collect();
    touched.sort_unstable();
    touched.dedup();
    if !touched.is_empty() {
        let data =
            json!({ "contacts": touched, "import": { "id": import.id, "file": import.file } });
        sentence::tell_as(tx, Actor::User(import.made_by), &touched, data, now)?;
    }
    Ok(all)
}

fn contact(wish: &Wish, now: Timestamp) -> Contact {
    Contact {
        id: wissel_model::ContactId(0),
        name: wish.name.clone().unwrap_or_default(),
        company: wish.company.clone(),
        owner: wish.owner,
        created_at: now,
        version: 1,
        gone: false,
    }
}

/// A verdict as it is written down.
fn came(line: i64, verdict: &Verdict) -> Came {
    let (outcome, reason, contact) = match verdict {
        Verdict::Make(_) => ("made", json!({}), None),
        Verdict::Change { after, fields, .. } => {
            ("changed", json!({ "fields": fields }), Some(after.id))
        }
        Verdict::Same(id) => ("same", json!({}), Some(*id)),
        Verdict::Refuse(fault) => {
            let args: HashMap<_, _> = fault.args.iter().cloned().collect();
            ("refused", json!({ "code": fault.code, "args": args }), None)
        }
    };
    Came { line, outcome, reason: reason.to_string(), contact }
}
