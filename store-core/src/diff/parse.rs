//! Reads `CREATE TABLE`, `CREATE INDEX` and `CREATE VIEW` statements.

use super::token::{Token, spelled, tokens, written};
use super::{
    CheckShape, ColumnShape, DefinitionRules, ForeignKeyShape, GeneratedShape, IndexShape, PartDefinition,
    PartKind, ROW_VERSION, SortedColumn, TableName, TableShape,
};

/// Returns the name and the shape of the table that these statements create.
pub(crate) fn statements(
    rules: &dyn DefinitionRules,
    table: &str,
    indexes: &[&str],
) -> (TableName, TableShape) {
    let mut shape = TableShape::default();
    let name = create_table(rules, table, &mut shape);
    for index in indexes {
        create_index(rules, index, &mut shape);
    }
    (name, shape)
}

/// Adds the parts of a `CREATE TABLE` to a shape.
fn create_table(rules: &dyn DefinitionRules, text: &str, shape: &mut TableShape) -> TableName {
    let all = tokens(text);
    let mut reader = Reader::after(rules, &all, "TABLE");
    let (schema, table) = reader.qualified();
    for item in split(reader.group()) {
        Reader { rules, rest: item }.item(shape);
    }
    shape.imply_not_null();
    let has_option = |word| reader.rest.iter().any(|token| token.is(word));
    if let Some(text) = rules.table_signature(has_option("STRICT"), has_option("ROWID")) {
        shape.add(PartKind::Table, "", PartDefinition::Table(text.to_owned()));
    }
    TableName { schema, table }
}

/// Adds the key or index of a `CREATE INDEX` to a shape.
pub(crate) fn create_index(rules: &dyn DefinitionRules, text: &str, shape: &mut TableShape) {
    let all = tokens(text);
    let mut reader = Reader::after(rules, &all, "INDEX");
    let before = all.len() - reader.rest.len();
    let unique = all[..before].iter().any(|token| token.is("UNIQUE"));
    let clustered = all[..before].iter().any(|token| token.is("CLUSTERED"));
    let name = reader.qualified().1;
    reader.skip("ON");
    reader.qualified();
    let mut index = IndexShape {
        name,
        unique,
        clustered,
        columns: shape.spelled_as_declared(sorted(reader.group())),
        ..IndexShape::default()
    };
    if reader.skip("INCLUDE") {
        index.include = listed(reader.group());
    }
    if reader.skip("WHERE") {
        let is_end = |token: &Token| token.is_sign(";") || token.is("WITH");
        let end = reader.rest.iter().position(is_end).unwrap_or(reader.rest.len());
        let (condition, rest) = reader.rest.split_at(end);
        index.filter = Some(rules.normalize(condition));
        index.filter_sql = Some(written(rules, condition));
        reader.rest = rest;
    }
    index.options = reader.options();
    index.add_to(shape);
}

/// Returns the name, the named columns and the query of a `CREATE VIEW`; the query is in its normal form.
pub(crate) fn create_view(rules: &dyn DefinitionRules, text: &str) -> (TableName, Vec<String>, String) {
    let all = tokens(text);
    let mut reader = Reader::after(rules, &all, "VIEW");
    let (schema, table) = reader.qualified();
    let columns = listed(reader.group());
    // `WITH SCHEMABINDING` precedes the query.
    let query = reader.rest.iter().position(|token| token.is("AS")).map_or(0, |at| at + 1);
    let query: Vec<String> =
        reader.rest[query..].iter().filter(|token| !token.is_sign(";")).map(spelled).collect();
    (TableName { schema, table }, columns, query.join(" "))
}

/// Returns the name of the index of a `CREATE INDEX`.
pub(crate) fn index_name(rules: &dyn DefinitionRules, text: &str) -> String {
    Reader::after(rules, &tokens(text), "INDEX").qualified().1
}

/// Returns the table of a `CREATE INDEX`.
pub(crate) fn indexed_table(rules: &dyn DefinitionRules, text: &str) -> TableName {
    index_table(rules, &tokens(text))
}

fn index_table(rules: &dyn DefinitionRules, all: &[Token]) -> TableName {
    let mut reader = Reader::after(rules, all, "INDEX");
    reader.qualified();
    reader.skip("ON");
    let (schema, table) = reader.qualified();
    TableName { schema, table }
}

