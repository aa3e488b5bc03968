//! What each row of a file says of a person, without asking who is known.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wissel_model::{AddressKind, FieldError, UserId};

use super::meaning::{Known, Meaning};
use crate::contacts::checks;

/// What the columns of a file are, and what becomes of contacts who are known.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImportPlan {
    /// What each column is, in their order.
    #[schema(max_items = 100)]
    pub columns: Vec<Meaning>,
    /// What becomes of contacts who are known already.
    pub known: Known,
}

/// A row as it is understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wish {
    pub(super) name: Option<String>,
    pub(super) company: Option<String>,
    pub(super) owner: Option<UserId>,
    pub(super) addresses: Vec<(AddressKind, String)>,
}

/// Users by their names and addresses, in small letters.
pub(super) type People = HashMap<String, UserId>;

/// All rows as they are understood, each with its number. Of rows with the same address the first counts.
pub(super) fn wishes(
    rows: &[(i64, Vec<String>)],
    meanings: &[Meaning],
    people: &People,
) -> Vec<(i64, Result<Wish, FieldError>)> {
    let mut seen: HashMap<(AddressKind, String), i64> = HashMap::new();
    let understood = rows.iter().map(|(line, cells)| {
        let wish = wish(cells, meanings, people).and_then(|wish| {
            let before = wish.addresses.iter().find_map(|one| seen.get(one));
            match before {
                Some(before) => Err(FieldError::new("row", "import.repeated").with("line", before)),
                None => Ok(wish),
            }
        });
        for one in wish.iter().flat_map(|wish| &wish.addresses) {
            seen.insert(one.clone(), *line);
        }
        (*line, wish)
    });
    understood.collect()
}

fn wish(cells: &[String], meanings: &[Meaning], people: &People) -> Result<Wish, FieldError> {
    let mut wish = Wish::default();
    let (mut first, mut last) = (String::new(), String::new());
    for (cell, meaning) in cells.iter().zip(meanings) {
        let cell = cell.trim();
        if cell.is_empty() {
            continue;
        }
        match meaning {
            Meaning::Skip => {}
            Meaning::Name => first = cell.to_owned(),
            Meaning::FirstName => first = format!("{cell} {first}").trim().to_owned(),
            Meaning::LastName => cell.clone_into(&mut last),
            Meaning::Company => {
                let company = checks::company(Some(cell));
                wish.company = company.map_err(|_| FieldError::new("row", "invalid.company"))?;
            }
            Meaning::Owner => {
                let owner = people.get(&cell.to_lowercase());
                let unknown = || FieldError::new("row", "import.unknown_owner").with("given", cell);
                wish.owner = Some(*owner.ok_or_else(unknown)?);
            }
            Meaning::Email => add(&mut wish, AddressKind::Email, cell, |sign| {
                ",;".contains(sign) || sign.is_whitespace()
            })?,
            Meaning::Phone => {
                add(&mut wish, AddressKind::Phone, cell, |sign| ",;\n".contains(sign))?;
            }
        }
    }
    let name = format!("{first} {last}");
    if !name.trim().is_empty() {
        let name = checks::name(&name);
        wish.name = Some(name.map_err(|_| FieldError::new("row", "invalid.contact_name"))?);
    }
    if wish.name.is_none() && wish.addresses.is_empty() {
        return Err(FieldError::new("row", "import.nobody"));
    }
    Ok(wish)
}

fn add(
    wish: &mut Wish,
    kind: AddressKind,
    cell: &str,
    parts: fn(char) -> bool,
) -> Result<(), FieldError> {
    for given in cell.split(parts).map(str::trim).filter(|given| !given.is_empty()) {
        let code = match kind {
            AddressKind::Phone => "import.no_phone",
            _ => "import.no_email",
        };
        let wrong = || FieldError::new("row", code).with("given", cell);
        let one = (kind, checks::spelled(kind, given).ok_or_else(wrong)?);
        if !wish.addresses.contains(&one) {
            wish.addresses.push(one);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(rows: &[&[&str]], meanings: &[Meaning]) -> Vec<String> {
        let rows: Vec<(i64, Vec<String>)> = (2..)
            .zip(rows)
            .map(|(n, row)| (n, row.iter().map(ToString::to_string).collect()))
            .collect();
        let people = People::from([("maud".to_owned(), UserId(7))]);
        wishes(&rows, meanings, &people)
            .into_iter()
            .map(|(_, wish)| match wish {
                Ok(wish) => {
                    let addresses: Vec<_> = wish.addresses.into_iter().map(|one| one.1).collect();
                    format!("{:?} {}", wish.name, addresses.join(" "))
                }
                Err(fault) => fault.code.to_owned(),
            })
            .collect()
    }

    #[test]
    fn a_row_is_understood_or_says_what_is_wrong_with_it() {
        let meanings = [Meaning::FirstName, Meaning::LastName, Meaning::Email, Meaning::Owner];
        let rows: &[&[&str]] = &[
            &["Jo", "van Berg", "jo@x.test, JO@home.test", "Maud"],
            &["", "", "", ""],
            &["Ann", "", "no address", ""],
            &["Ann", "", "ann@x.test", "Nobody"],
            &["Joe", "", "jo@home.test", ""],
            &["", "", "only@x.test", ""],
        ];
        assert_eq!(
            told(rows, &meanings),
            [
                "Some(\"Jo van Berg\") jo@x.test jo@home.test",
                "import.nobody",
                "import.no_email",
                "import.unknown_owner",
                "import.repeated",
                "None only@x.test",
            ]
        );
    }
}
