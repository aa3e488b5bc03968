//! List parameters travel as JSON text: one form that both databases can unfold.

/// Ids for a `{list $n}` parameter.
pub(crate) fn ids(ids: &[i64]) -> String {
    serde_json::to_string(ids).expect("numbers always serialise")
}
