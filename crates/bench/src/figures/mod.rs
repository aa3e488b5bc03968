//! The figures, a file per group.

mod decide;
mod idle;
mod intake;
mod line;
mod lists;
mod mail;

use anyhow::Result;

use crate::kit::Board;

/// Runs every group that was asked for.
pub(crate) async fn run(board: &mut Board) -> Result<()> {
    decide::run(board);
    intake::run(board).await?;
    mail::run(board).await?;
    line::run(board).await?;
    lists::run(board).await?;
    idle::run(board).await
}
