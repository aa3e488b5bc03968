//! One text, two databases: parameters and `{tokens}` are written out for each, outside literals and comments.
//!
//! To SQLite `$1` is a *name*, numbered by first appearance, so values would land in wrong columns without a
//! word; it gets `?1`, which is a number.

use super::{Dialect, dialect};
use wissel_model::{Error, Result};

/// A statement's text: `$n` and the tokens `{lock}`, `{skip_locked}`, `{horizon}`, `{next_tx}`, `{list $n}`, `{texts $n}`,
/// `{rows id int, name text}` with `{id}` and `{name}`, `{made id}`.
pub(super) fn statement(text: &str, to: Dialect) -> Result<String> {
    let columns = dialect::columns(text);
    write(text, to, true, &|token| dialect::statement_token(to, token, columns.as_deref()))
}

/// A migration's text: the column and value tokens of [`dialect::script_token`]; `$` is left alone.
pub(crate) fn script(text: &str, to: Dialect) -> Result<String> {
    write(text, to, false, &|token| dialect::script_token(to, token).map(str::to_owned))
}

fn write(
    text: &str,
    to: Dialect,
    parameters: bool,
    token: &dyn Fn(&str) -> Option<String>,
) -> Result<String> {
    let mut out = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '"' => quoted(rest, first),
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '$' if parameters && rest[1..].starts_with(|c: char| c.is_ascii_digit()) => {
                out.push(to.parameter());
                rest = &rest[1..];
                continue;
            }
            '{' => {
                let end = rest
                    .find('}')
                    .ok_or_else(|| Error::internal(format!("open token in: {text}")))?;
                let name = rest[1..end].trim();
                let written = token(name)
                    .ok_or_else(|| Error::internal(format!("no token {{{name}}} in: {text}")))?;
                if among(&out, name, to) {
                    out.truncate(out.len() - "IN ".len());
                    out.push_str(&format!("= ANY (ARRAY{written})"));
                } else {
                    out.push_str(&written);
                }
                rest = &rest[end + 1..];
                continue;
            }
            other => other.len_utf8(),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    Ok(out)
}

/// Whether this is `IN {list …}` for PostgreSQL. It would join the list's rows, of which it expects a hundred, with every
/// row of a table of some thousands; an array leads it to the index.
fn among(before: &str, token: &str, to: Dialect) -> bool {
    to == Dialect::Postgres
        && (token.starts_with("list $") || token.starts_with("texts $"))
        && before.ends_with(" IN ")
        && !before.ends_with(" NOT IN ")
}

/// Length of a literal or quoted name; a doubled quote inside simply begins the next one.
fn quoted(text: &str, quote: char) -> usize {
    text[1..].find(quote).map_or(text.len(), |end| end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, sqlite: &str, postgres: &str) {
        assert_eq!(statement(text, Dialect::Sqlite).unwrap(), sqlite);
        assert_eq!(statement(text, Dialect::Postgres).unwrap(), postgres);
    }

    #[test]
    fn a_parameter_keeps_its_number() {
        check("SELECT $2, $10, $1", "SELECT ?2, ?10, ?1", "SELECT $2, $10, $1");
    }

    #[test]
    fn literals_names_and_comments_are_left_alone() {
        check(
            "SELECT 'it''s $1 {lock}', \"a$1\" -- $1 {x}\n, $1 /* {y} */",
            "SELECT 'it''s $1 {lock}', \"a$1\" -- $1 {x}\n, ?1 /* {y} */",
            "SELECT 'it''s $1 {lock}', \"a$1\" -- $1 {x}\n, $1 /* {y} */",
        );
    }

    #[test]
    fn tokens_become_what_each_database_understands() {
        check("SELECT 1 {lock}", "SELECT 1 ", "SELECT 1 FOR NO KEY UPDATE");
        check("SELECT 1 {skip_locked}", "SELECT 1 ", "SELECT 1 FOR UPDATE SKIP LOCKED");
        check(
            "id IN {list $3}",
            "id IN (SELECT value FROM json_each(?3))",
            "id = ANY (ARRAY(SELECT value::bigint FROM json_array_elements_text($3::text::json)))",
        );
        check(
            "id NOT IN {texts $1}",
            "id NOT IN (SELECT value FROM json_each(?1))",
            "id NOT IN (SELECT value::text FROM json_array_elements_text($1::text::json))",
        );
    }

    #[test]
    fn many_rows_are_one_statement_on_postgresql_and_a_call_each_on_sqlite() {
        check(
            "UPDATE t SET on = {on}, name = {name} {rows of int, name text, on bool} WHERE id = {of}",
            "UPDATE t SET on = ?3, name = ?2  WHERE id = ?1",
            "UPDATE t SET on = row.on, name = row.name FROM unnest($1::bigint[], $2::text[], $3::boolean[]) AS row \
             (of, name, on) WHERE id = row.of",
        );
        assert!(statement("SELECT {id} {rows id number}", Dialect::Postgres).is_err());
        assert!(statement("SELECT {no} {rows id int}", Dialect::Postgres).is_err());
    }

    #[test]
    fn what_was_made_is_returned_by_postgresql_and_told_by_sqlite() {
        check(
            "INSERT INTO t (a) VALUES ($1) {made id}",
            "INSERT INTO t (a) VALUES (?1) ",
            "INSERT INTO t (a) VALUES ($1) RETURNING id",
        );
    }

    #[test]
    fn an_unknown_token_is_refused() {
        assert!(statement("SELECT {lcok}", Dialect::Sqlite).is_err());
        assert!(script("CREATE TABLE t (id {lock})", Dialect::Sqlite).is_err());
    }
}
