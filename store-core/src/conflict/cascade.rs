//! Deletes that continue from table to table.

use std::collections::{HashMap, HashSet};

/// References along which a delete continues, by `cascade` or `set null`.
///
/// SQL Server takes them only when no delete reaches a table in two ways, and none comes back to where it began (error 1785):
/// [Cascading referential
/// integrity](https://learn.microsoft.com/en-us/sql/relational-databases/tables/primary-and-foreign-key-constraints).
///
/// ```
/// use store_core::conflict::Cascades;
///
/// let mut cascades = Cascades::default();
/// cascades.add("customers", "orders").unwrap();
/// cascades.add("orders", "lines").unwrap();
/// assert!(cascades.add("customers", "lines").is_err(), "a second way");
/// assert!(cascades.add("lines", "customers").is_err(), "a cycle");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Cascades {
    children: HashMap<String, Vec<String>>,
}

impl Cascades {
    /// Adds a reference of `child` to `parent`.
    ///
    /// # Errors
    ///
    /// Returns the reason for which SQL Server refuses it, and the fix; the reference is not added then.
    pub fn add(&mut self, parent: &str, child: &str) -> Result<(), String> {
        const FIX: &str =
            "which SQL Server refuses: use `on_delete = \"no action\"` and delete the rows in the program";
        if parent == child {
            return Err(format!("a delete in {parent} comes back to it, {FIX}"));
        }
        let below = self.reached(child);
        if below.contains(parent) {
            return Err(format!("a delete in {parent} comes back to it by way of {child}, {FIX}"));
        }
        let above =
            self.children.keys().filter(|table| *table == parent || self.reached(table).contains(parent));
        let twice = above.chain([&parent.to_owned()]).find_map(|start| {
            let reached = self.reached(start);
            let end = below.iter().find(|end| reached.contains(*end))?;
            Some(format!("a delete in {start} reaches {end} in two ways, {FIX}"))
        });
        match twice {
            Some(reason) => Err(reason),
            None => {
                self.children.entry(parent.to_owned()).or_default().push(child.to_owned());
                Ok(())
            }
        }
    }

    /// The table itself, and all tables that a delete in it reaches.
    fn reached(&self, table: &str) -> HashSet<String> {
        let mut reached = HashSet::new();
        let mut next = vec![table.to_owned()];
        while let Some(table) = next.pop() {
            next.extend(self.children.get(&table).into_iter().flatten().cloned());
            reached.insert(table);
        }
        reached
    }
}
