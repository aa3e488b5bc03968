//! How many tests passed and failed, read off what the test programs print.

use super::Outcome;

/// Tests, or checks that report no tests and count as one.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// What came on top of an earlier count.
    pub(crate) fn since(self, before: Self) -> Self {
        Self { passed: self.passed - before.passed, failed: self.failed - before.failed }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Counts one check by its outcome, and hands the outcome on.
    pub(crate) fn count(&mut self, outcome: Outcome) -> Outcome {
        if outcome.is_ok() {
            self.passed += 1
        } else {
            self.failed += 1
        }
        outcome
    }

    /// Reads the closing line of cargo's test harness, of nextest, or of vitest; any other line says nothing.
    pub(crate) fn of_line(line: &str) -> Option<Self> {
        let plain = without_colours(line);
        // Indented, it is what a failed test printed, shown again by nextest.
        let closing = plain.starts_with("test result:")
            || ["Summary [", "Tests "].iter().any(|start| plain.trim_start().starts_with(start));
        let plain = plain.as_str();
        let passed = number_before(plain, " passed");
        let failed = number_before(plain, " failed");
        (closing && (passed.is_some() || failed.is_some()))
            .then(|| Self { passed: passed.unwrap_or(0), failed: failed.unwrap_or(0) })
    }
}

fn number_before(line: &str, word: &str) -> Option<u64> {
    let before = &line[..line.find(word)?];
    let digits =
        before.rfind(|sign: char| !sign.is_ascii_digit()).map_or(before, |at| &before[at + 1..]);
    digits.parse().ok()
}

/// Removes the escape sequences that colour a terminal: ESC, `[`, parameters, a letter.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut signs = line.chars();
    while let Some(sign) = signs.next() {
        if sign == '\u{1b}' {
            signs.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(sign);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn check(line: &str, expected: Option<(u64, u64)>) {
        let expected = expected.map(|(passed, failed)| Tally { passed, failed });
        assert_eq!(Tally::of_line(line), expected, "{line}");
    }

    #[test]
    fn the_closing_line_of_each_test_program_is_counted() {
        check(
            "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out",
            Some((5, 0)),
        );
        check(
            "     Summary [   0.012s] 12 tests run: 11 passed, 1 failed, 0 skipped",
            Some((11, 1)),
        );
        check("      Tests  1 failed | 3 passed (4)", Some((3, 1)));
        check(
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m7 passed\u{1b}[39m\u{1b}[22m (7)",
            Some((7, 0)),
        );
    }

    #[test]
    fn other_lines_are_not_counted() {
        check(" Test Files  1 passed (1)", None);
        check("test result_is_12 passed ... ok", None);
        check("error: 3 failed", None);
        check("    test result: FAILED. 0 passed; 1 failed; 0 ignored", None);
    }
}
