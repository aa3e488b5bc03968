//! Properties: what a desk wants to know of its tickets and contacts beside what every desk does. Admins say which there
//! are ([`PropertyDraft`]); whoever may change a ticket or a contact fills them in ([`PropertyGiven`](crate::view::PropertyGiven)).

mod change;
mod checked;
mod held;
mod list;
mod place;
mod sentence;
mod wanted;

pub use change::{ChoiceChange, PropertyChange};
pub(crate) use checked::checked;
pub(crate) use held::{complete, held, incomplete, store};
pub(crate) use list::choices;
pub use place::PropertyOrder;
pub(crate) use sentence::sentence;
pub use wanted::PropertyDraft;
