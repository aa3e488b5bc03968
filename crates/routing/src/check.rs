//! Whether a rule is fit to be saved.

use serde::Serialize;
use utoipa::ToSchema;

use crate::rule::Named;
use crate::{Assign, Rule, Step, WhenNobody};

/// The shortest time before a ticket overflows, in minutes.
pub const MIN_AFTER_MINUTES: u32 = 1;

/// The longest time before a ticket overflows, in minutes: a day. Whoever wants longer wants a different rule.
pub const MAX_AFTER_MINUTES: u32 = 1440;

/// The most users, or teams, one list of a rule may name. Larger groups are teams.
pub const MAX_NAMED: usize = 1000;

/// One thing wrong with a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// Where, as a path into the rule's JSON: `users`, `fallback.teams`, `when_nobody.after_minutes`.
    pub field: &'static str,
    /// What, as a stable key: `rule.needs_somebody`, `rule.named_twice`, `rule.too_many`, `rule.minutes_out_of_range`.
    pub code: &'static str,
}

impl Rule {
    /// Checks what can be checked without knowing who exists; see [`crate::broken`] for the rest.
    ///
    /// # Errors
    /// Everything that is wrong, at least one.
    pub fn check(&self) -> Result<(), Vec<Problem>> {
        let mut problems = Vec::new();
        let candidates = self.named(Step::Candidates);
        if self.assign == Assign::UsersAndTeams && candidates.is_empty() {
            problems.push(Problem { field: "users", code: "rule.needs_somebody" });
        }
        if let WhenNobody::Overflow { after_minutes, .. } = self.when_nobody {
            if !(MIN_AFTER_MINUTES..=MAX_AFTER_MINUTES).contains(&after_minutes) {
                problems.push(Problem {
                    field: "when_nobody.after_minutes",
                    code: "rule.minutes_out_of_range",
                });
            }
            if self.named(Step::Overflow).is_empty() {
                problems.push(Problem { field: "when_nobody.users", code: "rule.needs_somebody" });
            }
        }
        Self::check_list("users", candidates.users, &mut problems);
        Self::check_list("teams", candidates.teams, &mut problems);
        Self::check_list("fallback.users", &self.fallback.users, &mut problems);
        Self::check_list("fallback.teams", &self.fallback.teams, &mut problems);
        Self::check_list("when_nobody.users", self.named(Step::Overflow).users, &mut problems);
        Self::check_list("when_nobody.teams", self.named(Step::Overflow).teams, &mut problems);
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    fn check_list(field: &'static str, ids: &[i64], problems: &mut Vec<Problem>) {
        if ids.len() > MAX_NAMED {
            problems.push(Problem { field, code: "rule.too_many" });
        }
        let mut sorted = ids.to_vec();
        sorted.sort_unstable();
        if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
            problems.push(Problem { field, code: "rule.named_twice" });
        }
    }
}

impl Named<'_> {
    fn is_empty(&self) -> bool {
        self.users.is_empty() && self.teams.is_empty()
    }
}
