//! Scripts that upgrade the tables of an earlier version, without a connection.

use super::scripts::{Script, Scripts, TableInfo};
use super::{RebuiltTable, UpgradeFrame, UpgradeWriter, Versions};
use crate::diff::{
    AsWritten, ColumnRename, Comparison, CreatedSchema, CreatedTable, Fill, PartDefinition, PartKind, Repair,
    RepairPlan, ScriptRules, StoredObjects, TableName, TableShape, UndeclaredParts, column_renames,
    relation_name,
};
use crate::error::{Error, ErrorKind};
use crate::render::TableDefinition;

/// The script that upgrades the tables of an earlier version, or the reasons why there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upgrade {
    /// The script; `None` if nothing changed, or if there are manual steps. Its name is `upgrade/0002_from_0001.sql` for an upgrade of version
    /// 1 to 2, or `upgrade/upgrade.sql` without a stamp. A driver can run the text for SQLite, and must roll back after an error;
    /// [`for_shell`](crate::for_shell) makes it a file for the shell.
    pub script: Option<Script>,
    /// The changes that need a decision, or could lose values, each with its table: why, and what to do.
    pub manual_steps: Vec<String>,
}

/// A table as the earlier scripts create it, and as the struct declares it.
struct UpgradedTable<'u> {
    info: &'u TableInfo,
    definition: TableDefinition,
    name: TableName,
    created: Option<&'u CreatedTable>,
    /// The table as the earlier scripts create it.
    earlier: TableShape,
    renames: Vec<ColumnRename>,
    fills: Vec<Fill>,
}

/// The parts of an upgrade script.
#[derive(Default)]
struct Steps {
    guards: Vec<String>,
    /// The statements that change tables.
    changes: Vec<String>,
    /// A line on each changed table, for the header.
    summary: Vec<String>,
    /// The objects that no struct declares any more.
    left: Vec<String>,
    manual_steps: Vec<String>,
}

impl Scripts {
    /// Compares the tables with those that earlier scripts create.
    pub(crate) fn upgrade_on(
        &self,
        engine: &dyn Repair,
        writer: &dyn UpgradeWriter,
        earlier: &[Script],
    ) -> Result<Upgrade, Error> {
        let tables = self.ordered()?;
        let is_added = |model| tables.iter().any(|table| table.model == model);
        if let Some((model, column, _)) = self.fills.iter().find(|(model, ..)| !is_added(*model)) {
            let message = format!(
                "the value of {}.{column} is for a table that the scripts do not create: add it",
                model.name
            );
            return Err(Error::new(ErrorKind::InvalidDefinition, message));
        }
        let stamp = self.stamp.map(|stamp| relation_name(engine, &self.definition(&stamp.table)));
        let schema = read(
            ScriptRules { rules: engine, others: writer.other_statements(), stamp: stamp.as_ref() },
            writer,
            earlier,
        )?;
        let versions = self.versions(&schema)?;
        let upgraded = self.upgraded_tables(engine, &tables, &schema)?;
        let steps = steps(engine, writer, &upgraded, &schema);
        if !steps.manual_steps.is_empty() {
            return Ok(Upgrade { script: None, manual_steps: steps.manual_steps });
        }
        let is_new_version = versions.is_some_and(|versions| versions.from < versions.to);
        match versions {
            Some(Versions { to, .. }) if !is_new_version && !steps.changes.is_empty() => {
                Err(config(&format!(
                    "the earlier scripts create other tables with the same schema version {to}: raise the version of the stamp"
                )))
            }
            _ if is_new_version || !steps.changes.is_empty() => Ok(Upgrade {
                script: Some(self.upgrade_script(writer, &steps, versions)),
                manual_steps: Vec::new(),
            }),
            _ => Ok(Upgrade::default()),
        }
    }

    /// Returns the versions before and after the upgrade, if scripts record them.
    fn versions(&self, schema: &CreatedSchema) -> Result<Option<Versions>, Error> {
        let Some(stamp) = &self.stamp else { return Ok(None) };
        let versions = Versions { from: schema.version.unwrap_or(0), to: stamp.version };
        if versions.from > versions.to {
            return Err(config(&format!(
                "the earlier scripts are of schema version {}, and this program is for version {}: use the newer program",
                versions.from, versions.to
            )));
        }
        Ok(Some(versions))
    }

