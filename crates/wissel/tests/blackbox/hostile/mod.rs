//! What strangers send who mean harm, or whose programs are broken: large, mad, slow and endless.

mod large;
mod loops;
mod mad;
mod mails;
mod slow;
