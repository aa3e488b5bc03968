//! Whether what was kept lately could be kept.

use std::sync::{Arc, Mutex, PoisonError};
use wissel_model::{Error, Result};

/// Why the last try to keep something failed for want of something of ours; clones share it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strain(Arc<Mutex<Option<Error>>>);

impl Strain {
    /// Takes note of a try. What was refused for itself says nothing.
    pub(crate) fn note<T>(&self, tried: &Result<T>) {
        let why = match tried {
            Ok(_) => None,
            Err(error) if error.is_for_now() => Some(error.clone()),
            Err(_) => return,
        };
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some() || why.is_some() {
            *last = why;
        }
    }

    /// What stood in the way of the last try, if anything did.
    pub(crate) fn why(&self) -> Option<Error> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
