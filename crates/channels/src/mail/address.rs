//! Mail addresses: one spelling for each.

use ammonia::Url;

/// An address with the name that stood before it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mailbox {
    /// The display name, decoded, on one line; `None` when there was none.
    pub name: Option<String>,
    /// The address as [`normalise`] spells it.
    pub address: String,
}

impl Mailbox {
    /// A mailbox from what stood in a header; `None` when the address is unusable.
    #[must_use]
    pub fn new(name: Option<&str>, address: &str) -> Option<Self> {
        let address = normalise(address)?;
        let name = name.map(one_line).filter(|name| !name.is_empty());
        Some(Self { name, address })
    }

    /// The name, or the address when there is none.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.address)
    }
}

/// The one spelling of a mail address: lower case, no brackets, an international domain in its ASCII form
/// (RFC 5890). `None` when it cannot be an address that mail can be sent to; quoted local parts count as such,
/// since no mailbox provider hands them out.
#[must_use]
pub fn normalise(given: &str) -> Option<String> {
    let given = given.trim().trim_start_matches('<').trim_end_matches('>').trim();
    let given = given.strip_prefix("mailto:").unwrap_or(given);
    // RFC 5321 §4.5.3.1 allows 64 + 1 + 255 bytes; checked first so that nothing below works on a long string.
    if given.len() > 320 {
        return None;
    }
    let (local, domain) = given.rsplit_once('@')?;
    if local.is_empty() || local.len() > 64 || !local.chars().all(local_char) {
        return None;
    }
    Some(format!("{}@{}", local.to_lowercase(), ascii_domain(domain)?))
}

/// The part before and the part after the `@` of a normalised address.
#[must_use]
pub fn split(address: &str) -> Option<(&str, &str)> {
    address.rsplit_once('@')
}

/// Whether mail to `given` comes to the mailbox of `team`: it is that address, plain or with more behind a plus
/// (RFC 5233). Both as [`normalise`] spells them.
#[must_use]
pub fn comes_to(given: &str, team: &str) -> bool {
    let (Some((local, domain)), Some((team_local, team_domain))) = (split(given), split(team))
    else {
        return false;
    };
    let rest = local.strip_prefix(team_local).filter(|_| domain == team_domain);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('+'))
}

fn local_char(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c)
    } else {
        c.is_alphanumeric()
    }
}

/// The domain in lower-case ASCII. The URL parser knows the rules of RFC 5890, so a host is made of it.
fn ascii_domain(domain: &str) -> Option<String> {
    let domain = domain.trim_end_matches('.');
    let ascii = if domain.is_ascii() {
        domain.to_ascii_lowercase()
    } else {
        let clean =
            domain.chars().all(|c| !c.is_ascii() || c.is_ascii_alphanumeric() || ".-".contains(c));
        let url = clean.then(|| Url::parse(&format!("http://{domain}/")).ok())??;
        url.host_str()?.to_owned()
    };
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && l.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b))
    };
    (ascii.len() <= 255 && ascii.split('.').all(label)).then_some(ascii)
}

/// `text` without control characters and with every run of white space as one blank.
#[must_use]
pub fn one_line(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() || c == '\u{2028}' || c == '\u{2029}' { ' ' } else { c })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
