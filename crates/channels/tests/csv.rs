//! Tables as text.

use proptest::prelude::*;
use wissel_channels::csv::{Wrong, read, write};

fn check(text: &[u8], head: &[&str], rows: &[(i64, &[&str])]) {
    let (found, all) = read(text, 100).expect("a table");
    assert_eq!(found, head);
    let all: Vec<(i64, Vec<&str>)> =
        all.iter().map(|(n, row)| (*n, row.iter().map(String::as_str).collect())).collect();
    let rows: Vec<(i64, Vec<&str>)> = rows.iter().map(|(n, row)| (*n, row.to_vec())).collect();
    assert_eq!(all, rows);
}

#[test]
fn what_spreadsheets_write_is_read() {
    check(b"name,email\nJo,jo@x.test\n", &["name", "email"], &[(2, &["Jo", "jo@x.test"])]);
    check(b"naam;e-mail\r\nJo;jo@x.test\r\n", &["naam", "e-mail"], &[(2, &["Jo", "jo@x.test"])]);
    check(b"a\tb\rc,d\te", &["a", "b"], &[(2, &["c,d", "e"])]);
    check(
        b"\xEF\xBB\xBFa,b\n\"x \"\"y\"\", z\",\"1\n2\"\n\n,\nq\n",
        &["a", "b"],
        &[(2, &["x \"y\", z", "1\n2"]), (6, &["q", ""])],
    );
    check(b"a\nJos\xE9", &["a"], &[(2, &["Jos\u{e9}"])]);
    check("a,b\n1,2,3\n".as_bytes(), &["a", "b"], &[(2, &["1", "2"])]);
    let utf16: Vec<u8> =
        "\u{feff}a;b\nJos\u{e9};2".encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&utf16, &["a", "b"], &[(2, &["Jos\u{e9}", "2"])]);
}

#[test]
fn what_is_no_table_is_refused() {
    assert_eq!(read(b"", 10), Err(Wrong::Empty));
    assert_eq!(read(b" \n\n", 10), Err(Wrong::Empty));
    assert_eq!(read(b"PK\x03\x04\0\0", 10), Err(Wrong::NoText));
    assert_eq!(read(&b"a\n".repeat(12), 10), Err(Wrong::TooMuch));
    assert_eq!(read(&b"a".repeat(6000), 10), Err(Wrong::TooMuch));
    assert_eq!(read(&b",".repeat(200), 10), Err(Wrong::TooMuch));
}

#[test]
fn nothing_that_is_written_is_a_formula() {
    for cell in ["=1+1", "+31201234567", "-2", "@SUM(A1)", "\t=1", "\r=1"] {
        let line = write([cell], ',');
        assert!(line.starts_with("\"'"), "{line}");
    }
    assert_eq!(write(["plain", "a;b", "x y"], ';'), "plain;\"a;b\";\"x y\"\r\n");
}

proptest! {
    #[test]
    fn what_was_written_is_read_as_it_was(cells in prop::collection::vec("[ -~é]{0,12}", 1..6), semicolon: bool) {
        let separator = if semicolon { ';' } else { ',' };
        let cells: Vec<String> = cells.iter().map(|cell| cell.trim().trim_start_matches('\'').trim().to_owned()).collect();
        prop_assume!(cells.iter().any(|cell| !cell.is_empty()));
        let names: Vec<String> = (0..cells.len()).map(|n| format!("c{n}")).collect();
        let text = write(names.iter().map(String::as_str), separator) + &write(cells.iter().map(String::as_str), separator);
        let (_, rows) = read(text.as_bytes(), 10).unwrap();
        // A single column has no sign that parts cells: then the file does not say which one it would be.
        prop_assume!(cells.len() > 1);
        prop_assert_eq!(&rows[0].1, &cells);
    }

    #[test]
    fn anything_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes, 20);
    }
}
