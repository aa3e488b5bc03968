//! The machine's chance: keys, tokens and seeds come from here.

use wissel_desk::random::Random;

/// A cryptographic generator, seeded by the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct MachineRandom;

impl Random for MachineRandom {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the chance that everybody else is handed"
    )]
    fn fill(&self, into: &mut [u8]) {
        rand::fill(into);
    }
}
