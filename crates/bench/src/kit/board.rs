//! The lines that a run prints: `name ratio bar ok|short`.

use super::median;

/// What a ratio is held to.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Bar {
    /// More is better.
    AtLeast(f64),
    /// Less is better.
    AtMost(f64),
}

/// Collects figures and prints each as soon as it is known.
pub(crate) struct Board {
    wanted: Vec<String>,
    short: usize,
    told: usize,
}

impl Board {
    pub(crate) fn new(wanted: &[String]) -> Self {
        Self { wanted: wanted.to_vec(), short: 0, told: 0 }
    }

    /// Whether a group of this name was asked for, or a figure in it.
    pub(crate) fn wants(&self, group: &str) -> bool {
        let meant = |wanted: &String| group.contains(wanted) || wanted.starts_with(group);
        self.wanted.is_empty() || self.wanted.iter().any(meant)
    }

    /// Whether this figure of `group` was asked for; one that is slow to prepare is not made for nothing.
    pub(crate) fn asks_for(&self, figure: &str, group: &str) -> bool {
        let meant = |wanted: &String| figure.contains(wanted) || wanted == group;
        self.wanted.is_empty() || self.wanted.iter().any(meant)
    }

    /// The median of `ratios` against its bar, with a word about what was measured.
    pub(crate) fn tell(&mut self, name: &str, ratios: &[f64], bar: Bar, about: &str) {
        let ratio = median(ratios);
        let (held, word) = match bar {
            Bar::AtLeast(least) => (ratio >= least, format!(">={least}")),
            Bar::AtMost(most) => (ratio <= most, format!("<={most}")),
        };
        self.told += 1;
        self.short += usize::from(!held);
        let verdict = if held { "ok" } else { "short" };
        println!("{name} {ratio:.3} {word} {verdict}    ({about})");
    }

    /// The last line. True when nothing fell short.
    pub(crate) fn close(self) -> bool {
        println!("{} figures, {} short", self.told, self.short);
        self.short == 0
    }
}
