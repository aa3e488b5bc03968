//! Bytes to an [`Inbound`].

use super::{Inbound, Limits, Refusal};

/// Reads a mail. Nothing a stranger can write makes it fail but an over-long mail or one without any header:
/// whatever is over a limit is left out and noted in [`Inbound::cuts`].
///
/// # Errors
/// [`Refusal`] when there is nothing to read.
pub fn parse(_raw: &[u8], _limits: &Limits) -> Result<Inbound, Refusal> {
    Err(Refusal::NotAMail)
}
