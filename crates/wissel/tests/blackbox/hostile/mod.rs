//! What strangers send who mean harm, or whose programs are broken: large, mad, slow and endless.

mod large;
mod mad;
mod mails;
mod slow;
