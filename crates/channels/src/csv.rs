//! Tables as text: what spreadsheets and other programs write, and what they can read without running anything in it.
//!
//! RFC 4180 with what is met in practice: commas, semicolons or tabs; any of the three ends of lines; a mark of the
//! encoding before it, or Windows-1252 without one.

use crate::mail::decoded;

/// Cells of one row.
pub type Row = Vec<String>;

/// Why a file cannot be read as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// There are no rows.
    Empty,
    /// More rows, columns or signs in a cell than may be.
    TooMuch,
    /// It is no text.
    NoText,
}

/// The most columns, and signs of one cell.
const COLUMNS: usize = 100;
const SIGNS: usize = 5_000;

/// Reads a table of at most `most` rows beside the first, which names the columns. Empty rows are left out; each row comes
/// with the number it has in the file, and as many cells as there are columns.
///
/// # Errors
/// See [`Wrong`].
pub fn read(bytes: &[u8], most: usize) -> Result<(Row, Vec<(i64, Row)>), Wrong> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => decoded(rest, "utf-16le"),
        [0xFE, 0xFF, rest @ ..] => decoded(rest, "utf-16be"),
        _ if bytes.contains(&0) => return Err(Wrong::NoText),
        // A sign at the very end is not one that was cut in half.
        _ => decoded(&[bytes, b"\n"].concat(), ""),
    };
    if text.contains('\0') {
        return Err(Wrong::NoText);
    }
    let mut rows = rows(&text, separator(&text), most)?.into_iter();
    let (_, head) = rows.next().ok_or(Wrong::Empty)?;
    let rows = rows.map(|(line, mut row)| {
        row.resize(head.len(), String::new());
        (line, row)
    });
    Ok((head.clone(), rows.collect()))
}

/// The sign that parts the cells: of those in the first line, outside quotes, the most frequent.
fn separator(text: &str) -> char {
    let mut quoted = false;
    let mut seen = [(',', 0), (';', 0), ('\t', 0)];
    for sign in text.chars() {
        match sign {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted => break,
            _ if !quoted => {
                if let Some(found) = seen.iter_mut().find(|one| one.0 == sign) {
                    found.1 += 1;
                }
            }
            _ => {}
        }
    }
    // Of equals the first.
    seen.into_iter().rev().max_by_key(|one| one.1).map_or(',', |one| one.0)
}

fn rows(text: &str, separator: char, most: usize) -> Result<Vec<(i64, Row)>, Wrong> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Row::new(), String::new());
    let (mut line, mut signs, mut quoted) = (1, text.chars().peekable(), false);
    let mut begun = 1;
    loop {
        let sign = signs.next();
        match sign {
            Some('"') if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            Some('"') if quoted => quoted = false,
            Some('"') if cell.is_empty() => quoted = true,
            Some(sign) if quoted => {
                line += i64::from(sign == '\n');
                cell.push(sign);
            }
            Some(sign) if sign == separator => row.push(trimmed(&mut cell)?),
            Some('\r') if signs.peek() == Some(&'\n') => {}
            None | Some('\n' | '\r') => {
                row.push(trimmed(&mut cell)?);
                if row.iter().any(|cell| !cell.is_empty()) {
                    rows.push((begun, std::mem::take(&mut row)));
                }
                row.clear();
                line += 1;
                begun = line;
                if rows.len() > most + 1 {
                    return Err(Wrong::TooMuch);
                }
            }
            Some(sign) => cell.push(sign),
        }
        if row.len() > COLUMNS || cell.len() > SIGNS * 4 {
            return Err(Wrong::TooMuch);
        }
        if sign.is_none() {
            return Ok(rows);
        }
    }
}

fn trimmed(cell: &mut String) -> Result<String, Wrong> {
    let cell = std::mem::take(cell);
    if cell.chars().count() > SIGNS {
        return Err(Wrong::TooMuch);
    }
    Ok(plain(cell.trim()).to_owned())
}

/// Signs that make a spreadsheet take a cell for a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell without the mark that [`write`] put before what could be a formula.
fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

/// A row as text, with its end. What a spreadsheet would run as a formula gets an apostrophe before it, which [`read`]
/// takes away again.
#[must_use]
pub fn write<'c>(cells: impl IntoIterator<Item = &'c str>, separator: char) -> String {
    let mut line = String::new();
    for (n, cell) in cells.into_iter().enumerate() {
        if n > 0 {
            line.push(separator);
        }
        let guard = if cell.starts_with(FORMULA) { "'" } else { "" };
        let quoted = cell.contains([separator, '"', '\n', '\r', ' ', '\'']);
        if quoted || !guard.is_empty() {
            line.push_str(&format!("\"{guard}{}\"", cell.replace('"', "\"\"")));
        } else {
            line.push_str(cell);
        }
    }
    line.push_str("\r\n");
    line
}
