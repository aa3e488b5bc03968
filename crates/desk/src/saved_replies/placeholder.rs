//! Placeholders: `{{contact.first_name}}`, or with words for when nothing is known, `{{contact.first_name|there}}`.

/// What can be filled in.
pub const NAMES: &[&str] = &[
    "contact.name",
    "contact.first_name",
    "contact.email",
    "contact.company",
    "ticket.number",
    "ticket.subject",
    "agent.name",
    "agent.first_name",
    "desk.name",
];

/// A part of a saved reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// Something to be filled in, with what to write when nothing is known.
    Gap {
        /// Its name.
        name: &'a str,
        /// What stands behind the bar.
        otherwise: Option<&'a str>,
    },
}

/// The parts of a text, in order. Braces that are no placeholder are words.
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let open = rest.find("{{").unwrap_or(rest.len());
        if open > 0 {
            let (words, after) = rest.split_at(open);
            rest = after;
            return Some(Part::Words(words));
        }
        // Whatever is closed later than a line or opened again meanwhile is none.
        let inside = rest[2..].find("}}").map(|end| &rest[2..2 + end]);
        let Some(inside) = inside.filter(|inside| !inside.contains(['{', '\n'])) else {
            let (words, after) = rest.split_at(2);
            rest = after;
            return Some(Part::Words(words));
        };
        rest = &rest[inside.len() + 4..];
        let (name, otherwise) = match inside.split_once('|') {
            Some((name, otherwise)) => (name, Some(otherwise.trim())),
            None => (inside, None),
        };
        Some(Part::Gap { name: name.trim(), otherwise })
    })
}

/// The first placeholder that nobody can fill in.
#[must_use]
pub fn unknown(text: &str) -> Option<&str> {
    parts(text).find_map(|part| match part {
        Part::Gap { name, .. } if !NAMES.contains(&name) => Some(name),
        _ => None,
    })
}

/// Fills a text in: what `known` says of a name, or else what the text gives, or else nothing. Comes back with the names
/// that left a gap.
pub fn filled(text: &str, known: impl Fn(&str) -> Option<String>) -> (String, Vec<String>) {
    let (mut out, mut missing) = (String::with_capacity(text.len()), Vec::new());
    for part in parts(text) {
        match part {
            Part::Words(words) => out.push_str(words),
            Part::Gap { name, otherwise } => {
                let value = known(name).filter(|value| !value.is_empty());
                match value.as_deref().or(otherwise) {
                    Some(value) => out.push_str(value),
                    None if missing.iter().all(|known| known != name) => {
                        missing.push(name.to_owned());
                    }
                    None => {}
                }
            }
        }
    }
    (out, missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(text: &str) -> (String, Vec<String>) {
        filled(text, |name| (name == "contact.name").then(|| "Femke {{agent.name}}".to_owned()))
    }

    #[test]
    fn what_is_known_is_filled_in_once_and_never_read_again() {
        assert_eq!(fill("Hi {{contact.name}}!"), ("Hi Femke {{agent.name}}!".into(), vec![]));
    }

    #[test]
    fn what_is_not_known_is_what_was_given_for_it_or_is_told() {
        assert_eq!(fill("Hi {{ agent.name | there }}!"), ("Hi there!".into(), vec![]));
        let (text, missing) = fill("{{agent.name}} {{agent.name}}{{desk.name|}}");
        assert_eq!((text.as_str(), missing), (" ", vec!["agent.name".to_owned()]));
    }

    #[test]
    fn braces_that_are_no_placeholder_stay_as_they_are() {
        for text in ["{{", "}}", "{ {a} }", "{{a\nb}}", "{{{", "let x = {a: {}}", "{{{{x"] {
            assert_eq!(fill(text), (text.to_owned(), vec![]), "{text}");
        }
        assert_eq!(unknown("{{contact.name}} {{nobody.knows|x}}"), Some("nobody.knows"));
    }
}
