use super::*;

fn options(text: &str) -> Options {
    file::parse(text).unwrap()
}

fn refusal(text: &str) -> String {
    let told = match file::parse(text) {
        Ok(options) => Config::settle(options).unwrap_err(),
        Err(error) => error,
    };
    assert_eq!(told.to_string().lines().count(), 1, "{told}");
    told.to_string()
}

#[test]
fn the_upper_layer_wins_and_the_lower_one_fills_in() {
    let upper = options("listen = '127.0.0.1:1'\ndemo = false");
    let lower = options("listen = '127.0.0.1:2'\nlmtp = '127.0.0.1:24'\ndemo = true");
    let config = Config::settle(upper.or(lower)).unwrap();
    assert_eq!(config.listen.port(), 1);
    assert_eq!(config.lmtp.unwrap().port(), 24);
    assert!(!config.demo);
}

#[test]
fn without_a_word_everything_lies_in_the_data_folder() {
    let config = Config::settle(options("data = '/srv/desk'")).unwrap();
    assert_eq!(config.database, Target::Sqlite("/srv/desk/desk.db".into()));
    assert_eq!(config.blobs, "/srv/desk/blobs");
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!((config.lmtp, config.base_url, config.metrics), (None, None, Metrics::Loopback));
}

#[test]
fn an_unknown_key_is_named_with_its_line() {
    let told = refusal("listen = '127.0.0.1:1'\nlisten_adress = 'x'");
    assert!(told.contains("line 2") && told.contains("`listen_adress`"), "{told}");
}

#[test]
fn what_cannot_be_used_is_refused_with_what_can() {
    assert!(refusal("listen = '8080'").contains("127.0.0.1:8080"));
    assert!(refusal("database = 'mysql://h/d'").contains("postgres://"));
    assert!(refusal("base_url = 'desk.example.com'").contains("https://"));
    assert!(refusal("base_url = 'https://desk.example.com/x'").contains("without a path"));
    assert!(refusal("metrics = 'nobody'").contains("loopback"));
    assert!(refusal("proxies = '10.0.0.1, here'").contains("here"));
    assert!(refusal("allow_calls_to = '10.0.0.0/8, here'").contains("here"));
    assert!(refusal("lmtp_cert = 'a.pem'").contains("lmtp_key"));
    assert!(refusal("demo = 'perhaps'").contains("line 1"));
}

#[test]
fn the_slash_at_the_end_of_the_base_url_is_dropped() {
    let config = Config::settle(options("base_url = 'https://desk.example.com/'")).unwrap();
    assert_eq!(config.base_url.as_deref(), Some("https://desk.example.com"));
}
