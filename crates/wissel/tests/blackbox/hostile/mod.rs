//! What strangers send who mean harm, or whose programs are broken: large, mad, slow and endless.

mod http;
mod large;
mod loops;
mod mad;
mod mails;
mod requests;
mod slow;
