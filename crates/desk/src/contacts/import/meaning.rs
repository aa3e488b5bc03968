//! What the columns of a file are.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// Nothing that we keep.
    Skip,
    /// The whole name.
    Name,
    /// The first part of the name.
    FirstName,
    /// The last part of the name.
    LastName,
    /// An e-mail address, or several with a comma, a semicolon or a space between them.
    Email,
    /// A phone number, or several with a comma or a semicolon between them.
    Phone,
    /// Where they work.
    Company,
    /// The user who looks after them, by name or by e-mail address.
    Owner,
}

/// What becomes of contacts who are known already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// They get what they lack.
    Fill,
    /// The file is right.
    Overwrite,
    /// They stay as they are.
    Leave,
}

impl Known {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Fill => "fill",
            Self::Overwrite => "overwrite",
            Self::Leave => "leave",
        }
    }

    pub(super) fn parse(text: &str) -> Self {
        match text {
            "overwrite" => Self::Overwrite,
            "leave" => Self::Leave,
            _ => Self::Fill,
        }
    }
}

/// What a column of this name usually is, in the words that other programs use.
pub(super) fn guess(name: &str) -> Meaning {
    let name: String = name
        .to_lowercase()
        .chars()
        .map(|sign| if "-_.".contains(sign) { ' ' } else { sign })
        .collect();
    let is = |names: &[&str]| names.contains(&name.trim());
    let has = |part: &str| name.contains(part);
    match () {
        () if is(&["first name", "firstname", "given name", "voornaam"]) => Meaning::FirstName,
        () if is(&["last name", "lastname", "surname", "family name", "achternaam"]) => {
            Meaning::LastName
        }
        () if is(&["name", "full name", "naam", "volledige naam", "contact", "display name"]) => {
            Meaning::Name
        }
        () if has("owner") || has("eigenaar") => Meaning::Owner,
        () if has("mail") => Meaning::Email,
        () if has("phone") || has("telefoon") || has("mobiel") || has("mobile") => Meaning::Phone,
        () if has("company") || has("bedrijf") || has("organi") => Meaning::Company,
        () => Meaning::Skip,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_names_are_known_in_both_languages() {
        for (name, meaning) in [
            ("Name", Meaning::Name),
            ("Voornaam", Meaning::FirstName),
            ("LAST_NAME", Meaning::LastName),
            ("E-mail", Meaning::Email),
            ("Primary email", Meaning::Email),
            ("Telefoonnummer", Meaning::Phone),
            ("Company name", Meaning::Company),
            ("Organisatie", Meaning::Company),
            ("Contacteigenaar", Meaning::Owner),
            ("Favourite colour", Meaning::Skip),
        ] {
            assert_eq!(guess(name), meaning, "{name}");
        }
    }
}
