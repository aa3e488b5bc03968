//! Commands (RFC 5321 §4.1): one line each.

/// A command line, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Command<'a> {
    Lhlo(&'a str),
    Ehlo(&'a str),
    Helo(&'a str),
    Mail {
        path: String,
        parameters: Vec<&'a str>,
    },
    Rcpt {
        path: String,
        parameters: Vec<&'a str>,
    },
    Data,
    Bdat {
        size: u64,
        last: bool,
    },
    Rset,
    Noop,
    Vrfy,
    Help,
    Quit,
    StartTls,
    /// Known, but we do not do it.
    Unsupported,
    /// A known verb with arguments that mean nothing.
    Garbled,
    Unknown,
}

/// Reads a line without its end.
pub(super) fn read(line: &str) -> Command<'_> {
    let line = line.trim_ascii_end();
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim_ascii();
    let bare = |command| if rest.is_empty() { command } else { Command::Garbled };
    let named = |command| if is_name(rest) { command } else { Command::Garbled };
    match verb.to_ascii_uppercase().as_str() {
        "LHLO" => named(Command::Lhlo(rest)),
        "EHLO" => named(Command::Ehlo(rest)),
        "HELO" => named(Command::Helo(rest)),
        "MAIL" => path(rest, "FROM:")
            .map_or(Command::Garbled, |(path, parameters)| Command::Mail { path, parameters }),
        "RCPT" => match path(rest, "TO:") {
            Some((path, parameters)) if !path.is_empty() => Command::Rcpt { path, parameters },
            _ => Command::Garbled,
        },
        "DATA" => bare(Command::Data),
        "BDAT" => chunk(rest).unwrap_or(Command::Garbled),
        "RSET" => bare(Command::Rset),
        "NOOP" => Command::Noop,
        "VRFY" => Command::Vrfy,
        "HELP" => Command::Help,
        "QUIT" => bare(Command::Quit),
        "STARTTLS" => bare(Command::StartTls),
        "AUTH" | "EXPN" | "TURN" | "ETRN" | "SEND" | "SOML" | "SAML" => Command::Unsupported,
        _ => Command::Unknown,
    }
}

/// A host name or an address literal, as far as it matters: we only note it.
fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 255
        && text.chars().all(|c| !c.is_control() && !c.is_whitespace())
}

fn chunk(rest: &str) -> Option<Command<'static>> {
    let (size, last) = rest.split_once(' ').unwrap_or((rest, ""));
    let last = if last.is_empty() {
        false
    } else if last.trim().eq_ignore_ascii_case("LAST") {
        true
    } else {
        return None;
    };
    let digits = !size.is_empty() && size.len() <= 19 && size.bytes().all(|b| b.is_ascii_digit());
    Some(Command::Bdat { size: digits.then(|| size.parse().ok())??, last })
}

/// `FROM:<path> parameters`: the address without brackets and source route (RFC 5321 §4.1.1.3 says to ignore it).
fn path<'a>(rest: &'a str, keyword: &str) -> Option<(String, Vec<&'a str>)> {
    let given = rest.get(..keyword.len()).filter(|given| given.eq_ignore_ascii_case(keyword))?;
    let rest = rest[given.len()..].trim_ascii_start().strip_prefix('<')?;
    let (path, parameters) = rest.split_at(end_of_path(rest)?);
    let parameters = &parameters[1..];
    if !(parameters.is_empty() || parameters.starts_with(' ')) {
        return None;
    }
    let path = if path.starts_with('@') { path.split_once(':')?.1 } else { path };
    let fine = path.len() <= 320 && !path.chars().any(|c| c.is_control() || "<>".contains(c));
    let whole = path.is_empty() || path.contains('@') || path.eq_ignore_ascii_case("postmaster");
    let blank = path.contains(' ') && !path.starts_with('"');
    (fine && whole && !blank)
        .then(|| (path.to_owned(), parameters.split_ascii_whitespace().collect()))
}

/// Where the closing bracket is: a quoted local part may hold one.
fn end_of_path(rest: &str) -> Option<usize> {
    let (mut quoted, mut escaped) = (false, false);
    rest.bytes().position(|b| {
        let end = b == b'>' && !quoted;
        quoted ^= b == b'"' && !escaped;
        escaped = b == b'\\' && quoted && !escaped;
        end
    })
}
