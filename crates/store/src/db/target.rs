//! Where the data is.

use std::path::PathBuf;
use wissel_model::{Error, Result};

/// A database to open.
#[derive(Clone, PartialEq, Eq)]
pub enum Target {
    /// A file, made when it is not there.
    Sqlite(PathBuf),
    /// A connection URL or `key=value` string; may hold a password, so it is never printed.
    Postgres(String),
}

impl Target {
    /// Reads `sqlite:PATH`, `postgres://…`, `postgresql://…` or a plain path.
    ///
    /// # Errors
    /// `database.target` for an empty text or another scheme.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite:").unwrap_or(text);
        let path = path.strip_prefix("//").unwrap_or(path);
        if path.is_empty() || path.contains("://") {
            return Err(Error::refused("database.target"));
        }
        Ok(Self::Sqlite(path.into()))
    }
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            Self::Postgres(_) => f.write_str("postgres"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_path_is_a_file_and_other_schemes_are_refused() {
        assert_eq!(Target::parse("sqlite:/a/b.db").unwrap(), Target::Sqlite("/a/b.db".into()));
        assert_eq!(Target::parse("sqlite:///a/b.db").unwrap(), Target::Sqlite("/a/b.db".into()));
        assert_eq!(
            Target::parse("data/wissel.db").unwrap(),
            Target::Sqlite("data/wissel.db".into())
        );
        assert!(matches!(Target::parse("postgresql://h/d").unwrap(), Target::Postgres(_)));
        assert!(Target::parse("mysql://h/d").is_err());
        assert!(Target::parse("sqlite:").is_err());
    }

    #[test]
    fn a_password_is_never_printed() {
        let target = Target::parse("postgres://joris:secret@h/d").unwrap();
        assert!(!format!("{target:?}").contains("secret"));
    }
}
