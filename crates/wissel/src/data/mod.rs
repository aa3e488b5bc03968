//! What the server keeps on disk besides the database: its folder and its key.

mod folder;
mod key;

pub(crate) use folder::{open_to_others, prepare};
pub(crate) use key::{
    check as check_key, make as make_key, path as key_path, put_back as put_back_key,
    read as read_key,
};
