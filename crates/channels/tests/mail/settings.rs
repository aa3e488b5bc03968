//! The channel's settings.

use serde_json::json;
use wissel_channels::mail::MailSettings;

#[test]
fn settings_are_written_as_the_api_says() {
    let settings = json!({
        "address": "support@acme.test", "from_name": "Acme", "signature": "", "receive": "imap",
        "imap": {"host": "imap.acme.test", "port": 993, "security": "tls", "user": "support", "auth": "oauth2", "folder": "INBOX", "poll_seconds": 60},
        "smtp": {"host": "smtp.acme.test", "port": 587, "security": "starttls", "user": "support", "auth": "password"},
        "oauth2": {"token_url": "https://id.acme.test/token", "client_id": "x"},
        "plus_addressing": true, "reopen_days": 14, "after_reopen_window": "follow_up", "max_attachment_mb": 25
    });
    let read: MailSettings = serde_json::from_value(settings.clone()).expect("settings");
    assert_eq!(read.check(), []);
    assert_eq!(serde_json::to_value(&read).expect("JSON"), settings);
}

#[test]
fn what_is_left_out_has_its_usual_value() {
    let settings: MailSettings =
        serde_json::from_value(json!({"address": "a@x.test", "smtp": {"host": "mail.x.test"}}))
            .expect("settings");
    assert_eq!(
        (settings.reopen_days, settings.max_attachment_mb, settings.smtp.port),
        (14, 25, 587)
    );
    assert_eq!(settings.check(), []);
    assert!(serde_json::from_value::<MailSettings>(json!({"adress": "a@x.test"})).is_err());
}

#[test]
fn each_wrong_field_is_named() {
    let settings: MailSettings = serde_json::from_value(json!({
        "address": "nowhere", "from_name": "a\nb", "receive": "imap", "imap": {"poll_seconds": 1, "folder": "", "port": 0},
        "smtp": {"host": "http://x", "auth": "oauth2"}, "reopen_days": 9999, "max_attachment_mb": 0
    }))
    .expect("settings");
    let fields: Vec<_> = settings.check().into_iter().map(|(field, _)| field).collect();
    let expected = [
        "address",
        "from_name",
        "imap.host",
        "imap.port",
        "imap.user",
        "imap.folder",
        "imap.poll_seconds",
        "smtp.host",
        "smtp.user",
        "oauth2.token_url",
        "oauth2.client_id",
        "reopen_days",
        "max_attachment_mb",
    ];
    assert_eq!(fields, expected);
}
