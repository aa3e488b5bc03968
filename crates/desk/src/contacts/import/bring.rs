//! Bringing a file, and saying what is to become of it.

use serde_json::json;
use wissel_channels::csv::{self, Wrong};
use wissel_channels::mail::address;
use wissel_model::{Error, FieldError, ImportId, Permission, Result, Who};
use wissel_store::contacts::imports::{self, rows};
use wissel_store::jobs;

use super::meaning::{Meaning, guess};
use super::{IMPORT, ImportPlan, show};
use crate::Desk;
use crate::view::ImportView;

/// The most bytes of a file.
pub const LARGEST: usize = 10 << 20;
/// The most rows of a file.
const MOST: usize = 50_000;

impl Desk {
    /// Reads a file and keeps it, with a guess at what its columns are. Nothing else is changed.
    ///
    /// # Errors
    /// Field `file` when it is no table, or too long a one.
    pub async fn bring_contacts(&self, who: &Who, name: &str, bytes: &[u8]) -> Result<ImportView> {
        who.need(Permission::ContactsTransfer)?;
        let (head, rows) = csv::read(bytes, MOST).map_err(|wrong| {
            let code = match wrong {
                Wrong::Empty => "import.empty",
                Wrong::TooMuch => "import.too_much",
                Wrong::NoText => "import.no_text",
            };
            Error::Invalid(vec![FieldError::new("file", code).with("most", MOST)])
        })?;
        if rows.is_empty() {
            return Err(Error::field("file", "import.empty"));
        }
        let meanings: Vec<Meaning> = head.iter().map(|name| guess(name)).collect();
        let meanings = serde_json::to_string(&meanings).map_err(Error::internal)?;
        let file: String = address::one_line(name).chars().take(200).collect();
        let (who, now) = (who.clone(), self.now());
        self.db()
            .write(move |tx| {
                let id = imports::insert(tx, who.user, &file, (&head, &meanings), &rows, now)?;
                show::one(tx, id)
            })
            .await
    }

    /// Begins to try every row of a file, changing nothing: what would become of it, and why.
    ///
    /// # Errors
    /// Field `columns`; [`Error::NotFound`]; refusal `import.running` or `import.done`.
    pub async fn try_import(
        &self,
        who: &Who,
        id: ImportId,
        plan: ImportPlan,
    ) -> Result<ImportView> {
        who.need(Permission::ContactsTransfer)?;
        let now = self.now();
        self.db()
            .write(move |tx| {
                let mut import = imports::lock(tx, id)?.ok_or(Error::NotFound("import"))?;
                match import.state.as_str() {
                    "uploaded" | "tried" => {}
                    "imported" => return Err(Error::refused("import.done")),
                    _ => return Err(Error::refused("import.running")),
                }
                plan.check(import.head.len())?;
                import.meanings = serde_json::to_string(&plan.columns).map_err(Error::internal)?;
                plan.known.as_str().clone_into(&mut import.known);
                begin(tx, &mut import, "trying", now)?;
                show::one(tx, id)
            })
            .await
    }

    /// Begins to take the contacts in, as it was tried last.
    ///
    /// # Errors
    /// [`Error::NotFound`]; refusal `import.try_first`, `import.running` or `import.done`.
    pub async fn run_import(&self, who: &Who, id: ImportId) -> Result<ImportView> {
        who.need(Permission::ContactsTransfer)?;
        let now = self.now();
        self.db()
            .write(move |tx| {
                let mut import = imports::lock(tx, id)?.ok_or(Error::NotFound("import"))?;
                match import.state.as_str() {
                    "tried" => {}
                    "uploaded" => return Err(Error::refused("import.try_first")),
                    "imported" => return Err(Error::refused("import.done")),
                    _ => return Err(Error::refused("import.running")),
                }
                begin(tx, &mut import, "importing", now)?;
                show::one(tx, id)
            })
            .await
    }
}

fn begin(
    tx: &mut wissel_store::Tx<'_>,
    import: &mut imports::Import,
    state: &str,
    now: jiff::Timestamp,
) -> Result<()> {
    import.version += 1;
    import.done = 0;
    state.clone_into(&mut import.state);
    imports::save(tx, import)?;
    rows::forget(tx, import.id)?;
    let data = json!({ "import": import.id, "version": import.version });
    // A key for each time: the job of the time before may not have been put away yet.
    let key = format!("{}.{}", import.id, import.version);
    jobs::ask(tx, IMPORT, &key, &data, now, now)
}

impl ImportPlan {
    fn check(&self, columns: usize) -> Result<()> {
        if self.columns.len() != columns {
            return Err(Error::field("columns", "import.columns"));
        }
        let leads =
            |one: &Meaning| !matches!(one, Meaning::Skip | Meaning::Company | Meaning::Owner);
        if !self.columns.iter().any(leads) {
            return Err(Error::field("columns", "import.no_person"));
        }
        let once = [
            Meaning::Name,
            Meaning::FirstName,
            Meaning::LastName,
            Meaning::Company,
            Meaning::Owner,
        ];
        let twice =
            once.iter().any(|one| self.columns.iter().filter(|given| *given == one).count() > 1);
        if twice { Err(Error::field("columns", "import.twice")) } else { Ok(()) }
    }
}
