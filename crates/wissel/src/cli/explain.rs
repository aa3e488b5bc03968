//! `wissel explain NUMBER`: the why of a ticket, on the console.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Args;
use wissel_desk::view::DecisionView;
use wissel_model::{Language, TicketId};

use super::open;
use crate::config::Config;

/// Which ticket, and how to tell it.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The ticket's number
    number: i64,
    /// As data instead of sentences
    #[arg(long)]
    json: bool,
    /// en or nl
    #[arg(long, default_value = "en")]
    language: String,
}

/// Prints every decision about the ticket, newest first.
pub(super) async fn explain(config: &Config, asked: &Explain) -> Result<ExitCode> {
    let Some(language) = Language::parse(&asked.language) else {
        bail!("language: {:?} is neither en nor nl", asked.language);
    };
    let desk = open::desk_beside(config).await?;
    let decisions = desk.explain(TicketId(asked.number), language).await?;
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&decisions)?);
    } else if decisions.is_empty() {
        println!("Nothing was decided about ticket {} yet.", asked.number);
    }
    if !asked.json {
        decisions.iter().for_each(print);
    }
    Ok(ExitCode::SUCCESS)
}

fn print(decision: &DecisionView) {
    println!("{}  {} (rule version {})", decision.at, decision.channel.name, decision.rule_version);
    println!("  {}", decision.headline);
    for sentence in &decision.sentences {
        println!("  {sentence}");
    }
    for step in &decision.steps {
        println!("  {}:", step.step);
        for candidate in &step.candidates {
            let sign = if candidate.chosen { '*' } else { ' ' };
            println!("   {sign} {}: {}", candidate.user.name, candidate.sentence);
        }
    }
    println!();
}
