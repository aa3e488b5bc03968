//! An import as the page sees it.

use serde_json::Value;
use wissel_channels::csv;
use wissel_model::{Error, ImportId, Language, Permission, Result, Who};
use wissel_store::Tx;
use wissel_store::contacts::imports;
use wissel_store::contacts::imports::rows::{self, ImportRow};

use super::meaning::{Known, Meaning};
use crate::Desk;
use crate::view::{ImportColumn, ImportCounts, ImportRowView, ImportView, Page, Part};
use crate::words::{has, tr};

/// Rows that a column is shown by.
const SAMPLES: i64 = 3;
/// The possible outcomes.
const OUTCOMES: [&str; 4] = ["made", "changed", "same", "refused"];

impl Desk {
    /// How an import stands.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn contact_import(&self, who: &Who, id: ImportId) -> Result<ImportView> {
        who.need(Permission::ContactsTransfer)?;
        self.db().read(move |tx| one(tx, id)).await
    }

    /// A page of an import's rows with what became of each, or of those with one outcome.
    ///
    /// # Errors
    /// Field `limit`, `cursor` or `outcome`; [`Error::NotFound`].
    pub async fn import_rows(
        &self,
        who: &Who,
        id: ImportId,
        outcome: Option<String>,
        part: Part,
    ) -> Result<Page<ImportRowView>> {
        who.need(Permission::ContactsTransfer)?;
        if outcome.as_deref().is_some_and(|given| !OUTCOMES.contains(&given)) {
            return Err(Error::field("outcome", "import.outcome"));
        }
        let (size, language) = (part.size()?, who.language);
        let after = part.after::<1>()?.map_or(0, |[line]| line);
        self.db()
            .read(move |tx| {
                imports::get(tx, id)?.ok_or(Error::NotFound("import"))?;
                let mut found = rows::page(tx, id, outcome.as_deref(), after, size + 1)?;
                let more = found.len() as i64 > size;
                found.truncate(usize::try_from(size).unwrap_or(0));
                let next = found.last().filter(|_| more).map(|last| last.line.to_string());
                let items = found.into_iter().map(|row| view(row, language)).collect();
                Ok(Page { items, next })
            })
            .await
    }

    /// The rows that were refused as a file, each with the reason: to be put right and brought again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn import_errors(&self, who: &Who, id: ImportId) -> Result<String> {
        who.need(Permission::ContactsTransfer)?;
        let language = who.language;
        self.db()
            .read(move |tx| {
                let import = imports::get(tx, id)?.ok_or(Error::NotFound("import"))?;
                let refused = rows::page(tx, id, Some("refused"), 0, import.total)?;
                let (sign, problem) = (separator(language), tr(language, "import-problem", &[]));
                let head = import.head.iter().map(String::as_str).chain([problem.as_str()]);
                let mut text = format!("\u{feff}{}", csv::write(head, sign));
                for row in refused.into_iter().map(|row| view(row, language)) {
                    let cells = row.cells.iter().map(String::as_str);
                    text.push_str(&csv::write(cells.chain([row.sentence.as_str()]), sign));
                }
                Ok(text)
            })
            .await
    }
}

/// What parts the cells of a file, so that a spreadsheet in that language opens it as a table.
pub(in crate::contacts) fn separator(language: Language) -> char {
    match language {
        Language::En => ',',
        Language::Nl => ';',
    }
}

/// One import.
pub(super) fn one(tx: &mut Tx<'_>, id: ImportId) -> Result<ImportView> {
    let import = imports::get(tx, id)?.ok_or(Error::NotFound("import"))?;
    let meanings: Vec<Meaning> = serde_json::from_str(&import.meanings).map_err(Error::internal)?;
    let first = rows::page(tx, id, None, 0, SAMPLES)?;
    let columns = import.head.into_iter().zip(meanings).enumerate().map(|(n, (name, meaning))| {
        let samples = first.iter().filter_map(|row| row.cells.get(n).cloned());
        ImportColumn { name, meaning, samples: samples.collect() }
    });
    let counted = rows::counts(tx, id)?;
    let count = |what: &str| counted.iter().find(|one| one.0 == what).map_or(0, |one| one.1);
    let [made, changed, same, refused] = OUTCOMES.map(count);
    Ok(ImportView {
        id,
        file: import.file,
        state: import.state,
        columns: columns.collect(),
        known: Known::parse(&import.known),
        total: import.total,
        done: import.done,
        counts: ImportCounts { made, changed, same, refused },
    })
}

fn view(row: ImportRow, language: Language) -> ImportRowView {
    let reason: Value =
        row.reason.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default();
    let sentence = match row.outcome.as_deref() {
        Some("made") => tr(language, "import-made", &[]),
        Some("changed") => {
            let fields = reason["fields"].as_array().into_iter().flatten();
            let named = fields.filter_map(Value::as_str);
            let named: Vec<_> =
                named.map(|field| tr(language, &format!("import-field-{field}"), &[])).collect();
            tr(language, "import-changed", &[("fields", named.join(", "))])
        }
        Some("same") => tr(language, "import-same", &[]),
        Some(_) => refusal(&reason, language),
        None => String::new(),
    };
    ImportRowView {
        line: row.line,
        cells: row.cells,
        outcome: row.outcome,
        sentence,
        contact: row.contact,
    }
}

fn refusal(reason: &Value, language: Language) -> String {
    let key = reason["code"].as_str().unwrap_or_default().replace(['.', '_'], "-");
    let args = reason["args"].as_object().into_iter().flatten();
    let args: Vec<(&str, String)> = args
        .map(|(name, value)| (name.as_str(), value.as_str().unwrap_or_default().to_owned()))
        .collect();
    if has(language, &key) { tr(language, &key, &args) } else { key }
}
