//! The reader's complaint about a value, as the field it is about and a sentence of ours.
//!
//! Serde hands over nothing but a text. Its openings are fixed in `serde::de::Error`; what stands behind "expected" is
//! Rust's word for a type, which no reader of ours knows.

use wissel_model::FieldError;

/// The refusal of the value at `path`, about which the reader said `told`.
pub(super) fn refusal(path: &str, told: &str) -> FieldError {
    let told = told.split(" at line ").next().unwrap_or(told);
    let at = if path == "." { "" } else { path };
    if let Some(name) = named(told, "unknown field `") {
        let field = below(at, name);
        return FieldError::new(field.clone(), "request.unknown_field").with("field", field);
    }
    if let Some(name) = named(told, "missing field `") {
        return FieldError::new(below(at, name), "request.missing_field");
    }
    if let Some(name) = named(told, "duplicate field `") {
        return FieldError::new(below(at, name), "request.duplicate_field");
    }
    if told.starts_with("unknown variant `") {
        return match words(told) {
            Some(words) => FieldError::new(at, "request.unknown_word").with("words", words),
            None => FieldError::new(at, "request.wrong_value"),
        };
    }
    FieldError::new(at, needed(told))
}

fn named<'a>(told: &'a str, opening: &str) -> Option<&'a str> {
    told.strip_prefix(opening)?.split('`').next()
}

/// The field `name` of what is at `at`. The path already ends in the name when the reader noticed it there.
fn below(at: &str, name: &str) -> String {
    match at {
        "" => name.to_owned(),
        same if same == name || same.ends_with(&format!(".{name}")) => same.to_owned(),
        at => format!("{at}.{name}"),
    }
}

/// The words that would have been possible: "unknown variant `x`, expected one of `a`, `b`". The wrong one may itself
/// hold anything, so the list is looked for from the end.
fn words(told: &str) -> Option<String> {
    let (_, list) = told.rsplit_once("`, expected ")?;
    let words: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// The sentence that says what is needed instead.
fn needed(told: &str) -> &'static str {
    // From what stands behind the question mark numbers are read by the standard library, in its words.
    if told.starts_with("invalid digit found")
        || told.starts_with("number too ")
        || told.starts_with("cannot parse int")
    {
        return "request.needs_whole_number";
    }
    if told.contains("was not `true` or `false`") {
        return "request.needs_yes_or_no";
    }
    // The value itself, which may hold anything, stands before the last "expected".
    let Some((given, expected)) = told.rsplit_once(", expected ") else {
        return "request.wrong_value";
    };
    let is = |word: &str| expected.contains(word);
    // A word of a list, an object with a word in it: a text serves for both.
    if is("timestamp") {
        "request.needs_time"
    } else if is("string") || is("char") || is("variant") || is("identifier") {
        "request.needs_text"
    } else if is("bool") {
        "request.needs_yes_or_no"
    } else if is("sequence") || is("array") || is("tuple of") || expected.starts_with("a tuple") {
        "request.needs_list"
    } else if is("tuple struct") {
        "request.needs_number"
    } else if is("struct") || is("map") || is("enum") {
        "request.needs_object"
    } else if number(expected) {
        match given.starts_with("invalid value") || given.contains("floating point") {
            true => "request.needs_whole_number",
            false => "request.needs_number",
        }
    } else {
        "request.wrong_value"
    }
}

/// `u32`, `i64`, `usize` and their like.
fn number(expected: &str) -> bool {
    let size = expected.strip_prefix(['i', 'u', 'f']);
    size.is_some_and(|size| size == "size" || size.parse::<u8>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_serde_says_becomes_a_sentence_of_ours() {
        for (told, code) in [
            ("invalid type: string \"x\", expected u32 at line 1 column 3", "request.needs_number"),
            ("invalid type: floating point `1.5`, expected i64", "request.needs_whole_number"),
            ("invalid value: integer `-5`, expected u32", "request.needs_whole_number"),
            ("invalid type: integer `5`, expected a string", "request.needs_text"),
            ("invalid type: integer `5`, expected string or map", "request.needs_text"),
            (
                "invalid type: string \"a, expected u32\", expected a boolean",
                "request.needs_yes_or_no",
            ),
            ("invalid type: map, expected a sequence", "request.needs_list"),
            ("invalid type: sequence, expected struct UserDraft", "request.needs_object"),
            (
                "invalid length 0, expected struct UserDraft with 11 elements",
                "request.needs_object",
            ),
            ("invalid type: integer `5`, expected a timestamp string", "request.needs_time"),
            ("invalid type: null, expected tuple struct UserId", "request.needs_number"),
            ("invalid digit found in string", "request.needs_whole_number"),
            ("cannot parse integer from empty string", "request.needs_whole_number"),
            ("number too large to fit in target type", "request.needs_whole_number"),
            ("provided string was not `true` or `false`", "request.needs_yes_or_no"),
            ("some other library's words", "request.wrong_value"),
        ] {
            let refused = refusal("a.b", told);
            assert_eq!((refused.field.as_str(), refused.code), ("a.b", code), "{told}");
            assert!(refused.args.is_empty(), "nothing of {told:?} is shown");
        }
    }

    #[test]
    fn the_words_that_are_possible_are_listed() {
        for (told, listed) in [
            ("unknown variant `zzz`, expected one of `low`, `normal`, `high`", "low, normal, high"),
            ("unknown variant `zzz`, expected `en` or `nl`", "en, nl"),
            ("unknown variant `a`, expected `b`, expected `en`", "en"),
        ] {
            let refused = refusal("priority", told);
            assert_eq!(refused.code, "request.unknown_word");
            assert_eq!(refused.args, [("words", listed.to_owned())], "{told}");
        }
        let refused = refusal("kind", "unknown variant `x`, there are no variants");
        assert_eq!(refused.code, "request.wrong_value");
    }
}
