//! Where something was found in a text, as pieces that a page can set apart without trusting the text.

use serde::Serialize;
use utoipa::ToSchema;

use super::words::{Word, words};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Piece {
    /// The text, as it stands there.
    pub text: String,
    /// Whether this is what was looked for.
    pub hit: bool,
}

/// Signs shown of a long text, and how many of them stand before the first finding.
const SHOWN: usize = 180;
const BEFORE: usize = 50;

/// What is looked for: words side by side, and whether the last is perhaps only a beginning.
pub(super) type Wanted = [(Vec<String>, bool)];

/// How many of the wanted are in the text, and the text around the first of them.
pub(super) fn snippet(text: &str, wanted: &Wanted) -> (usize, Vec<Piece>) {
    let all: Vec<Word> = words(text).collect();
    let (found, mut marks) = findings(&all, wanted);
    marks.sort_unstable();
    let first = marks.first().map_or(0, |(from, _)| *from);
    let from = start(text, &all, first);
    (found, pieces(text, from, SHOWN, &marks))
}

/// How many of the wanted are in a short text, and all of it.
pub(super) fn whole(text: &str, wanted: &Wanted) -> (usize, Vec<Piece>) {
    let all: Vec<Word> = words(text).collect();
    let (found, mut marks) = findings(&all, wanted);
    marks.sort_unstable();
    (found, pieces(text, 0, text.len(), &marks))
}

/// How many were found, and from where to where.
fn findings(all: &[Word], wanted: &Wanted) -> (usize, Vec<(usize, usize)>) {
    let mut marks = Vec::new();
    let mut found = 0;
    for (words, open) in wanted {
        let before = marks.len();
        for at in all.windows(words.len().max(1)) {
            let last = words.len().saturating_sub(1);
            let same = at.iter().zip(words).enumerate().all(|(n, (there, word))| {
                there.folded == *word
                    || (*open && n == last && there.folded.starts_with(word.as_str()))
            });
            if same && let (Some(first), Some(last)) = (at.first(), at.last()) {
                marks.push((first.from, last.to));
            }
        }
        found += usize::from(marks.len() > before);
    }
    (found, marks)
}

/// The beginning of a word somewhat before `first`.
fn start(text: &str, all: &[Word], first: usize) -> usize {
    let near = text[..first].char_indices().rev().nth(BEFORE).map_or(0, |(at, _)| at);
    if near == 0 {
        0
    } else {
        all.iter().map(|word| word.from).find(|from| *from >= near).unwrap_or(first)
    }
}

/// About `most` signs from `from` on; spaces and line ends become one space each.
fn pieces(text: &str, from: usize, most: usize, marks: &[(usize, usize)]) -> Vec<Piece> {
    let end = text[from..].char_indices().nth(most).map_or(text.len(), |(at, _)| from + at);
    let mut pieces = Vec::new();
    let mut at = from;
    let add = |part: &str, hit: bool, pieces: &mut Vec<Piece>| {
        let mut clean = String::with_capacity(part.len());
        for c in part.chars() {
            match c {
                c if c.is_whitespace() || c.is_control() => {
                    if !clean.ends_with(' ') {
                        clean.push(' ');
                    }
                }
                c => clean.push(c),
            }
        }
        if !clean.is_empty() {
            pieces.push(Piece { text: clean, hit });
        }
    };
    if from > 0 {
        add("…", false, &mut pieces);
    }
    for (begin, stop) in marks {
        if *begin >= end {
            break;
        }
        if *begin < at {
            continue;
        }
        add(&text[at..*begin], false, &mut pieces);
        add(&text[*begin..*stop], true, &mut pieces);
        at = *stop;
    }
    add(&text[at..end.max(at)], false, &mut pieces);
    if end.max(at) < text.len() {
        add("…", false, &mut pieces);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, wanted: &[(&[&str], bool)]) -> String {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(words, open)| (words.iter().map(ToString::to_string).collect(), *open))
            .collect();
        let (_, pieces) = snippet(text, &wanted);
        pieces
            .into_iter()
            .map(|piece| if piece.hit { format!("[{}]", piece.text) } else { piece.text })
            .collect()
    }

    #[test]
    fn what_was_looked_for_is_set_apart_as_it_stands_there() {
        assert_eq!(
            marked("Een Crème brûlée, graag", &[(&["creme"], false)]),
            "Een [Crème] brûlée, graag"
        );
        assert_eq!(
            marked("late delivery of late", &[(&["late", "delivery"], false)]),
            "[late delivery] of late"
        );
        assert_eq!(
            marked("Refunds and refusals", &[(&["refu"], true)]),
            "[Refunds] and [refusals]"
        );
        assert_eq!(marked("<b>not html</b>", &[(&["html"], false)]), "<b>not [html]</b>");
    }

    #[test]
    fn of_a_long_text_the_part_around_the_first_finding_is_shown() {
        let text = format!("{}needle{}", "hay ".repeat(1000), " hay".repeat(1000));
        let shown = marked(&text, &[(&["needle"], false)]);
        assert!(
            shown.starts_with("…hay") && shown.contains("[needle]") && shown.ends_with('…'),
            "{shown}"
        );
        assert!(shown.chars().count() < SHOWN + 10);
    }

    #[test]
    fn findings_that_overlap_are_shown_once() {
        assert_eq!(marked("a b c", &[(&["a", "b"], false), (&["b", "c"], false)]), "[a b] c");
    }
}
