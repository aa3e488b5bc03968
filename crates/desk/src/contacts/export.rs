//! Contacts as a file that a spreadsheet opens, and that can be brought back.

use wissel_channels::csv;
use wissel_model::{AddressKind, Permission, Result, UserId, Who};
use wissel_store::contacts::list::Filter;
use wissel_store::users;

use super::import::separator;
use crate::Desk;
use crate::search;
use crate::view::Part;
use crate::words::tr;

/// Contacts read at once.
const PIECE: i64 = 200;
/// The columns, by the ends of their texts' names.
const COLUMNS: [&str; 5] = ["name", "email", "phone", "company", "owner"];

impl Desk {
    /// A piece of the file, and where the next one begins: these contacts, as the list shows them, one a line. Owners are
    /// named by their address, several addresses stand in one cell. The first piece names the columns.
    ///
    /// # Errors
    /// Field `cursor`.
    pub async fn export_contacts(
        &self,
        who: &Who,
        query: &str,
        filter: Filter,
        cursor: Option<String>,
    ) -> Result<(String, Option<String>)> {
        who.need(Permission::ContactsTransfer)?;
        let (query, language) = (query.to_owned(), who.language);
        let part = Part { cursor, limit: Some(PIECE) };
        self.db()
            .read(move |tx| {
                let sign = separator(language);
                let mut text = String::new();
                if part.cursor.is_none() {
                    let names = COLUMNS.map(|name| tr(language, &format!("export-{name}"), &[]));
                    // The mark tells spreadsheets that the letters are Unicode's.
                    text =
                        format!("\u{feff}{}", csv::write(names.iter().map(String::as_str), sign));
                }
                let (found, next) = search::contacts(tx, &query, &filter, &part, PIECE)?;
                let owners = found.iter().filter_map(|one| Some(one.contact.owner?.0));
                let owners = users::many(tx, &owners.collect::<Vec<_>>())?;
                let email = |id: Option<UserId>| {
                    owners.iter().find(|user| Some(user.id) == id).map_or("", |user| &user.email)
                };
                for one in &found {
                    let listed = |kind| -> String {
                        let theirs = one.addresses.iter().filter(|address| address.kind == kind);
                        let values: Vec<_> = theirs.map(|address| address.value.as_str()).collect();
                        values.join("; ")
                    };
                    let (emails, phones) = (listed(AddressKind::Email), listed(AddressKind::Phone));
                    let company = one.contact.company.as_deref().unwrap_or_default();
                    let cells =
                        [&one.contact.name, &emails, &phones, company, email(one.contact.owner)];
                    text.push_str(&csv::write(cells, sign));
                }
                Ok((text, next))
            })
            .await
    }
}
