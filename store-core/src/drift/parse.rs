//! Statements that create, as shapes.

use super::Rules;
use super::shape::{Check, Column, Index, Item, PartKind, Reference, Shape};
use super::token::{Token, tokens, written};

/// Where a table is.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Place {
    pub(super) schema: Option<String>,
    pub(super) table: String,
}

/// The table that these statements make, and where.
pub(super) fn statements(rules: &dyn Rules, table: &str, indexes: &[String]) -> (Place, Shape) {
    let mut shape = Shape::default();
    let place = create_table(rules, table, &mut shape);
    for index in indexes {
        create_index(rules, index, &mut shape);
    }
    (place, shape)
}

/// Adds the parts of a `CREATE TABLE` to a shape.
pub(super) fn create_table(rules: &dyn Rules, text: &str, shape: &mut Shape) -> Place {
    let all = tokens(text);
    let mut reader = Reader::behind(rules, &all, "TABLE");
    let (schema, table) = reader.qualified();
    for item in split(reader.group()) {
        Reader { rules, rest: item }.item(shape);
    }
    let strict = reader.rest.iter().any(|token| token.is("STRICT"));
    if let Some(text) = rules.table(strict) {
        shape.add(PartKind::Whole, "", Item::Whole(text.to_owned()));
    }
    Place { schema, table }
}

/// The columns of a `CREATE TABLE`, in their order.
pub(super) fn columns(rules: &dyn Rules, create_table: &str) -> Vec<Column> {
    let mut shape = Shape::default();
    self::create_table(rules, create_table, &mut shape);
    let all = tokens(create_table);
    let mut reader = Reader::behind(rules, &all, "TABLE");
    reader.qualified();
    let names = split(reader.group()).into_iter().filter_map(|item| item.first().and_then(Token::name));
    names.filter_map(|name| shape.column(name)).cloned().collect()
}

/// The table of a `CREATE TABLE` with its schema, as statements name it.
pub(super) fn qualified(rules: &dyn Rules, create_table: &str) -> String {
    let Place { schema, table } = self::create_table(rules, create_table, &mut Shape::default());
    let table = rules.quoted(&table);
    schema.map_or_else(|| table.clone(), |schema| format!("{}.{table}", rules.quoted(&schema)))
}

/// Adds the key or index of a `CREATE INDEX` to a shape.
pub(super) fn create_index(rules: &dyn Rules, text: &str, shape: &mut Shape) {
    let all = tokens(text);
    let mut reader = Reader::behind(rules, &all, "INDEX");
    let before = all.len() - reader.rest.len();
    let unique = all[..before].iter().any(|token| token.is("UNIQUE"));
    let clustered = all[..before].iter().any(|token| token.is("CLUSTERED"));
    let name = reader.qualified().1;
    reader.skip("ON");
    reader.qualified();
    let mut index = Index { name, unique, clustered, columns: listed(reader.group()), ..Index::default() };
    if reader.skip("INCLUDE") {
        index.include = listed(reader.group());
    }
    if reader.skip("WHERE") {
        let is_end = |token: &Token| token.is_sign(";") || token.is("WITH");
        let end = reader.rest.iter().position(is_end).unwrap_or(reader.rest.len());
        let (condition, rest) = reader.rest.split_at(end);
        index.filter = Some(rules.expression(condition));
        index.filter_sql = Some(written(rules, condition));
        reader.rest = rest;
    }
    index.options = reader.options();
    index.add_to(shape);
}

/// The name of the index of a `CREATE INDEX`.
pub(super) fn index_name(rules: &dyn Rules, text: &str) -> String {
    Reader::behind(rules, &tokens(text), "INDEX").qualified().1
}

/// What stands behind a reference that does this; without an action it refuses.
pub(super) fn actions(delete: &str, update: &str, deferred: bool) -> String {
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

/// The names in a list, each with ` DESC` where it is so.
fn listed(list: &[Token]) -> Vec<String> {
    let name = |item: &[Token]| {
        let name = item.first().and_then(Token::name).unwrap_or_default().to_owned();
        if item.iter().any(|token| token.is("DESC")) { format!("{name} DESC") } else { name }
    };
    split(list).into_iter().map(name).collect()
}

/// The items of a list, separated by commas that are in no parentheses.
fn split(list: &[Token]) -> Vec<&[Token]> {
    let mut depth = 0_i32;
    list.split(|token| {
        depth += i32::from(token.is_sign("(")) - i32::from(token.is_sign(")"));
        depth == 0 && token.is_sign(",")
    })
    .filter(|item| !item.is_empty())
    .collect()
}

/// What is left to read of a statement.
struct Reader<'t> {
    rules: &'t dyn Rules,
    rest: &'t [Token],
}