/// Returns the table that a statement creates.
pub(super) fn created_by(rules: &dyn DefinitionRules, all: &[Token]) -> Option<TableName> {
    let create = all.iter().position(|token| token.is("CREATE"))?;
    all.get(create + 1).filter(|token| token.is("TABLE"))?;
    let (schema, table) = Reader::after(rules, all, "TABLE").qualified();
    Some(TableName { schema, table })
}

/// Returns the table on which a statement creates an index.
pub(super) fn indexed_by(rules: &dyn DefinitionRules, all: &[Token]) -> Option<TableName> {
    let create = all.iter().position(|token| token.is("CREATE"))?;
    let is_option =
        |token: &&Token| ["UNIQUE", "CLUSTERED", "NONCLUSTERED"].iter().any(|word| token.is(word));
    all[create + 1..].iter().find(|token| !is_option(token)).filter(|token| token.is("INDEX"))?;
    Some(index_table(rules, all))
}

/// Returns the table that a statement inserts into or updates.
pub(super) fn written_by(rules: &dyn DefinitionRules, all: &[Token]) -> Option<TableName> {
    let mut reader = Reader { rules, rest: all };
    if !reader.skip_all(&["INSERT", "INTO"]) && !reader.skip("UPDATE") {
        return None;
    }
    let (schema, table) = reader.qualified();
    Some(TableName { schema, table })
}

/// Returns the actions of a foreign key; an empty action is `NO ACTION`.
pub(crate) fn actions(delete: &str, update: &str, deferred: bool) -> String {
    let mut actions = Vec::new();
    for (event, action) in [("DELETE", delete), ("UPDATE", update)] {
        if !action.is_empty() {
            actions.push(format!("ON {event} {action}"));
        }
    }
    if deferred {
        actions.push("DEFERRABLE INITIALLY DEFERRED".to_owned());
    }
    actions.join(" ")
}

/// Returns the names in a list.
fn listed(list: &[Token]) -> Vec<String> {
    sorted(list).into_iter().map(|column| column.name).collect()
}

/// Returns the columns in the list of a key or an index. An expression, or a column with a collation of its own, is no column of the
/// table: it has its SQL for a name.
fn sorted(list: &[Token]) -> Vec<SortedColumn> {
    let column = |item: &[Token]| {
        let (descending, item) = match item {
            [item @ .., last] if last.is("DESC") => (true, item),
            [item @ .., last] if last.is("ASC") => (false, item),
            item => (false, item),
        };
        let name = match item {
            [column] => column.name().unwrap_or_default().to_owned(),
            expression => expression.iter().map(spelled).collect::<Vec<_>>().join(" "),
        };
        SortedColumn { name, descending }
    };
    split(list).into_iter().map(column).collect()
}

/// Splits a list at the commas outside of parentheses.
fn split(list: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0_i32;
    list.split(|token| {
        depth += i32::from(token.is_sign("(")) - i32::from(token.is_sign(")"));
        depth == 0 && token.is_sign(",")
    })
    .filter(|item| !item.is_empty())
    .collect()
}

/// The unread rest of a statement.
struct Reader<'t> {
    rules: &'t dyn DefinitionRules,
    rest: &'t [Token],
}

impl<'t> Reader<'t> {
    /// Starts after `CREATE … word` and an optional `IF NOT EXISTS`.
    fn after(rules: &'t dyn DefinitionRules, all: &'t [Token], word: &str) -> Self {
        let create = all.iter().position(|token| token.is("CREATE")).unwrap_or(all.len());
        let found = all[create..].iter().position(|token| token.is(word));
        let mut reader = Self { rules, rest: found.map_or(&[], |at| &all[create + at + 1..]) };
        if reader.skip("IF") {
            reader.skip("NOT");
            reader.skip("EXISTS");
        }
        reader
    }

    fn next(&mut self) -> Option<&'t Token> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    /// Skips a word if it is the next token.
    fn skip(&mut self, word: &str) -> bool {
        let found = self.rest.first().is_some_and(|token| token.is(word));
        if found {
            self.next();
        }
        found
    }

    /// Skips words if they are the next tokens.
    fn skip_all(&mut self, words: &[&str]) -> bool {
        let found =
            self.rest.len() >= words.len() && self.rest.iter().zip(words).all(|(token, word)| token.is(word));
        if found {
            self.rest = &self.rest[words.len()..];
        }
        found
    }

    fn name(&mut self) -> String {
        self.next().and_then(Token::name).unwrap_or_default().to_owned()
    }

