//! The real parts that the stories are played with. Each is started in a temporary folder on a free port, without
//! rights where it is not ours, and is ended by its process id when its value goes.

pub(crate) mod account;
pub(crate) mod api;
pub(crate) mod browser;
pub(crate) mod certificate;
pub(crate) mod client;
pub(crate) mod clock;
pub(crate) mod cluster;
pub(crate) mod database;
pub(crate) mod desk;
pub(crate) mod disk;
pub(crate) mod dovecot;
pub(crate) mod eventually;
pub(crate) mod files;
pub(crate) mod folder;
pub(crate) mod ground;
pub(crate) mod installed;
pub(crate) mod live;
pub(crate) mod mail;
pub(crate) mod memory;
pub(crate) mod plan;
pub(crate) mod port;
pub(crate) mod program;
pub(crate) mod relay;
pub(crate) mod sink;
pub(crate) mod swaks;
pub(crate) mod tokens;
pub(crate) mod wire;
pub(crate) mod wissel;
