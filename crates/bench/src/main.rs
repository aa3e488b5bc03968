//! What Wissel costs: each figure is a ratio to a ceiling that is measured in the same run, side by side, because
//! machines differ and ratios travel. `cargo xtask bench [NAME…]` builds everything and runs this.
//!
//! It never measures the product from inside: the server is the real program, started as a process, and so are the
//! ceilings. Begin reading at [`figures`], a file per group of figures; what they share is in `kit`.

mod ceiling;
mod figures;
mod history;
mod kit;

use std::process::ExitCode;

use anyhow::Result;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let ended = match arguments.first().map(String::as_str) {
        // We start ourselves again as a ceiling, so that it is a process of its own, as the product is.
        Some("ceiling") => ceiling::serve(&arguments[1..]).await.map(|()| true),
        _ => all(&arguments).await,
    };
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Runs the groups whose name contains one of `wanted` (all, when it is empty). True when no figure fell short.
async fn all(wanted: &[String]) -> Result<bool> {
    let mut board = kit::Board::new(wanted);
    figures::run(&mut board).await?;
    Ok(board.close())
}