    /// Reads a name with an optional schema.
    fn qualified(&mut self) -> (Option<String>, String) {
        let is_quoted = matches!(self.rest.first(), Some(Token::Name(_)));
        let first = self.name();
        match self.rest.first() {
            Some(Token::Word(dot)) if dot == "." => {
                self.next();
                (Some(first), self.name())
            }
            // Without quotes, the dot is part of the word, before or after the other name.
            Some(Token::Name(name)) if !is_quoted && first.ends_with('.') => {
                self.next();
                (Some(first.trim_end_matches('.').to_owned()), name.clone())
            }
            Some(Token::Word(rest)) if rest.starts_with('.') => {
                let rest = rest[1..].to_owned();
                self.next();
                (Some(first), rest)
            }
            // A dot in quotes is a part of the name.
            _ => match first.split_once('.').filter(|_| !is_quoted) {
                Some((schema, name)) => (Some(schema.to_owned()), name.to_owned()),
                None => (None, first),
            },
        }
    }

    /// Reads the contents of the parentheses that follow, if any.
    fn group(&mut self) -> &'t [Token] {
        if !self.rest.first().is_some_and(|token| token.is_sign("(")) {
            return &[];
        }
        let mut depth = 0_i32;
        for (at, token) in self.rest.iter().enumerate() {
            depth += i32::from(token.is_sign("(")) - i32::from(token.is_sign(")"));
            if depth == 0 {
                let inner = &self.rest[1..at];
                self.rest = &self.rest[at + 1..];
                return inner;
            }
        }
        std::mem::take(&mut self.rest)
    }

    /// Reads a column or a constraint of the table.
    fn item(mut self, shape: &mut TableShape) {
        let name = if self.skip("CONSTRAINT") { self.name() } else { String::new() };
        let Some(first) = self.rest.first() else { return };
        if ["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"].iter().any(|word| first.is(word)) {
            self.constraint(name, None, shape);
        } else {
            self.column(shape);
        }
    }

    /// Reads a constraint of the table or of `column`.
    fn constraint(&mut self, name: String, column: Option<&str>, shape: &mut TableShape) {
        let own = || column.map(str::to_owned).into_iter().collect::<Vec<String>>();
        if self.skip("CHECK") {
            let condition = self.group();
            let (normalized, sql) = (self.rules.normalize(condition), written(self.rules, condition));
            // Without a name, the condition identifies the check.
            let name = if name.is_empty() { normalized.clone() } else { name };
            return shape.add(
                PartKind::Check,
                name,
                PartDefinition::Check(CheckShape { condition: normalized, sql, disabled: false }),
            );
        }
        if self.skip("FOREIGN") {
            self.skip("KEY");
            let columns = shape.spelled_as_declared(sorted(self.group()));
            let columns = columns.into_iter().map(|column| column.name).collect();
            self.skip("REFERENCES");
            return self.foreign_key(name, columns, shape);
        }
        if self.skip("REFERENCES") {
            return self.foreign_key(name, own(), shape);
        }
        let primary = self.skip("PRIMARY");
        let unique = primary || self.skip("UNIQUE");
        self.skip("KEY");
        let clustered = self.skip("CLUSTERED");
        self.skip("NONCLUSTERED");
        self.skip("ASC");
        let descending = self.skip("DESC");
        let list = shape.spelled_as_declared(sorted(self.group()));
        let own = || own().into_iter().map(|name| SortedColumn { name, descending }).collect();
        let columns = if list.is_empty() { own() } else { list };
        let options = self.options();
        IndexShape {
            name,
            primary,
            unique,
            constraint: true,
            columns,
            clustered,
            options,
            ..IndexShape::default()
        }
        .add_to(shape);
    }

    /// Reads the options of a key or an index: how duplicates are handled.
    fn options(&mut self) -> String {
        if self.skip_all(&["ON", "CONFLICT"]) {
            let resolution = self.name().to_uppercase();
            return if resolution == "ABORT" { String::new() } else { format!("ON CONFLICT {resolution}") };
        }
        if self.skip("WITH") {
            return format!("WITH ({})", written(self.rules, self.group()));
        }
        String::new()
    }

    /// Reads the actions of a foreign key, in a fixed order.
    fn actions(&mut self) -> String {
        let (mut delete, mut update) = (String::new(), String::new());
        let (mut deferrable, mut deferred) = (false, false);
        loop {
            if self.skip_all(&["ON", "DELETE"]) {
                delete = self.action();
            } else if self.skip_all(&["ON", "UPDATE"]) {
                update = self.action();
            } else if self.skip("MATCH") {
                self.next();
            } else if self.skip("DEFERRABLE") {
                deferrable = true;
            } else if self.skip_all(&["INITIALLY", "DEFERRED"]) {
                deferred = true;
            } else if !self.skip_all(&["NOT", "DEFERRABLE"]) && !self.skip_all(&["INITIALLY", "IMMEDIATE"]) {
                break;
            }
        }
        actions(&delete, &update, deferrable && deferred)
    }

    /// Reads an action; empty for `NO ACTION`.
    fn action(&mut self) -> String {
        let first = self.name().to_uppercase();
        match first.as_str() {
            "SET" => format!("SET {}", self.name().to_uppercase()),
            "NO" => {
                self.next();
                String::new()
            }
            _ => first,
        }
    }

    fn foreign_key(&mut self, name: String, columns: Vec<String>, shape: &mut TableShape) {
        let (schema, table) = self.qualified();
        let table = self.rules.referenced_table(schema, table);
        let to = listed(self.group());
        let actions = self.actions();
        ForeignKeyShape { name, columns, table, to, actions, disabled: false }.add_to(shape);
    }

    fn column(mut self, shape: &mut TableShape) {
        let place = shape.columns().count();
        let mut column = ColumnShape { name: self.name(), place, ..ColumnShape::default() };
        column.ty = self.ty();
        let name = column.name.clone();
        let mut constraint = String::new();
        while let Some(token) = self.rest.first() {
            if token.is("CONSTRAINT") {
                self.next();
                constraint = self.name();
            } else if token.is("COLLATE") {
                self.next();
                column.collation = Some(self.name());
            } else if token.is("NOT") {
                self.next();
                column.not_null = self.skip("NULL");
            } else if token.is("DEFAULT") {
                self.next();
                let value = constant(self.default());
                column.default = Some(self.rules.normalize(&value));
                column.default_sql = Some(written(self.rules, &value));
                column.default_name = Some(std::mem::take(&mut constraint)).filter(|name| !name.is_empty());
            } else if token.is("AS") {
                self.next();
                let group = self.group();
                let (expression, sql) = (self.rules.normalize(group), written(self.rules, group));
                let stored = self.skip("PERSISTED") || self.skip("STORED");
                column.generated = Some(GeneratedShape::Computed { expression, sql, stored });
            } else if token.is("IDENTITY") {
                self.next();
                let mut numbers: Vec<&str> = self.group().iter().filter_map(Token::name).collect();
                if numbers.is_empty() {
                    numbers = vec!["1", "1"];
                }
                column.generated =
                    Some(GeneratedShape::Identity(format!("IDENTITY({})", numbers.join(", "))));
            } else if token.is("AUTOINCREMENT") {
                self.next();
                column.generated = Some(GeneratedShape::Identity("AUTOINCREMENT".to_owned()));
            } else if ["CHECK", "PRIMARY", "UNIQUE", "REFERENCES"].iter().any(|word| token.is(word)) {
                self.constraint(std::mem::take(&mut constraint), Some(&name), shape);
            } else {
                self.next();
            }
        }
        if column.ty == ROW_VERSION {
            column.generated = Some(GeneratedShape::RowVersion);
        }
        // A computed column of SQL Server has the type and the nullability of its expression.
        column.not_null &= !column.ty.is_empty();
        column.add_to(shape);
    }

    /// Reads the type of a column, which has one word or several; SQLite columns need none.
    fn ty(&mut self) -> String {
        let mut words = Vec::new();
        // SQLite accepts the name of a type in quotes.
        if let Some(Token::Name(name)) = self.rest.first() {
            words.push(name.to_uppercase());
            self.next();
        }
        while let Some(Token::Word(word)) = self.rest.first()
            && !AFTER_TYPE.iter().any(|after| word.eq_ignore_ascii_case(after))
        {
            self.next();
            // A type with a schema is one of the database, whose names keep their case.
            words.push(if word.contains('.') { word.clone() } else { word.to_uppercase() });
        }
        let mut ty = words.join(" ");
        let size = if ty.is_empty() { &[] } else { self.group() };
        if !size.is_empty() {
            let size: Vec<String> = size.iter().filter_map(Token::name).map(str::to_uppercase).collect();
            ty.push_str(&format!("({})", size.join(", ")));
        }
        ty
    }

    /// Reads the value after `DEFAULT`: an expression in parentheses, or a constant with an optional sign.
    fn default(&mut self) -> &'t [Token] {
        let group = self.group();
        if !group.is_empty() {
            return group;
        }
        let signed = self.rest.first().is_some_and(|token| token.is_sign("-") || token.is_sign("+"));
        let taken = (1 + usize::from(signed)).min(self.rest.len());
        let (value, rest) = self.rest.split_at(taken);
        self.rest = rest;
        value
    }
}

