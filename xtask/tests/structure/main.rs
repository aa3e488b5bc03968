//! Rules about the project as a whole that no compiler checks. Each test is one sentence of `docs/ARCHITECTURE.md`.

mod crates;
mod lessons;
mod locales;
mod project;
mod texts;
