//! Imports of contacts as shown.

use serde::Serialize;
use utoipa::ToSchema;
use wissel_model::{ContactId, ImportId};

use crate::contacts::{Known, Meaning};

/// A file of contacts that is being taken in.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportView {
    /// Its id.
    pub id: ImportId,
    /// The file's name.
    pub file: String,
    /// How far it has come: `uploaded`, `trying`, `tried`, `importing`, `imported`.
    pub state: String,
    /// Its columns.
    pub columns: Vec<ImportColumn>,
    /// What becomes of contacts who are known already.
    pub known: Known,
    /// How many rows it has.
    pub total: i64,
    /// How many of them were looked at.
    pub done: i64,
    /// What came of these.
    pub counts: ImportCounts,
}

/// A column of a file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportColumn {
    /// What it is called there.
    pub name: String,
    /// What it is taken for.
    pub meaning: Meaning,
    /// What stands in its first rows.
    pub samples: Vec<String>,
}

/// How many rows came to what. While it is only tried: would come.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportCounts {
    /// New contacts.
    pub made: i64,
    /// Known contacts who got something new.
    pub changed: i64,
    /// Known contacts who stayed as they were.
    pub same: i64,
    /// Rows that cannot be taken in.
    pub refused: i64,
}

/// A row of a file.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ImportRowView {
    /// Its number in the file.
    pub line: i64,
    /// What stands in its columns.
    pub cells: Vec<String>,
    /// `made`, `changed`, `same` or `refused`; nothing before it was looked at.
    pub outcome: Option<String>,
    /// What became of it and why, in words.
    pub sentence: String,
    /// Whom it is about.
    pub contact: Option<ContactId>,
}