/// Returns the value of a default, in which a name in quotes is a constant: SQLite takes `"…"` for a string where no name can be.
fn constant(value: &[Token]) -> Vec<Token> {
    match value {
        [Token::Name(text)] => vec![Token::Text(format!("'{}'", text.replace('\'', "''")))],
        _ => value.to_vec(),
    }
}

/// The words that can follow the type of a column.
const AFTER_TYPE: [&str; 12] = [
    "AS",
    "CHECK",
    "COLLATE",
    "CONSTRAINT",
    "DEFAULT",
    "GENERATED",
    "IDENTITY",
    "NOT",
    "NULL",
    "PRIMARY",
    "REFERENCES",
    "UNIQUE",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{MSSQL, SQLITE};

    fn parts(text: &str) -> Vec<String> {
        let mut shape = TableShape::default();
        create_table(SQLITE, text, &mut shape);
        shape.parts().map(|(part, item)| format!("{part}: {}", item.signature())).collect()
    }

    #[test]
    fn hand_written_and_rendered_statements_have_the_same_shape() {
        // As SQLite stores a table that was created by hand and has an added column.
        let by_hand = parts(
            "CREATE TABLE notes (id INTEGER NOT NULL CONSTRAINT pk_notes PRIMARY KEY, -- the key\n\
             owner text collate nocase constraint fk_notes_owner references people(name) on delete set null,\n\
             size DECIMAL(18,6) not null default -1.5, /* so, far */ \"state\" TEXT DEFAULT ('it''s (new)') \
             CONSTRAINT ck_notes_state CHECK (length(state) <= 40), [more] BLOB) STRICT",
        );
        let rendered = parts(
            "CREATE TABLE IF NOT EXISTS `main`.`notes` (`id` INTEGER NOT NULL, `owner` TEXT COLLATE nocase,\n\
             `size` DECIMAL(18, 6) NOT NULL DEFAULT (-1.5), `state` TEXT DEFAULT 'it''s (new)', `more` BLOB,\n\
             CONSTRAINT `pk_notes` PRIMARY KEY (`id`), CONSTRAINT `ck_notes_state` CHECK (length(`state`) <= 40),\n\
             CONSTRAINT `fk_notes_owner` FOREIGN KEY (`owner`) REFERENCES `people` (`name`) ON DELETE SET NULL) STRICT",
        );
        assert_eq!(by_hand, rendered);
        assert_eq!(
            rendered,
            [
                "the table: a STRICT table",
                "column id: INTEGER NOT NULL",
                "column more: BLOB NULL",
                "column owner: TEXT COLLATE nocase NULL",
                "column size: DECIMAL(18, 6) NOT NULL DEFAULT - 1.5",
                "column state: TEXT NULL DEFAULT 'it''s (new)'",
                "key pk_notes: PRIMARY KEY (id)",
                "check ck_notes_state: length ( state ) <= 40",
                "foreign key fk_notes_owner: (owner) REFERENCES people (name) ON DELETE SET NULL",
            ]
        );
    }

    #[test]
    fn names_with_and_without_a_schema_are_read() {
        let name = |text: &str| {
            let name = create_table(MSSQL, text, &mut TableShape::default());
            (name.schema.unwrap_or_default(), name.table)
        };
        let expected = ("a".to_owned(), "b".to_owned());
        for text in [
            "CREATE TABLE [a].[b] ([c] INT)",
            "CREATE TABLE a.b (c INT)",
            "create table [a].b (c INT)",
            "create table a.[b] (c INT)",
        ] {
            assert_eq!(name(text), expected, "{text}");
        }
        assert_eq!(name("CREATE TABLE b (c INT)"), (String::new(), "b".to_owned()));
    }

    #[test]
    fn incomplete_statements_are_read_without_a_panic() {
        for text in [
            "",
            "CREATE TABLE",
            "CREATE TABLE t (",
            "CREATE TABLE t (a TEXT CHECK (",
            "CREATE TABLE t )(",
            "(((",
            "))",
        ] {
            parts(text);
            create_index(SQLITE, text, &mut TableShape::default());
        }
    }
}
