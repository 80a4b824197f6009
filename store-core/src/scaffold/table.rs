//! The struct of one table.

use std::collections::{BTreeMap, BTreeSet};

use super::Omission;
use super::column::FoundColumn;
use super::filter::{FilteredField, conditions, without_parentheses};
use super::names::{Names, field_name, struct_name};
use crate::diff::{
    CheckShape, ForeignKeyShape, IndexShape, Introspection, PartDefinition, TableName, TablePart, TableShape,
    tokens,
};
use crate::engine::ident;
use crate::engine::limits::MAX_COLUMNS;
use crate::schema::DEFAULT_SCHEMA;
use crate::text::{default_name, is_hidden};
use crate::types::{rules, utf16_len};

/// A table of the database.
pub(super) struct FoundTable<'t> {
    pub(super) engine: &'t dyn Introspection,
    pub(super) name: &'t TableName,
    pub(super) shape: &'t TableShape,
    /// All tables, by name.
    pub(super) shapes: &'t BTreeMap<String, &'t TableShape>,
    /// The collation of columns that name none.
    pub(super) collation: Option<&'t str>,
}

impl FoundTable<'_> {
    pub(super) fn primary_key(&self) -> Option<&IndexShape> {
        self.shape.indexes().map(|(_, index)| index).find(|index| index.primary)
    }
}

/// The source of a struct.
pub(super) struct StructSource {
    pub(super) source: String,
    /// The items that the struct needs.
    pub(super) imports: Vec<&'static str>,
    pub(super) omissions: Vec<Omission>,
}

/// The struct of a table while it is written.
pub(super) struct TableStruct<'t> {
    table: &'t FoundTable<'t>,
    columns: Vec<FoundColumn<'t>>,
    /// The attributes of the struct.
    attributes: Vec<String>,
    /// The names of the constants of unique keys.
    constants: BTreeSet<String>,
    /// The tables to which a declared foreign key with an action leads.
    acting: BTreeSet<String>,
    /// The parts that the struct leaves undeclared, with the reasons.
    undeclared: Vec<(&'t TablePart, String)>,
}

impl<'t> TableStruct<'t> {
    /// Returns the struct of a table; fails with the reason why there is none.
    pub(super) fn of(table: &'t FoundTable<'t>, names: &mut Names) -> Result<StructSource, String> {
        let schema = table.name.schema.as_deref();
        if let Err(error) = schema.map_or(Ok(()), ident::check) {
            return Err(format!("the name of the schema is invalid: {error}"));
        }
        if let Err(error) = ident::check_quoted_table(schema, &table.name.table) {
            return Err(format!("the name is invalid: {error}"));
        }
        let mut found = Self {
            table,
            columns: Vec::new(),
            attributes: Vec::new(),
            constants: BTreeSet::new(),
            acting: BTreeSet::new(),
            undeclared: Vec::new(),
        };
        found.columns();
        found.name();
        found.primary_key()?;
        found.parts();
        if found.columns.len() > MAX_COLUMNS {
            return Err(format!("it has more than the {MAX_COLUMNS} columns of a struct"));
        }
        if found.undeclared.iter().any(|(part, _)| part.name.is_empty()) {
            return Err("a column has an empty name".to_owned());
        }
        if found.columns.iter().all(|column| column.is_made) {
            return Err("the database makes every column, so that no insert could write one".to_owned());
        }
        Ok(found.source(names.take(struct_name(&table.name.table)), names))
    }

    fn columns(&mut self) {
        let table = self.table;
        let mut names = Names::default();
        let mut columns: Vec<_> = table
            .shape
            .parts()
            .filter_map(|(part, definition)| match definition {
                PartDefinition::Column(column) => Some((part, column)),
                _ => None,
            })
            .collect();
        columns.sort_by_key(|(_, column)| column.place);
        for (part, shape) in columns {
            let field = field_name(&shape.name);
            match FoundColumn::of(table, shape, field.clone()) {
                Ok(mut column) => {
                    column.field = names.take(field);
                    self.columns.push(column);
                }
                Err(reason) => {
                    let required = shape.not_null && shape.default.is_none() && shape.generated.is_none();
                    let inserts = if required { "; inserts fail, since it requires a value" } else { "" };
                    self.undeclared.push((part, format!("{reason}{inserts}")));
                }
            }
        }
    }

