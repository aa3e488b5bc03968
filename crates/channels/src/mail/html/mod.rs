//! HTML from strangers: cleaned before anything else sees it.

mod clean;

pub use clean::{clean, resolve_cids, show_remote_images};
