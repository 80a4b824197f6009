//! Scripts that upgrade the tables of an earlier version, without a connection.

use super::scripts::{Script, Scripts};
use crate::diff::{CreatedTable, Repair, RepairPlan, created_tables, plan_without_catalog, relation_name};
use crate::error::{Error, ErrorKind};

/// A script that upgrades the tables of an earlier version, and the steps that it does not cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgrade {
    /// The script; `None` if no table changed.
    pub script: Option<Script>,
    /// Descriptions of the steps that the script does not cover, each with its table. The script contains them as comments.
    pub manual_steps: Vec<String>,
}

impl Scripts {
    /// Compares the tables with those that earlier scripts create.
    pub(crate) fn upgrade_on(&self, engine: &dyn Repair, earlier: &[Script]) -> Result<Upgrade, Error> {
        let tables = self.ordered()?;
        let texts: Vec<String> = earlier.iter().map(|script| script.text.replace("\r\n", "\n")).collect();
        let end = self.frame().end;
        let found = created_tables(engine, texts.iter().flat_map(|text| text.split(end)));
        let mut known = vec![false; found.len()];
        let (mut statements, mut manual_steps) = (Vec::new(), Vec::new());
        for table in tables.iter().filter(|table| table.model.view.is_none() && !self.is_stamp(table)) {
            let definition = self.definition(table);
            let name = relation_name(engine, &definition);
            let at = found.iter().position(|found| found.name == name);
            let none = CreatedTable { name, statements: Vec::new(), indexes: Vec::new() };
            let CreatedTable { statements: created, indexes, .. } = at.map_or(&none, |at| &found[at]);
            if let Some(at) = at {
                known[at] = true;
            }
            let created: Vec<&str> = created.iter().map(String::as_str).collect();
            let indexes: Vec<&str> = indexes.iter().map(String::as_str).collect();
            let RepairPlan { statements: steps, manual_steps: manual } =
                plan_without_catalog(engine, &definition, &created, &indexes);
            let comment = format!("-- {}\n", table.name);
            statements.extend(steps.into_iter().map(|step| comment.clone() + &step));
            manual_steps.extend(manual.into_iter().map(|step| format!("{}: {step}", table.model.name)));
        }
        if !known.contains(&true) {
            let message = "the earlier scripts create none of the tables: pass the scripts of the same engine and schema";
            return Err(Error::new(ErrorKind::Config, message));
        }
        let stamp = tables.iter().find(|table| self.is_stamp(table));
        let stamp = stamp.map(|stamp| relation_name(engine, &self.definition(stamp)));
        let is_own = |table: &CreatedTable| stamp.as_ref() == Some(&table.name);
        for (table, _) in found.iter().zip(known).filter(|(table, known)| !known && !is_own(table)) {
            manual_steps.push(format!(
                "{}: the table is not declared any more: drop it when no program of the earlier version needs it",
                table.name.table
            ));
        }
        let script = (!statements.is_empty()).then(|| self.upgrade_script(&statements, &manual_steps));
        Ok(Upgrade { script, manual_steps })
    }
}
