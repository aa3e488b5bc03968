//! The structure of a mail.
