//! A statement: text that was registered, so that one test can prepare all of them on both databases.

use super::{Dialect, rewrite};
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use wissel_model::Result;

/// A registered statement. Only [`statements!`](crate::statements) makes one.
///
/// Parameters are `$1`, `$2`, …; what differs per database is a token (see [`rewrite`]).
#[derive(Debug)]
pub struct Sql {
    name: &'static str,
    text: &'static str,
}

/// Text per dialect and per place of the registered text, which is `'static` and so tells statements apart.
type Written = HashMap<(Dialect, usize, usize), Arc<str>>;

static WRITTEN: RwLock<Option<Written>> = RwLock::new(None);

impl Sql {
    /// For [`statements!`](crate::statements) alone.
    pub(crate) const fn registered(name: &'static str, text: &'static str) -> Self {
        Self { name, text }
    }

    /// The constant's name, with its module.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The text as this database reads it; rewritten once.
    pub(super) fn written(&self, dialect: Dialect) -> Result<Arc<str>> {
        let key = (dialect, self.text.as_ptr() as usize, self.text.len());
        let known = WRITTEN.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = known.as_ref().and_then(|known| known.get(&key)) {
            return Ok(Arc::clone(text));
        }
        drop(known);
        let text: Arc<str> = rewrite::statement(self.text, dialect)?.into();
        let mut known = WRITTEN.write().unwrap_or_else(PoisonError::into_inner);
        known.get_or_insert_default().insert(key, Arc::clone(&text));
        Ok(text)
    }
}

/// Registers statements as `pub(crate)` constants and lists them as `STATEMENTS` of the module.
///
/// ```ignore
/// statements! {
///     /// What it is for.
///     FIND_USER = "SELECT id FROM app_user WHERE email = $1";
/// }
/// ```
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $vis:vis $name:ident = $text:expr;)*) => {
        $($(#[$doc])* pub(crate) const $name: $crate::db::Sql =
            $crate::db::Sql::registered(concat!(module_path!(), "::", stringify!($name)), $text);)*
        /// Every statement of this module, for the test that prepares them all.
        pub(crate) const STATEMENTS: &[$crate::db::Sql] = &[$($name),*];
    };
}
