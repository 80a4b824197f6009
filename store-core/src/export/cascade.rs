//! Deletes that cascade from table to table.

use std::collections::{HashMap, HashSet};

/// Foreign keys along which a delete continues, by `cascade` or `set null`.
///
/// SQL Server accepts them only if no delete reaches a table on two paths or returns to its start (error 1785):
/// [Cascading referential
/// integrity](https://learn.microsoft.com/en-us/sql/relational-databases/tables/primary-and-foreign-key-constraints).
#[derive(Debug, Default)]
pub(crate) struct Cascades {
    children: HashMap<String, Vec<String>>,
}

impl Cascades {
    /// Adds a foreign key of `child` to `parent`.
    ///
    /// # Errors
    ///
    /// Returns why SQL Server rejects the foreign key, and the fix; it is not added then.
    pub(crate) fn add(&mut self, parent: &str, child: &str) -> Result<(), String> {
        const FIX: &str =
            "which SQL Server rejects: use `on_delete = \"no action\"` and delete the rows in the program";
        if parent == child {
            return Err(format!("a delete in {parent} would cascade in a cycle, {FIX}"));
        }
        let descendants = self.reached(child);
        if descendants.contains(parent) {
            return Err(format!("a delete in {parent} would cascade in a cycle through {child}, {FIX}"));
        }
        let ancestors =
            self.children.keys().filter(|table| *table == parent || self.reached(table).contains(parent));
        let twice = ancestors.chain([&parent.to_owned()]).find_map(|start| {
            let reached = self.reached(start);
            let end = descendants.iter().find(|end| reached.contains(*end))?;
            Some(format!("a delete in {start} would reach {end} on two paths, {FIX}"))
        });
        match twice {
            Some(reason) => Err(reason),
            None => {
                self.children.entry(parent.to_owned()).or_default().push(child.to_owned());
                Ok(())
            }
        }
    }

    /// Returns the table itself and all tables that a delete in it reaches.
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

#[cfg(test)]
mod tests {
    use super::Cascades;

    #[test]
    fn second_paths_and_cycles_are_rejected() {
        let mut cascades = Cascades::default();
        cascades.add("customers", "orders").unwrap();
        cascades.add("orders", "lines").unwrap();
        assert!(cascades.add("customers", "lines").unwrap_err().contains("on two paths"));
        assert!(cascades.add("lines", "customers").unwrap_err().contains("in a cycle"));
    }
}