    /// Returns the tables with what the earlier scripts create in their place.
    fn upgraded_tables<'u>(
        &self,
        engine: &dyn Repair,
        tables: &'u [TableInfo],
        schema: &'u CreatedSchema,
    ) -> Result<Vec<UpgradedTable<'u>>, Error> {
        let mut upgraded = Vec::new();
        for info in tables.iter().filter(|table| table.model.view.is_none()) {
            let definition = self.definition(info);
            let name = relation_name(engine, &definition);
            let created = schema.tables.iter().find(|created| created.name == name);
            // The script begins with the table of the stamp.
            if created.is_none() && self.is_stamp(info) {
                continue;
            }
            let earlier =
                created.map_or_else(TableShape::default, |created| created.shape(&AsWritten(engine)));
            let renames = column_renames(&definition, &earlier);
            let fills = self.fills_of(info)?;
            upgraded.push(UpgradedTable { info, definition, name, created, earlier, renames, fills });
        }
        if upgraded.iter().all(|table| table.created.is_none()) {
            return Err(config(
                "the earlier scripts create none of the tables: pass the scripts of the same engine and schema",
            ));
        }
        Ok(upgraded)
    }

    /// Returns the values of new columns of a table.
    fn fills_of(&self, table: &TableInfo) -> Result<Vec<Fill>, Error> {
        let mut fills = Vec::new();
        for (_, column, sql) in self.fills.iter().filter(|(model, ..)| *model == table.model) {
            let invalid = |reason: String| {
                let message = format!("the value of {}.{column} {reason}", table.model.name);
                Error::new(ErrorKind::InvalidDefinition, message)
            };
            if table.model.columns.iter().all(|known| known.name != *column) {
                return Err(invalid("is for an unknown column: name a column of the table".to_owned()));
            }
            let mut sql = sql.clone();
            for other in self.selected_tables() {
                sql = sql.replace(&format!("{{{}}}", other.name), &self.definition(other).name);
            }
            if names_struct(&sql) {
                return Err(invalid(
                    "names an unknown table in braces: name the struct of a table of the scripts".to_owned(),
                ));
            }
            fills.push(Fill { column: (*column).to_owned(), sql });
        }
        Ok(fills)
    }

    fn upgrade_script(
        &self,
        writer: &dyn UpgradeWriter,
        steps: &Steps,
        versions: Option<Versions>,
    ) -> Script {
        let file = versions.map_or_else(
            || "upgrade.sql".to_owned(),
            |Versions { from, to }| format!("{to:04}_from_{from:04}.sql"),
        );
        let UpgradeFrame { begin, check, end } = writer.upgrade_frame();
        let mut guarded = Vec::new();
        if let (Some(stamp), Some(versions)) = (&self.stamp, versions) {
            let table = self.definition(&stamp.table);
            guarded.extend(table.statements());
            guarded.extend(writer.require_version(&table.name, versions));
        }
        guarded.extend(steps.guards.iter().chain(&steps.changes).cloned());
        if let Some(stamp) = &self.stamp {
            guarded.extend(self.record(stamp, &file, steps.changes.iter()));
        }
        let mut statements = begin;
        for statement in guarded {
            statements.push(statement);
            statements.extend(check.map(str::to_owned));
        }
        statements.extend(end.iter().map(|statement| (*statement).to_owned()));
        let text = self.upgrade_header(steps, &file, versions, writer) + "\n" + &self.text(&statements);
        Script { name: format!("upgrade/{file}"), text }
    }

    fn upgrade_header(
        &self,
        steps: &Steps,
        file: &str,
        versions: Option<Versions>,
        writer: &dyn UpgradeWriter,
    ) -> String {
        let what = versions.map_or_else(
            || "the tables of the earlier scripts".to_owned(),
            |Versions { from, to }| match from {
                0 => format!("to schema version {to} the tables of scripts that recorded no version"),
                _ => format!("the tables from schema version {from} to version {to}"),
            },
        );
        let mut lines = vec![
            format!("Upgrades {what}. Review the script before it runs."),
            format!("{}{} and the scripts of the earlier version.", &Self::GENERATED[3..], self.origin()),
            String::new(),
            "All changes are one transaction: where a tool stops at an error, nothing is changed, and the script can run again. No column, table or row is lost."
                .to_owned(),
        ];
        if versions.is_some() {
            lines.push("The script stops if the database does not record the earlier version. Run the other scripts of the new version after it.".to_owned());
        }
        lines.extend(writer.instructions(file, versions));
        lines.extend([String::new(), "Changes:".to_owned()]);
        if steps.summary.is_empty() {
            lines.push("- no table changes; the version is recorded".to_owned());
        }
        lines.extend(steps.summary.iter().map(|line| format!("- {line}")));
        if !steps.left.is_empty() {
            let left = steps.left.join(", ");
            lines.push(format!("Left as they are, although no struct declares them any more: {left}."));
        }
        // A name may contain a line break, which would end the comment.
        let comment =
            |line: &String| format!("-- {}", line.replace(['\n', '\r'], " ")).trim_end().to_owned() + "\n";
        lines.iter().map(comment).collect()
    }
}

