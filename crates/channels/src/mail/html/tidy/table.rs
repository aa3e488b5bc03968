//! Tables that have rows, and rows that have cells.

use super::Page;

impl Page {
    /// In a table, but in no cell of it.
    pub(super) fn in_table_frame(&self) -> bool {
        matches!(self.open.last(), Some(&"table" | &"thead" | &"tbody" | &"tfoot" | &"tr"))
    }

    /// Opens the row and cell that content needs.
    pub(super) fn enter_cell(&mut self) {
        if self.open.last() != Some(&"tr") {
            self.push("tr");
        }
        self.push("td");
    }

    fn push(&mut self, name: &'static str) {
        self.out.extend(["<", name, ">"]);
        self.open.push(name);
    }

    /// Gets to where a row, cell or section may open; false when there is no table for it.
    pub(super) fn enter_table_frame(&mut self, name: &str) -> bool {
        let Some(table) = self.find("table", &[]) else { return false };
        let keep: &[&str] = match name {
            "td" | "th" => &["tr", "tbody", "thead", "tfoot"],
            "tr" => &["tbody", "thead", "tfoot"],
            _ => &[],
        };
        let inside = self.open[table + 1..].iter().take_while(|open| keep.contains(open)).count();
        self.close_to(table + 1 + inside);
        if matches!(name, "td" | "th") && self.open.last() != Some(&"tr") {
            self.push("tr");
        }
        true
    }
}
