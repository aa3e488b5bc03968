//! A text that is said later, to whoever reads it then.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wissel_model::Language;

use super::{has, tr};

/// A text by its key, with what fills it in. Words of others (a server's, the system's) are among the arguments and
/// stay as they were given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Said {
    /// Which text.
    pub key: String,
    /// What fills it in.
    #[serde(default)]
    pub args: BTreeMap<String, String>,
}

/// As it was written down. Older notes hold the sentence itself.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Text(String),
    Keyed {
        key: String,
        #[serde(default)]
        args: BTreeMap<String, String>,
    },
}

impl From<Stored> for Said {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Text(words) => Self::new("health-told").with("words", words),
            Stored::Keyed { key, args } => Self { key, args },
        }
    }
}

impl Said {
    /// The text called `key`.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), args: BTreeMap::new() }
    }

    /// Fills in a place of it.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// All of it: what is wrong and what to do.
    #[must_use]
    pub fn full(&self, language: Language) -> String {
        tr(language, &self.key, &self.pairs())
    }

    /// What is wrong, in a few words for somebody who can do nothing about it; without names of servers.
    #[must_use]
    pub fn brief(&self, language: Language) -> String {
        let brief = format!("{}-brief", self.key);
        tr(
            language,
            if has(language, &brief) { &brief } else { "health-told-brief" },
            &self.pairs(),
        )
    }

    fn pairs(&self) -> Vec<(&str, String)> {
        self.args.iter().map(|(name, value)| (name.as_str(), value.clone())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_in_the_readers_language_with_the_words_of_others_as_they_are() {
        let said = Said::new("trouble-unreachable")
            .with("host", "mx")
            .with("port", 993)
            .with("why", "Connection refused");
        let stored = serde_json::to_string(&said).unwrap();
        assert_eq!(serde_json::from_str::<Said>(&stored).unwrap(), said);
        for language in [Language::En, Language::Nl] {
            assert!(said.full(language).contains("Connection refused"), "{}", said.full(language));
            assert!(!said.brief(language).contains("mx"), "{}", said.brief(language));
        }
        assert_ne!(said.full(Language::En), said.full(Language::Nl));
    }

    #[test]
    fn a_sentence_that_was_written_down_before_is_still_told() {
        let said: Said = serde_json::from_str(r#""mx said no.""#).unwrap();
        assert_eq!(said.full(Language::En), "mx said no.");
    }
}
