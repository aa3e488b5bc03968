//! Mail handed to us: the conversation of SMTP (RFC 5321) and LMTP (RFC 2033) without its sockets.

mod session;

pub use session::{Action, Config, Delivery, Outcome, Protocol, RecipientAnswer, Session};
