//! Any JSON as the settings of a mail channel: checked without falling over, and kept as they were given.

use wissel_channels::mail::{MailSettings, address};

pub(crate) fn check(data: &[u8]) {
    let Ok(settings) = serde_json::from_slice::<MailSettings>(data) else { return };
    let wrong = settings.check();
    for (field, code) in &wrong {
        assert!(!field.is_empty() && !code.is_empty());
    }
    let written = serde_json::to_string(&settings).expect("what was read can be written");
    let read: MailSettings = serde_json::from_str(&written).expect("what we write can be read");
    assert_eq!(read, settings);
    if wrong.is_empty() {
        assert!(address::normalise(&settings.address).is_some(), "{:?}", settings.address);
        assert!(
            !settings.from_name.chars().any(|c| c == '\r' || c == '\n' || c == '\0'),
            "{:?}",
            settings.from_name
        );
    }
}