impl<'t> Reader<'t> {
    /// Behind `CREATE … word`, and `IF NOT EXISTS` where it stands there.
    fn behind(rules: &'t dyn Rules, all: &'t [Token], word: &str) -> Self {
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

    /// Passes over a word if it is the next.
    fn skip(&mut self, word: &str) -> bool {
        let found = self.rest.first().is_some_and(|token| token.is(word));
        if found {
            self.next();
        }
        found
    }

    /// Passes over these words if they are the next.
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

    /// A name, with that of its schema in front.
    fn qualified(&mut self) -> (Option<String>, String) {
        let first = self.name();
        match self.rest.first() {
            Some(Token::Word(dot)) if dot == "." => {
                self.next();
                (Some(first), self.name())
            }
            // Without quotes a dot is taken for a part of the word.
            Some(Token::Word(rest)) if rest.starts_with('.') => {
                let rest = rest[1..].to_owned();
                self.next();
                (Some(first), rest)
            }
            _ => match first.split_once('.') {
                Some((schema, name)) => (Some(schema.to_owned()), name.to_owned()),
                None => (None, first),
            },
        }
    }

    /// What stands in the parentheses that come next, if any do.
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

    /// A column, or a constraint of the table.
    fn item(mut self, shape: &mut Shape) {
        let name = if self.skip("CONSTRAINT") { self.name() } else { String::new() };
        let Some(first) = self.rest.first() else { return };
        if ["PRIMARY", "UNIQUE", "FOREIGN", "CHECK"].iter().any(|word| first.is(word)) {
            self.constraint(name, None, shape);
        } else {
            self.column(shape);
        }
    }

    /// A constraint, of the table or of the column that it stands at.
    fn constraint(&mut self, name: String, column: Option<&str>, shape: &mut Shape) {
        let own = || column.map(str::to_owned).into_iter().collect::<Vec<String>>();
        if self.skip("CHECK") {
            let condition = self.group();
            let (text, sql) = (self.rules.expression(condition), written(self.rules, condition));
            // Without a name it is known by what it says.
            let name = if name.is_empty() { text.clone() } else { name };
            return shape.add(PartKind::Check, name, Item::Check(Check { text, sql, disabled: false }));
        }
        if self.skip("FOREIGN") {
            self.skip("KEY");
            let columns = listed(self.group());
            self.skip("REFERENCES");
            return self.reference(name, columns, shape);
        }
        if self.skip("REFERENCES") {
            return self.reference(name, own(), shape);
        }
        let primary = self.skip("PRIMARY");
        let unique = primary || self.skip("UNIQUE");
        self.skip("KEY");
        let clustered = self.skip("CLUSTERED");
        for word in ["NONCLUSTERED", "ASC", "DESC"] {
            self.skip(word);
        }
        let own_list = listed(self.group());
        let columns = if own_list.is_empty() { own() } else { own_list };
        let options = self.options();
        Index { name, primary, unique, constraint: true, columns, clustered, options, ..Index::default() }
            .add_to(shape);
    }

    /// What stands behind a key or an index: what becomes of rows that it refuses.
    fn options(&mut self) -> String {
        if self.skip_all(&["ON", "CONFLICT"]) {
            let answer = self.name().to_uppercase();
            return if answer == "ABORT" { String::new() } else { format!("ON CONFLICT {answer}") };
        }
        if self.skip("WITH") {
            return format!("WITH ({})", written(self.rules, self.group()));
        }
        String::new()
    }

    /// What stands behind a reference, in one order.
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

    /// What becomes of a row when the one that it refers to goes or changes; nothing where that is refused at the end.
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

    fn reference(&mut self, name: String, columns: Vec<String>, shape: &mut Shape) {
        let (schema, table) = self.qualified();
        let table = self.rules.referred(schema, table);
        let to = listed(self.group());
        let actions = self.actions();
        Reference { name, columns, table, to, actions, disabled: false }.add_to(shape);
    }

    fn column(mut self, shape: &mut Shape) {
        let mut column = Column { name: self.name(), ..Column::default() };
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
                let value = self.default();
                column.default = Some(self.rules.expression(value));
                column.default_sql = Some(written(self.rules, value));
                column.default_name = Some(std::mem::take(&mut constraint)).filter(|name| !name.is_empty());
            } else if token.is("AS") {
                self.next();
                self.group();
                column.generated = true;
            } else if ["CHECK", "PRIMARY", "UNIQUE", "REFERENCES"].iter().any(|word| token.is(word)) {
                self.constraint(std::mem::take(&mut constraint), Some(&name), shape);
            } else {
                self.next();
            }
        }
        column.add_to(shape);
    }

    /// The type of a column, of one word or several; SQLite needs none.
    fn ty(&mut self) -> String {
        let mut words = Vec::new();
        while let Some(Token::Word(word)) = self.rest.first()
            && !BEHIND_TYPE.iter().any(|behind| word.eq_ignore_ascii_case(behind))
        {
            self.next();
            words.push(word.to_uppercase());
        }
        let mut ty = words.join(" ");
        let size = if ty.is_empty() { &[] } else { self.group() };
        if !size.is_empty() {
            let size: Vec<String> = size.iter().filter_map(Token::name).map(str::to_uppercase).collect();
            ty.push_str(&format!("({})", size.join(", ")));
        }
        ty
    }

    /// The value behind `DEFAULT`: an expression in parentheses, or a constant with or without a sign.
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

