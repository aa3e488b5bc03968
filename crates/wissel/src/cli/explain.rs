//! `wissel explain NUMBER`: the why of a ticket, on the console.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use wissel_desk::view::DecisionView;
use wissel_desk::words::tr;
use wissel_model::{Language, TicketId};

use super::{open, word};
use crate::config::Config;

/// Which ticket, and how to tell it.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The ticket's number
    number: i64,
    /// As data instead of sentences
    #[arg(long)]
    json: bool,
    /// The language of the sentences
    #[arg(long, default_value = "en",
        value_parser = word::of(Language::ALL, Language::as_str))]
    language: String,
}

/// Prints every decision about the ticket, newest first.
pub(super) async fn explain(config: &Config, asked: &Explain) -> Result<ExitCode> {
    let language = Language::parse(&asked.language).expect("the command line takes no other word");
    let desk = open::desk_beside(config).await?;
    let decisions = desk.explain(TicketId(asked.number), language).await?;
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&decisions)?);
    } else if decisions.is_empty() {
        let number = asked.number.to_string();
        println!("{}", tr(language, "explain-nothing", &[("number", number)]));
    } else {
        decisions.iter().for_each(|decision| println!("{}", told(language, decision)));
    }
    Ok(ExitCode::SUCCESS)
}

/// A decision in lines, with an empty one at the end.
fn told(language: Language, decision: &DecisionView) -> String {
    let rule = tr(language, "explain-rule", &[("version", decision.rule_version.to_string())]);
    let at = decision.at.strftime("%Y-%m-%d %H:%M:%S UTC");
    let mut lines = vec![format!("{at}  {} ({rule})", decision.channel.name)];
    lines.push(format!("  {}", decision.headline));
    lines.extend(decision.sentences.iter().map(|sentence| format!("  {sentence}")));
    for step in &decision.steps {
        let name = tr(language, &format!("step-{}", step.step.replace('_', "-")), &[]);
        lines.push(format!("  {name}:"));
        lines.extend(step.candidates.iter().map(|candidate| {
            let sign = if candidate.chosen { '*' } else { ' ' };
            format!("   {sign} {}: {}", candidate.user.name, candidate.sentence)
        }));
    }
    lines.push(String::new());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use wissel_desk::view::{CandidateView, Named, OutcomeView, StepView};

    use super::*;

    fn decision() -> DecisionView {
        let maud = CandidateView {
            user: Named { id: 2, name: "Maud".to_owned() },
            eligible: true,
            chosen: true,
            reason: None,
            sentence: "1 open".to_owned(),
            open: 1,
            most: None,
        };
        let step = |name: &str| StepView { step: name.to_owned(), candidates: vec![maud.clone()] };
        DecisionView {
            id: 1,
            at: "2026-03-02T09:00:00.123456Z".parse().unwrap(),
            channel: Named { id: 1, name: "Support".to_owned() },
            rule_version: 3,
            current: true,
            by: "router".to_owned(),
            outcome: OutcomeView::NoOne,
            headline: "This ticket went to Maud.".to_owned(),
            sentences: Vec::new(),
            steps: ["contact_owner", "candidates", "fallback", "overflow"].map(step).into(),
            distribution: None,
            tie_break: None,
            seed: None,
            data: None,
        }
    }

    #[test]
    fn a_decision_is_told_in_words_and_to_the_second() {
        for (language, first) in
            [(Language::En, "(version 3 of its rule)"), (Language::Nl, "(versie 3 van de regel)")]
        {
            let text = told(language, &decision());
            let head = format!("2026-03-02 09:00:00 UTC  Support {first}");
            assert_eq!(text.lines().next(), Some(head.as_str()), "{text}");
            assert!(text.contains("* Maud: 1 open"), "{text}");
            assert!(!text.contains("contact_owner") && !text.contains("step-"), "{text}");
        }
        assert!(told(Language::Nl, &decision()).contains("De terugval:"));
    }
}
