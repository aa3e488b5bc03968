//! Contacts and their words: what the index keeps of them, and finding them by it.
//!
//! The index is only a hint: who is shown has the words now.

use std::collections::{BTreeSet, HashMap};

use wissel_model::{AddressKind, ContactId, Error, Result};
use wissel_store::Tx;
use wissel_store::contacts::list::{self, Filter};
use wissel_store::contacts::{self, Contact};
use wissel_store::search::contacts::{self as index, Named};

use super::words::folded;
use crate::view::{AddressView, Part};

/// Words of one contact that are kept.
const MOST: usize = 60;
/// Digits at the end of a phone number that find it: people leave the country out, or know the end only.
const TAIL: usize = 6;
/// Contacts looked at in the first step when several words are asked for, and steps; each is twice as long as the last.
const STEP: i64 = 64;
const LOOKS: usize = 7;

/// A contact with their addresses.
pub(crate) struct Known {
    pub(crate) contact: Contact,
    pub(crate) addresses: Vec<AddressView>,
}

/// Some contacts, and where the next ones begin.
pub(crate) type Found = (Vec<Known>, Option<String>);

impl Known {
    fn words(&self) -> BTreeSet<String> {
        let texts = [Some(self.contact.name.as_str()), self.contact.company.as_deref()];
        let mut words: BTreeSet<String> = texts.into_iter().flatten().flat_map(folded).collect();
        for address in &self.addresses {
            let parts = folded(&address.value);
            if matches!(address.kind, AddressKind::Phone | AddressKind::Whatsapp) {
                words.extend(parts.iter().flat_map(|number| tails(number)));
            }
            words.extend(parts);
        }
        words.into_iter().take(MOST).collect()
    }
}

fn tails(number: &str) -> impl Iterator<Item = String> {
    let last = number.len().saturating_sub(TAIL);
    (1..=last).filter_map(|from| number.get(from..).map(str::to_owned))
}

/// Some contacts with their addresses, in no order; those who went into another one are left out.
pub(crate) fn known(tx: &mut Tx<'_>, ids: &[i64]) -> Result<HashMap<ContactId, Known>> {
    let mut addresses: HashMap<ContactId, Vec<AddressView>> = HashMap::new();
    for (contact, kind, value, verified) in contacts::addresses_of(tx, ids)? {
        addresses.entry(contact).or_default().push(AddressView { kind, value, verified });
    }
    let there = contacts::many(tx, ids)?.into_iter().filter(|contact| !contact.gone);
    let all = there.map(|contact| {
        let addresses = addresses.remove(&contact.id).unwrap_or_default();
        (contact.id, Known { contact, addresses })
    });
    Ok(all.collect())
}

/// What the index is to keep of these contacts.
pub(super) fn names<'k>(people: impl IntoIterator<Item = &'k Known>) -> Vec<Named> {
    let named = people.into_iter().flat_map(|known| {
        let contact = known.contact.id;
        known.words().into_iter().map(move |word| Named { word, contact })
    });
    let mut named: Vec<Named> = named.collect();
    // In one order, so that two transactions that write the same ones never wait for each other in a ring.
    named.sort_unstable();
    named
}

/// A page of the contacts that have all words of `text`, of the last one at least its beginning; without any text,
/// of all. Only those that `filter` lets through.
pub(crate) fn page(
    tx: &mut Tx<'_>,
    text: &str,
    filter: &Filter,
    part: &Part,
    size: i64,
) -> Result<Found> {
    let mut whole = folded(text);
    let last = whole.pop();
    match last {
        None if !text.trim().is_empty() => Ok((Vec::new(), None)),
        None => all(tx, filter, number(part)?, size),
        Some(last) if whole.is_empty() => {
            let place = match part.cursor.as_deref() {
                None => Named { word: last.clone(), contact: ContactId(0) },
                Some(cursor) => {
                    place(cursor).filter(|named| named.word.starts_with(&last)).ok_or_else(wrong)?
                }
            };
            with_beginning(tx, &last, filter, place, size)
        }
        Some(last) => with_words(tx, (&whole, &last), filter, number(part)?, size),
    }
}

fn wrong() -> Error {
    Error::field("cursor", "invalid.cursor")
}

fn number(part: &Part) -> Result<Option<ContactId>> {
    Ok(part.after::<1>()?.map(|[id]| ContactId(id)))
}

