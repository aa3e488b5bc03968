//! Words of a text, folded so that what people type and what stands there meet: lower case, without accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters beyond this are left out of a word.
const LONGEST: usize = 64;

/// A word where it stands in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded.
    pub(super) folded: String,
    /// Bytes of the text.
    pub(super) from: usize,
    /// Behind its last byte.
    pub(super) to: usize,
}

/// The words of a text: runs of letters and digits. Scripts that write no spaces give a word per sign.
pub(super) fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (from, first) = rest.next()?;
            if !first.is_alphanumeric() {
                continue;
            }
            let mut to = from + first.len_utf8();
            if !alone(first) {
                while let Some((at, next)) = rest.next_if(|(_, next)| part(*next) && !alone(*next))
                {
                    to = at + next.len_utf8();
                }
            }
            let folded = fold(&text[from..to]);
            if !folded.is_empty() {
                return Some(Word { folded, from, to });
            }
        }
    })
}

/// The folded words of a text.
pub(super) fn folded(text: &str) -> Vec<String> {
    words(text).map(|word| word.folded).collect()
}

fn part(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Chinese, Japanese and Thai signs: nobody says where their words end.
fn alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn fold(word: &str) -> String {
    if word.is_ascii() {
        let mut word = word.to_ascii_lowercase();
        word.truncate(LONGEST);
        return word;
    }
    let mut folded = String::with_capacity(word.len());
    for c in
        word.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).take(LONGEST)
    {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            // What a sign comes apart into may be more than letters (½ is 1⁄2).
            c if c.is_alphanumeric() => folded.push(c),
            _ => {}
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: &[&str]) {
        assert_eq!(folded(text), wanted, "{text}");
    }

    #[test]
    fn case_and_accents_make_no_difference() {
        check("Crème BRÛLÉE naïve", &["creme", "brulee", "naive"]);
        check("Straße Øl Łódź ĳs", &["strasse", "ol", "lodz", "ijs"]);
        // The same letter in two parts.
        check("cafe\u{301} café", &["cafe", "cafe"]);
    }

    #[test]
    fn addresses_and_numbers_come_apart_where_their_signs_are() {
        check("Jo.Smit+x@mail.example #42-A", &["jo", "smit", "x", "mail", "example", "42", "a"]);
    }

    #[test]
    fn signs_of_scripts_without_spaces_are_words() {
        check("東京 tower", &["東", "京", "tower"]);
    }

    #[test]
    fn nothing_comes_of_nothing() {
        check(" \u{301} … 🙂 ", &[]);
    }

    #[test]
    fn a_word_is_told_where_it_stands() {
        let found: Vec<_> = words("été, €5").map(|word| (word.from, word.to)).collect();
        assert_eq!(found, [(0, 5), (10, 11)]);
    }
}