    fn column(&self, name: &str) -> Option<&FoundColumn<'t>> {
        self.columns.iter().find(|column| column.shape.name == name)
    }

    /// Returns the fields of columns, separated by commas; `None` if the struct does not declare one of them.
    fn fields<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
        let fields: Option<Vec<String>> =
            names.into_iter().map(|name| Some(super::names::written(&self.column(name)?.field))).collect();
        fields.map(|fields| fields.join(", "))
    }

    /// Adds the words about the table as a whole.
    fn name(&mut self) {
        let TableName { schema, table } = self.table.name;
        let mut words = Vec::new();
        words.extend(
            schema
                .as_ref()
                .filter(|schema| *schema != DEFAULT_SCHEMA)
                .map(|schema| format!("schema = {schema:?}")),
        );
        words.push(format!("name = {table:?}"));
        words.extend(ident::check_table(None, table).is_err().then(|| "quoted".to_owned()));
        words.extend(self.is_renamed().then(|| "rename_all = \"PascalCase\"".to_owned()));
        let signature = |strict, without_rowid| self.table.engine.table_signature(strict, without_rowid);
        let is = |strict, without_rowid| {
            self.table.shape.parts().any(|(_, part)| match part {
                PartDefinition::Table(found) => Some(found.as_str()) == signature(strict, without_rowid),
                _ => false,
            })
        };
        words.extend((is(true, true) || is(false, true)).then(|| "without_rowid".to_owned()));
        words.extend((is(false, false) || is(false, true)).then(|| "not_strict".to_owned()));
        self.attributes.push(words.join(", "));
    }

    /// Returns whether most columns have the names of fields in PascalCase.
    fn is_renamed(&self) -> bool {
        self.columns.iter().filter(|column| column.is_pascal_case()).count() * 2 > self.columns.len()
    }

    fn primary_key(&mut self) -> Result<(), String> {
        let Some(key) = self.table.primary_key() else {
            return Err("the table has no primary key: add one, or use `sql!`".to_owned());
        };
        if !key.options.is_empty() || key.exception.is_some() {
            return Err("the options of the primary key are not supported".to_owned());
        }
        for name in key.names() {
            let of_key = |reason: &str| format!("column {name} of the primary key: {reason}");
            let reason = || {
                self.undeclared.iter().find(|(part, _)| part.name == name).map(|(_, reason)| reason.as_str())
            };
            let column = self.column(name).ok_or_else(|| of_key(reason().unwrap_or_default()))?;
            rules::key_column(column.ty, column.nullable).map_err(of_key)?;
            if column.is_computed {
                return Err("the primary key has a computed column, which SQLite does not allow".to_owned());
            }
        }
        let own = default_name::of("pk", &self.table.name.table, &[]);
        if let Err(error) = ident::check_quoted_table(None, &key.name)
            && !key.name.is_empty()
        {
            return Err(format!("the name of the primary key is invalid: {error}"));
        }
        let is_in_order = key.names().eq(self.key_columns().map(|column| column.shape.name.as_str()));
        let is_named = !key.name.is_empty() && key.name != own;
        if is_named || !is_in_order {
            let fields = self.fields(key.names()).unwrap_or_default();
            let name = if is_named { format!("name = {:?}, ", key.name) } else { String::new() };
            self.attributes.push(format!("primary_key({name}columns({fields}))"));
        }
        Ok(())
    }

    /// Returns the columns of the primary key in the order of the fields.
    fn key_columns(&self) -> impl Iterator<Item = &FoundColumn<'t>> {
        let key = self.table.primary_key();
        let is_key = move |column: &&FoundColumn<'_>| {
            key.is_some_and(|key| key.names().any(|name| name == column.shape.name))
        };
        self.columns.iter().filter(is_key)
    }

    /// Adds keys, indexes, foreign keys and checks.
    fn parts(&mut self) {
        for (part, definition) in self.table.shape.parts() {
            let attribute = match definition {
                PartDefinition::Index(index) if index.primary => continue,
                PartDefinition::Index(index) if index.unique => self.unique(part, index),
                PartDefinition::Index(index) => self.index(part, index),
                PartDefinition::ForeignKey(key) => self.foreign_key(part, key),
                PartDefinition::Check(check) => self.check(part, check),
                PartDefinition::Column(_) | PartDefinition::Table(_) => continue,
            };
            match attribute {
                Ok(attribute) => self.attributes.push(attribute),
                Err(reason) => self.undeclared.push((part, reason)),
            }
        }
    }

    /// Returns the word for the name of a part; empty for a part without a name.
    fn named(&self, part: &TablePart, given: &str) -> Result<String, String> {
        if given.is_empty() || part.name != given {
            return Ok(String::new());
        }
        if given.eq_ignore_ascii_case(&self.table.name.table) {
            return Err("it has the name of the table, which SQLite does not allow".to_owned());
        }
        ident::check_quoted_table(None, given).map_err(|error| format!("the name is invalid: {error}"))?;
        Ok(format!("name = {given:?}, "))
    }

    fn unique(&mut self, part: &TablePart, index: &IndexShape) -> Result<String, String> {
        ordinary(index)?;
        let name = self.named(part, &index.name)?;
        let fields =
            self.fields(index.columns.iter().map(|column| column.name.as_str())).ok_or(EXPRESSION)?;
        let columns = || index.columns.iter().filter_map(|column| self.column(&column.name));
        if columns().any(|column| column.is_made) {
            return Err("a unique key of the derive has no column that the database makes".to_owned());
        }
        columns().try_for_each(|column| rules::key_column(column.ty, false)).map_err(str::to_owned)?;
        if !index.include.is_empty() {
            return Err("a unique key of the derive has no included columns".to_owned());
        }
        // On SQL Server, the unique key of columns that can be NULL has a filter.
        let rules = self.table.engine;
        let nullable = columns().filter(|column| column.nullable && rules.filters_unique_keys());
        let filter: Vec<String> =
            nullable.map(|column| format!("{} IS NOT NULL", rules.quote(&column.shape.name))).collect();
        let expected = (!filter.is_empty()).then(|| rules.normalize(&tokens(&filter.join(" AND "))));
        if index.filter != expected {
            let reason = if index.filter.is_none() {
                "it accepts one row with NULL, and a unique key of the derive any number"
            } else {
                "a unique key of the derive has no such filter"
            };
            return Err(reason.to_owned());
        }
        // Each key has a constant with its name.
        let of_columns: Vec<&str> = index.columns.iter().map(|column| column.name.as_str()).collect();
        let own = default_name::of("ux", &self.table.name.table, &of_columns);
        let constant = constant(if name.is_empty() { &own } else { &index.name });
        if name.is_empty() && utf16_len(&own) > ident::MAX_LEN {
            return Err("it has no name, and its default name would be too long".to_owned());
        }
        if ["SQL", "MODEL"].contains(&constant.as_str()) || !self.constants.insert(constant) {
            return Err("the constant for its name has the name of another item".to_owned());
        }
        Ok(format!("unique({name}columns({fields}))"))
    }

    fn index(&self, part: &TablePart, index: &IndexShape) -> Result<String, String> {
        ordinary(index)?;
        let name = self.named(part, &index.name)?;
        self.fields(index.names()).ok_or(EXPRESSION)?;
        for column in index.columns.iter().filter_map(|column| self.column(&column.name)) {
            rules::key_bytes(column.ty, true).map_err(str::to_owned)?;
        }
        let columns: Vec<String> = index
            .columns
            .iter()
            .filter_map(|column| {
                Some(
                    column
                        .declared(&super::names::written(&self.column(&column.name)?.field))
                        .replace(" DESC", " desc"),
                )
            })
            .collect();
        let mut words = format!("{name}columns({})", columns.join(", "));
        if !index.include.is_empty() {
            let fields = self.fields(index.include.iter().map(String::as_str)).ok_or(EXPRESSION)?;
            words.push_str(&format!(", include({fields})"));
        }
        if index.filter.is_some() {
            let field = |name: &str| {
                let column = self.column(name).filter(|column| !column.is_computed)?;
                Some(FilteredField { name: &column.field, ty: column.ty, nullable: column.nullable })
            };
            let sql = index.filter_sql.as_deref().unwrap_or_default();
            let filter = conditions(sql, &field).ok_or("its filter is not supported")?;
            words.push_str(&format!(", filter({})", filter.join(", ")));
        }
        Ok(format!("index({words})"))
    }

    fn foreign_key(&mut self, part: &TablePart, key: &ForeignKeyShape) -> Result<String, String> {
        if key.disabled {
            return Err("it is disabled".to_owned());
        }
        let action = match key.actions.as_str() {
            "" => None,
            "ON DELETE CASCADE" => Some("cascade"),
            "ON DELETE SET NULL" => Some("set null"),
            other => return Err(format!("`{other}` is not supported")),
        };
        let name = self.named(part, &key.name)?;
        let fields = self
            .fields(key.columns.iter().map(String::as_str))
            .ok_or("the struct does not declare its columns")?;
        let columns = || key.columns.iter().filter_map(|name| self.column(name));
        if columns().any(|column| column.is_computed) {
            return Err("a foreign key of the derive has no computed column".to_owned());
        }
        if action == Some("set null") && !columns().all(|column| column.nullable) {
            return Err("it sets a column to NULL that is never NULL".to_owned());
        }
        let own = key.table.eq_ignore_ascii_case(&self.table.name.to_string());
        if action.is_some() && own {
            return Err("SQL Server does not allow the action of a foreign key to its own table".to_owned());
        }
        let is_second = action.is_some() && !self.acting.insert(key.table.to_lowercase());
        if is_second {
            return Err("SQL Server does not allow two foreign keys with an action to one table".to_owned());
        }
        let to = self.referenced(key).ok_or("the table that it references is not in the database")?;
        // Without schemas, a dot is a part of the name.
        let (schema, table) = match key.table.split_once('.').filter(|_| self.table.name.schema.is_some()) {
            Some((schema, table)) => (Some(schema), table),
            None => (None, key.table.as_str()),
        };
        let mut words = Vec::new();
        if schema.is_some() && schema != self.table.name.schema.as_deref() {
            words.extend(schema.map(|schema| format!("schema = {schema:?}")));
        }
        words.push(format!("table = {table:?}"));
        words.extend(ident::check(table).is_err().then(|| "quoted".to_owned()));
        let to: Vec<String> = to
            .iter()
            .map(|name| if ident::check(name).is_ok() { name.clone() } else { format!("{name:?}") })
            .collect();
        words.push(format!("columns({})", to.join(", ")));
        words.extend(action.map(|action| format!("on_delete = {action:?}")));
        Ok(format!("foreign_key({name}columns({fields}), references({}))", words.join(", ")))
    }

    /// Returns the columns that a foreign key references: those of the primary key if the key names none.
    fn referenced(&self, key: &ForeignKeyShape) -> Option<Vec<String>> {
        if !key.to.is_empty() {
            return Some(key.to.clone());
        }
        let (_, shape) = self.table.shapes.iter().find(|(name, _)| name.eq_ignore_ascii_case(&key.table))?;
        let (_, primary) = shape.indexes().find(|(_, index)| index.primary)?;
        Some(primary.names().map(str::to_owned).collect())
    }

    fn check(&self, part: &TablePart, check: &CheckShape) -> Result<String, String> {
        if check.disabled {
            return Err("it is disabled".to_owned());
        }
        let sql = without_parentheses(&check.sql);
        rules::expression(sql).map_err(str::to_owned)?;
        let is_named = part.name != check.condition;
        let name = if is_named { self.named(part, &part.name)? } else { String::new() };
        Ok(format!("check_sql({name}{} = {sql:?})", self.table.engine.dialect()))
    }

    /// Returns the source of the struct with this name.
    fn source(&self, name: String, names: &mut Names) -> StructSource {
        let table = self.table.name.to_string();
        let mut attributes = self.attributes.clone();
        if self.columns.iter().any(|column| column.is_made) {
            let insert = names.take(format!("New{name}"));
            attributes.insert(1, format!("insert as {insert}, derive(Clone, Debug, PartialEq)"));
        }
        let mut omissions = Vec::new();
        let mut source = format!("/// A row of `{}`.\n", in_comment(&table));
        for (part, reason) in &self.undeclared {
            source.push_str(&format!("// Left undeclared: {}.\n", in_comment(&format!("{part}: {reason}"))));
            omissions.push(Omission { table: table.clone(), part: part.to_string(), reason: reason.clone() });
        }
        if !self.undeclared.is_empty() {
            let parts: Vec<String> =
                self.undeclared.iter().map(|(part, _)| format!("{:?}", part.name)).collect();
            attributes.push(format!("undeclared({})", parts.join(", ")));
        }
        source.push_str("#[derive(Clone, Debug, PartialEq, Table)]\n");
        for attribute in attributes {
            source.push_str(&format!("#[table({attribute})]\n"));
        }
        source.push_str(&format!("pub struct {name} {{\n"));
        let is_in_order = !self.attributes.iter().any(|attribute| attribute.starts_with("primary_key("));
        let renamed = self.is_renamed();
        let mut imports = Vec::new();
        for column in &self.columns {
            let is_key = is_in_order && self.key_columns().any(|key| key.shape.name == column.shape.name);
            source.push_str(&column.source(is_key, renamed));
            imports.extend(column.imports());
        }
        source.push_str("}\n");
        StructSource { source, imports, omissions }
    }
}

/// Returns the name of the constant for a key: upper case, with one underscore for other characters.
fn constant(key: &str) -> String {
    let words = key.split(|ch: char| !ch.is_ascii_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_").to_ascii_uppercase()
}

/// Returns text as a comment can contain it.
pub(super) fn in_comment(text: &str) -> String {
    let escaped = |ch: char| if is_hidden(ch) { ch.escape_unicode().collect() } else { String::from(ch) };
    text.chars().map(escaped).collect()
}

/// The reason for an index with a part that is no column of the struct.
const EXPRESSION: &str = "it contains an expression, or a column that the struct does not declare";

/// Refuses an index that is disabled or of another kind, and one with options.
fn ordinary(index: &IndexShape) -> Result<(), String> {
    match &index.exception {
        Some(exception) => Err(format!("it is {}", exception.to_lowercase())),
        None if !index.options.is_empty() => Err(format!("`{}` is not supported", index.options)),
        None => Ok(()),
    }
}
