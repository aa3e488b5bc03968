//! The order in which a rule's steps are tried: the one place that knows it.

use crate::rank::Pick;
use crate::{Ask, Assign, Outcome, Reason, Rule, Step, Then, WhenNobody};

/// How one step is tried. [`crate::decide`] tries it fast, [`crate::explain`] takes notes.
pub(crate) trait Attempt {
    /// The first reason the contact's owner cannot take it, or `None` if they can.
    fn owner(&mut self, user: i64) -> Option<Reason>;

    /// One of those the step names, if any of them can take it.
    fn named(&mut self, step: Step) -> Option<Pick>;
}

/// Tries the steps of a rule in order, until one finds somebody.
pub(crate) fn walk(rule: &Rule, ask: &Ask<'_>, attempt: &mut impl Attempt) -> Outcome {
    let mut mail_owner = false;
    if rule.assign == Assign::NoOne {
        return Outcome::NoOne;
    }
    if let (Assign::ContactOwner, Some(user)) = (rule.assign, ask.contact_owner) {
        match attempt.owner(user) {
            None => {
                return assigned(
                    Step::ContactOwner,
                    Pick { user, tie_break: None, new_cycle: false },
                    false,
                );
            }
            Some(reason) => mail_owner = reason.is_absence(),
        }
    }
    let overflows = rule.overflow_due(ask.waited_minutes);
    for step in rule.naming_steps().filter(|step| overflows || *step != Step::Overflow) {
        if let Some(pick) = attempt.named(step) {
            return assigned(step, pick, mail_owner);
        }
    }
    Outcome::Nobody { then: then(rule, overflows), mail_owner }
}

fn assigned(step: Step, Pick { user, tie_break, new_cycle }: Pick, mail_owner: bool) -> Outcome {
    Outcome::Assigned { user, step, tie_break, new_cycle, mail_owner }
}

fn then(rule: &Rule, overflows: bool) -> Then {
    match rule.when_nobody {
        WhenNobody::LeaveUnassigned => Then::LeftUnassigned,
        WhenNobody::Overflow { after_minutes, .. } if !overflows => {
            Then::OverflowLater { at_minutes: after_minutes }
        }
        WhenNobody::WaitInLine | WhenNobody::Overflow { .. } => Then::Waiting,
    }
}
