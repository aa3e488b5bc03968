//! What was filled in, in words.

use serde_json::Value;
use wissel_model::Language;

use crate::words::tr;

/// A property as it was filled in or emptied; its name and value are those of then.
pub(crate) fn sentence(property: &Value, language: Language) -> String {
    let name = property["name"].as_str().unwrap_or_default().to_owned();
    let Some(to) = property["to"].as_str() else {
        return tr(language, "event-property-emptied", &[("name", name)]);
    };
    let to = match (property["kind"].as_str(), to) {
        (Some("yes_no"), "yes" | "no") => tr(language, &format!("property-{to}"), &[]),
        _ => to.to_owned(),
    };
    tr(language, "event-property", &[("name", name), ("to", to)])
}