/// The words that may stand behind the type of a column.
const BEHIND_TYPE: [&str; 12] = [
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
    use super::super::mssql::Mssql;
    use super::super::sqlite::Sqlite;
    use super::*;

    fn parts(text: &str) -> Vec<String> {
        let mut shape = Shape::default();
        create_table(&Sqlite, text, &mut shape);
        shape.parts().map(|(part, item)| format!("{part}: {}", item.text())).collect()
    }

    #[test]
    fn what_people_write_is_what_the_program_writes() {
        // As SQLite keeps a table that was made by hand, and had a column added since.
        let manual_steps = parts(
            "CREATE TABLE notes (id INTEGER NOT NULL CONSTRAINT pk_notes PRIMARY KEY, -- the key\n\
             owner text collate nocase constraint fk_notes_owner references people(name) on delete set null,\n\
             size DECIMAL(18,6) not null default -1.5, /* so, far */ \"state\" TEXT DEFAULT ('it''s (new)') \
             CONSTRAINT ck_notes_state CHECK (length(state) <= 40), [more] BLOB) STRICT",
        );
        let by_program = parts(
            "CREATE TABLE IF NOT EXISTS `main`.`notes` (`id` INTEGER NOT NULL, `owner` TEXT COLLATE nocase,\n\
             `size` DECIMAL(18, 6) NOT NULL DEFAULT (-1.5), `state` TEXT DEFAULT 'it''s (new)', `more` BLOB,\n\
             CONSTRAINT `pk_notes` PRIMARY KEY (`id`), CONSTRAINT `ck_notes_state` CHECK (length(`state`) <= 40),\n\
             CONSTRAINT `fk_notes_owner` FOREIGN KEY (`owner`) REFERENCES `people` (`name`) ON DELETE SET NULL) STRICT",
        );
        assert_eq!(manual_steps, by_program);
        assert_eq!(
            by_program,
            [
                "the table: a STRICT table",
                "column id: INTEGER NOT NULL",
                "column more: BLOB NULL",
                "column owner: TEXT COLLATE nocase NULL",
                "column size: DECIMAL(18, 6) NOT NULL DEFAULT - 1.5",
                "column state: TEXT NULL DEFAULT 'it''s (new)'",
                "key pk_notes: PRIMARY KEY (id)",
                "check ck_notes_state: length ( state ) <= 40",
                "reference fk_notes_owner: (owner) REFERENCES people (name) ON DELETE SET NULL",
            ]
        );
    }

    #[test]
    fn places() {
        let place = |text: &str| {
            let place = create_table(&Mssql, text, &mut Shape::default());
            (place.schema.unwrap_or_default(), place.table)
        };
        let expected = ("a".to_owned(), "b".to_owned());
        for text in
            ["CREATE TABLE [a].[b] ([c] INT)", "CREATE TABLE a.b (c INT)", "create table [a].b (c INT)"]
        {
            assert_eq!(place(text), expected, "{text}");
        }
        assert_eq!(place("CREATE TABLE b (c INT)"), (String::new(), "b".to_owned()));
    }

    #[test]
    fn damaged_text_is_read_as_far_as_it_goes() {
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
            create_index(&Sqlite, text, &mut Shape::default());
        }
    }
}