fn passes(filter: &Filter, contact: &Contact) -> bool {
    let works_there = |company: &String| {
        contact.company.as_ref().is_some_and(|theirs| theirs.eq_ignore_ascii_case(company))
    };
    filter.owner.is_none_or(|owner| contact.owner == Some(owner))
        && filter.company.as_ref().is_none_or(works_there)
}

/// `12.word`
fn place(cursor: &str) -> Option<Named> {
    let (id, word) = cursor.split_once('.')?;
    Some(Named { word: word.to_owned(), contact: ContactId(id.parse().ok()?) })
}

/// All contacts, the newest first.
fn all(tx: &mut Tx<'_>, filter: &Filter, before: Option<ContactId>, size: i64) -> Result<Found> {
    let before = before.unwrap_or(ContactId(i64::MAX));
    let ids = list::page(tx, filter, before, size + 1)?;
    let more = ids.len() as i64 > size;
    let ids = &ids[..ids.len().min(usize::try_from(size).unwrap_or(0))];
    let mut people = known(tx, ids)?;
    let next = ids.last().filter(|_| more).map(ToString::to_string);
    Ok((ids.iter().filter_map(|id| people.remove(&ContactId(*id))).collect(), next))
}

/// Contacts with a word that begins so, in order of their first such word.
fn with_beginning(
    tx: &mut Tx<'_>,
    beginning: &str,
    filter: &Filter,
    mut place: Named,
    size: i64,
) -> Result<Found> {
    let (mut found, wanted) = (Vec::new(), usize::try_from(size).unwrap_or(0));
    // Many are there by two words: by their name and by the address that is made of it.
    let step = 2 * (size + 1);
    for _ in 0..LOOKS {
        let names = index::begun(tx, beginning, &place, step)?;
        let over = (names.len() as i64) < step;
        let mut ids: Vec<i64> = names.iter().map(|named| named.contact.0).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut people = known(tx, &ids)?;
        let first: HashMap<ContactId, Option<String>> = people
            .iter()
            .filter(|(_, known)| passes(filter, &known.contact))
            .map(|(id, known)| {
                (*id, known.words().into_iter().find(|word| word.starts_with(beginning)))
            })
            .collect();
        for named in names {
            let here =
                first.get(&named.contact).is_some_and(|first| first.as_ref() == Some(&named.word));
            if !here {
                place = named;
                continue;
            }
            if found.len() == wanted {
                return Ok((found, Some(format!("{}.{}", place.contact, place.word))));
            }
            found.extend(people.remove(&named.contact));
            place = named;
        }
        if over {
            return Ok((found, None));
        }
    }
    Ok((found, Some(format!("{}.{}", place.contact, place.word))))
}

/// Contacts with all of these words and one that begins with `last`, by id: those few with the beginning, or a walk along
/// the rarest of the words.
fn with_words(
    tx: &mut Tx<'_>,
    (whole, last): (&[String], &str),
    filter: &Filter,
    after: Option<ContactId>,
    size: i64,
) -> Result<Found> {
    let mut after = after.unwrap_or(ContactId(0));
    let (mut found, wanted) = (Vec::new(), usize::try_from(size).unwrap_or(0));
    let Some((rarest, number)) = index::rarest(tx, whole)? else { return Ok((found, None)) };
    let few = index::all_begun(tx, last)?.filter(|begun| begun.len() < number);
    for look in 0..LOOKS {
        let step = STEP << look;
        let (mut ids, over, reached) = match &few {
            Some(few) => (few.iter().copied().filter(|id| *id > after.0).collect(), true, after),
            None => {
                let walked = index::with(tx, rarest, after, step)?;
                let reached = walked.last().copied().unwrap_or(after);
                let ids: Vec<i64> = walked.iter().map(|id| id.0).collect();
                (ids, (walked.len() as i64) < step, reached)
            }
        };
        for word in whole.iter().filter(|word| few.is_some() || *word != rarest) {
            ids = index::among(tx, word, &ids)?.into_iter().map(|id| id.0).collect();
        }
        ids.sort_unstable();
        ids.dedup();
        let mut people = known(tx, &ids)?;
        for id in ids.into_iter().map(ContactId) {
            let Some(known) = people.remove(&id) else { continue };
            let words = known.words();
            if passes(filter, &known.contact)
                && whole.iter().all(|word| words.contains(word))
                && words.iter().any(|word| word.starts_with(last))
            {
                if found.len() == wanted {
                    return Ok((found, Some(after.to_string())));
                }
                found.push(known);
                after = id;
            }
        }
        if over {
            return Ok((found, None));
        }
        after = reached;
    }
    Ok((found, Some(after.to_string())))
}
