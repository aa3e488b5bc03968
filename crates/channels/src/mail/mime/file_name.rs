//! File names from strangers.

/// A name that is safe to show, to store and to offer as a download: no folders, no control characters, no letters
/// that change the reading direction (they hide the real ending), at most 120 characters, never empty.
pub(crate) fn safe_name(given: Option<&str>, media_type: &str, number: usize) -> String {
    let last = given.unwrap_or_default().rsplit(['/', '\\']).next().unwrap_or_default();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
    };
    let clean: String = last
        .chars()
        .filter(|c| !hidden(*c))
        .map(|c| if "<>:\"|?*".contains(c) { '_' } else { c })
        .collect();
    let clean = clean.trim_matches(|c: char| c.is_whitespace() || c == '.');
    if clean.is_empty() {
        format!("attachment-{number}.{}", ending(media_type))
    } else {
        shorten(clean)
    }
}

/// At most 120 characters, with the ending kept.
fn shorten(name: &str) -> String {
    if name.chars().count() <= 120 {
        return name.to_owned();
    }
    let (stem, ending) = name
        .rsplit_once('.')
        .filter(|(_, ending)| ending.chars().count() <= 10)
        .unwrap_or((name, "bin"));
    let room = 119 - ending.chars().count();
    format!("{}.{ending}", stem.chars().take(room).collect::<String>())
}

fn ending(media_type: &str) -> &str {
    match media_type {
        "text/plain" => "txt",
        "text/html" => "html",
        "text/calendar" => "ics",
        "text/vcard" | "text/x-vcard" => "vcf",
        "image/jpeg" => "jpg",
        "image/svg+xml" => "svg",
        "message/rfc822" | "message/global" => "eml",
        "message/delivery-status" | "message/disposition-notification" | "text/rfc822-headers" => {
            "txt"
        }
        "application/pdf" => "pdf",
        "application/zip" => "zip",
        "application/ms-tnef" => "dat",
        _ => match media_type.split_once('/') {
            Some(("image" | "audio" | "video", kind))
                if kind.len() <= 5 && kind.bytes().all(|b| b.is_ascii_alphanumeric()) =>
            {
                kind
            }
            _ => "bin",
        },
    }
}
