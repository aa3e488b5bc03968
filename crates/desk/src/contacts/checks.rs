//! What is refused of what people write about a contact.

use wissel_channels::mail::address;
use wissel_model::{AddressKind, Error, Result, UserId};
use wissel_store::{Tx, users};

/// The most signs of a name or a company.
const LONGEST: usize = 200;

/// A name on one line.
pub(super) fn name(given: &str) -> Result<String> {
    let name = address::one_line(given);
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(Error::field("name", "invalid.contact_name"));
    }
    Ok(name)
}

/// A company on one line; none when nothing is left of it.
pub(super) fn company(given: Option<&str>) -> Result<Option<String>> {
    let company = given.map(address::one_line).filter(|company| !company.is_empty());
    if company.as_ref().is_some_and(|company| company.chars().count() > LONGEST) {
        return Err(Error::field("company", "invalid.company"));
    }
    Ok(company)
}

/// An owner who is there.
pub(super) fn owner(tx: &mut Tx<'_>, owner: Option<UserId>) -> Result<Option<UserId>> {
    match owner {
        Some(id) if users::get(tx, id)?.is_none_or(|user| !user.active) => {
            Err(Error::field("owner", "invalid.user"))
        }
        other => Ok(other),
    }
}

/// The one spelling of an address, as it is stored and looked for; `None` when it can be none of this kind.
pub(super) fn spelled(kind: AddressKind, given: &str) -> Option<String> {
    match kind {
        AddressKind::Email => address::normalise(given),
        AddressKind::Phone => phone(given),
        // These are given out by the channels; nobody writes them down.
        AddressKind::Whatsapp | AddressKind::Visitor => None,
    }
}

/// Digits with at most a plus before them: `+31 (0)20-123 45 67` is written in many ways.
fn phone(given: &str) -> Option<String> {
    let given = given.trim().replace("(0)", "");
    let (plus, rest) = match given.strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => given.strip_prefix("00").map_or(("", given.as_str()), |rest| ("+", rest)),
    };
    let filler = |sign: char| sign.is_whitespace() || "-./()".contains(sign);
    if !rest.chars().all(|sign| sign.is_ascii_digit() || filler(sign)) {
        return None;
    }
    let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
    (5..=18).contains(&digits.len()).then(|| format!("{plus}{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_number_has_one_spelling_however_it_is_written() {
        for given in ["+31 (0)20-123 45 67", "0031201234567", " +31.20.1234567 "] {
            assert_eq!(phone(given).as_deref(), Some("+31201234567"), "{given}");
        }
        assert_eq!(phone("020 123 4567").as_deref(), Some("0201234567"));
        for none in ["", "1234", "call me", "+31 20 12a4567", "1234567890123456789"] {
            assert_eq!(phone(none), None, "{none}");
        }
    }
}
