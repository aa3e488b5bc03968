//! What is new in a mail and what only repeats an earlier one.
//!
//! The whole body is always kept; only what is shown is folded. When in doubt nothing is folded: a repeated mail is
//! a nuisance, a hidden answer is a lost customer.

mod html;
mod html_lines;
mod lines;
mod patterns;
mod text;

pub(super) use html::marker;
pub use html::{FoldedHtml, fold_html};
pub use text::{Folded, fold};