/// Returns whether SQL has a name in braces; `'{}'`, for example, is a JSON object.
fn names_struct(sql: &str) -> bool {
    let mut parts = sql.split('{').skip(1).filter_map(|part| part.split_once('}'));
    parts.any(|(name, _)| !name.is_empty() && name.chars().all(|ch| ch == '_' || ch.is_alphanumeric()))
}

fn config(message: &str) -> Error {
    Error::new(ErrorKind::Config, message)
}

/// Reads the scripts of an earlier version.
fn read(
    reader: ScriptRules<'_>,
    writer: &dyn UpgradeWriter,
    earlier: &[Script],
) -> Result<CreatedSchema, Error> {
    let mut schema = CreatedSchema::default();
    // A script that drops the tables, or upgrades them, is in a folder of its own.
    for Script { name, text } in earlier.iter().filter(|script| !script.name.contains('/')) {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let mut head = text.lines().take_while(|line| line.starts_with("--"));
        if !head.any(|line| line.starts_with(Scripts::GENERATED)) {
            return Err(config(&format!(
                "{name}: not a generated script: pass the scripts that an earlier version wrote"
            )));
        }
        schema.read(reader, name, &writer.split(&text))?;
    }
    Ok(schema)
}

/// Plans the upgrade of all tables.
fn steps(
    engine: &dyn Repair,
    writer: &dyn UpgradeWriter,
    tables: &[UpgradedTable<'_>],
    schema: &CreatedSchema,
) -> Steps {
    let mut steps = Steps::default();
    let mut rebuilt = Vec::new();
    let existing: Vec<&TableName> =
        tables.iter().filter(|table| table.created.is_some()).map(|table| &table.name).collect();
    steps.guards.extend(writer.refuse_missing(&existing));
    for table in tables {
        let Some(created) = table.created else {
            steps.create(writer, table);
            continue;
        };
        let comment = format!("-- {}\n", table.info.name);
        let first = steps.changes.len();
        let rebuilds = plan_table(engine, table, created, (tables, schema), &mut steps);
        let planned = steps.changes.split_off(first);
        steps
            .changes
            .extend(planned.into_iter().map(|statement| comment.clone() + &writer.creating(statement)));
        if rebuilds {
            rebuilt.push(RebuiltTable { name: &table.name, create: &created.create, shape: &table.earlier });
            let has_references = !table.info.model.foreign_keys.is_empty();
            steps
                .changes
                .extend(has_references.then(|| writer.refuse_violations(&table.name)).into_iter().flatten());
        }
    }
    steps.guards.extend(writer.refuse_unknown_parts(&rebuilt));
    let is_declared = |created: &&CreatedTable| tables.iter().any(|table| table.name == created.name);
    let undeclared = schema.tables.iter().filter(|created| !is_declared(created));
    steps.left.extend(undeclared.map(|created| format!("table {}", created.name.table)));
    steps
}

/// Plans the upgrade of an existing table. Returns whether it is rebuilt.
fn plan_table(
    engine: &dyn Repair,
    table: &UpgradedTable<'_>,
    created: &CreatedTable,
    (tables, schema): (&[UpgradedTable<'_>], &CreatedSchema),
    steps: &mut Steps,
) -> bool {
    let rules = AsWritten(engine);
    let UpgradedTable { definition, name, renames, fills, .. } = table;
    let (_, expected) = TableShape::of(&rules, definition);
    let mut found = table.earlier.with_renamed_columns(&rules, name, renames);
    // Columns of other tables are renamed in the foreign keys that reference them.
    for other in tables.iter().filter(|other| other.name != *name && !other.renames.is_empty()) {
        found = found.with_renamed_references(&rules, &other.name, &other.renames);
    }
    let comparison = Comparison {
        definition,
        name,
        expected: &expected,
        found: &found,
        renames,
        undeclared: UndeclaredParts::Drop,
        fills,
    };
    let stored = StoredObjects {
        table: created.create.clone(),
        referencing: referencing(engine, schema, name),
        ..StoredObjects::default()
    };
    let RepairPlan { statements, manual_steps } = engine.plan(comparison, &stored);
    let model = table.info.model.name;
    steps.manual_steps.extend(manual_steps.into_iter().map(|step| format!("{model}: {step}")));
    let rebuilds = engine.rebuilds(comparison, &stored);
    if !statements.is_empty() {
        steps.summarize(&comparison, &rules, table.info, rebuilds);
    }
    steps.changes.extend(statements);
    rebuilds
}

/// Returns the names of the other tables that reference a table.
fn referencing(engine: &dyn Repair, schema: &CreatedSchema, name: &TableName) -> Vec<String> {
    let referenced = engine.referenced_table(name.schema.clone(), name.table.clone());
    let references = |created: &&CreatedTable| {
        created.name != *name
            && created.shape(engine).parts().any(|(_, part)| {
                matches!(part, PartDefinition::ForeignKey(key) if key.table.eq_ignore_ascii_case(&referenced))
            })
    };
    schema.tables.iter().filter(references).map(|created| created.name.table.clone()).collect()
}

impl Steps {
    /// Adds the creation of a table.
    fn create(&mut self, writer: &dyn UpgradeWriter, table: &UpgradedTable<'_>) {
        self.guards.extend(writer.refuse_existing(&table.name));
        let comment = format!("-- {}\n", table.info.name);
        self.changes.extend(table.definition.statements().map(|statement| comment.clone() + &statement));
        self.summary.push(format!("{}: the table is created", table.info.model.name));
    }

    /// Adds a line on a changed table.
    fn summarize(
        &mut self,
        comparison: &Comparison<'_>,
        rules: &AsWritten<'_>,
        table: &TableInfo,
        rebuilds: bool,
    ) {
        let mut changes = Vec::new();
        let mut renamed = 0;
        for drift in comparison.drift(rules) {
            let part = &drift.part;
            match (&drift.expected, &drift.found) {
                (_, Some(found)) if drift.is_renamed() && part.kind == PartKind::Column => {
                    changes.push(format!("{part} was {found}"));
                }
                _ if drift.is_renamed() => renamed += 1,
                (Some(_), None) => changes.push(format!("adds {part}")),
                (Some(_), Some(_)) => changes.push(format!("changes {part}")),
                (None, _) if part.kind == PartKind::Column => {
                    self.left.push(format!("{part} of {}", table.model.name));
                }
                (None, _) => changes.push(format!("drops {part}")),
            }
        }
        if renamed > 0 {
            let kind = if renamed == 1 { "index or constraint" } else { "indexes and constraints" };
            changes.push(format!("renames {renamed} {kind}"));
        }
        if rebuilds {
            changes.push("the table is rebuilt with its rows".to_owned());
        }
        self.summary.push(format!("{}: {}", table.model.name, changes.join("; ")));
    }
}
