//! Every text the server says, in every language, from the Fluent files in `locales/`.

mod error;
mod said;

use std::collections::HashMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use wissel_model::Language;

pub use error::{field_sentence, sentence};
pub use said::Said;

const EN: &str = include_str!("../../../../locales/en/server.ftl");
const NL: &str = include_str!("../../../../locales/nl/server.ftl");

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<HashMap<Language, Bundle>> = LazyLock::new(|| {
    HashMap::from([(Language::En, bundle("en", EN)), (Language::Nl, bundle("nl", NL))])
});

fn bundle(language: &str, source: &str) -> Bundle {
    let language = language.parse().expect("a language tag written here");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The marks that keep right-to-left text apart have no place in mails and JSON.
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(source.to_owned()) {
        Ok(resource) => resource,
        // A test reads every file without complaint; what could be read still serves.
        Err((resource, _)) => resource,
    };
    bundle.add_resource_overriding(resource);
    bundle
}

/// The text called `key`, filled in. Numbers among the arguments choose plural forms. A missing text is its own key,
/// so that it is noticed.
#[must_use]
pub fn tr(language: Language, key: &str, args: &[(&str, String)]) -> String {
    let Some(bundle) = BUNDLES.get(&language) else { return key.to_owned() };
    let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
        return key.to_owned();
    };
    let mut values = FluentArgs::new();
    for (name, value) in args {
        let counts =
            matches!(*name, "all" | "able" | "open" | "most" | "minutes" | "seconds" | "count");
        match value.parse::<f64>() {
            Ok(number) if counts => values.set(*name, FluentValue::from(number)),
            _ => values.set(*name, FluentValue::from(value.clone())),
        }
    }
    let mut errors = Vec::new();
    bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
}

/// Whether there is a text called `key`.
#[must_use]
pub fn has(language: Language, key: &str) -> bool {
    BUNDLES.get(&language).is_some_and(|bundle| bundle.has_message(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_texts_and_can_be_read() {
        let keys = |source: &str| {
            let resource = FluentResource::try_new(source.to_owned()).expect("readable");
            resource.entries().count()
        };
        assert_eq!(keys(EN), keys(NL));
        let names = |source: &str| -> Vec<String> {
            let message = |line: &str| Some(line.split_once(" =")?.0.to_owned());
            let begins = |line: &&str| line.starts_with(|first: char| first.is_ascii_lowercase());
            source.lines().filter(begins).filter_map(message).collect()
        };
        assert_eq!(names(EN), names(NL));
    }

    #[test]
    fn a_text_is_filled_in_with_plurals() {
        let one = tr(Language::En, "open-count", &[("open", "1".into())]);
        let many = tr(Language::En, "open-count", &[("open", "5".into())]);
        assert_ne!(one.replace('1', "5"), many);
    }
}
