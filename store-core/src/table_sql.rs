//! The statements on a table.

use crate::dialect::Dialect;
use crate::model::TableModel;
use crate::texts::Texts;

/// The statements on a table, for both engines.
///
/// All of them are constants of the program: each method gives a `&'static str`, in a `const` too.
#[derive(Clone, Copy, Debug)]
pub struct TableSql {
    /// For SQL Server; parameters are `@P1`, `@P2`, ….
    pub mssql: DialectSql,
    /// For SQLite; parameters are `?1`, `?2`, ….
    pub sqlite: DialectSql,
}

impl TableSql {
    /// Puts the statements together; the derive calls it.
    ///
    /// `queries` are the names of the declared queries, `optional` tells how many optional filters each has. For
    /// each engine there is the list of all texts, in this order: creates the schema (empty where nothing does),
    /// creates the table, drops it, inserts a row, inserts many; each index; for each key the six of [`KeySql`] in the
    /// order of its methods; for each query its combinations.
    pub const fn new(
        model: &'static TableModel<'static>,
        queries: Texts<'static>,
        optional: &'static [u8],
        mssql: Texts<'static>,
        sqlite: Texts<'static>,
    ) -> Self {
        let on = On { model, queries, optional };
        Self { mssql: DialectSql { on, texts: mssql }, sqlite: DialectSql { on, texts: sqlite } }
    }

    /// The statements for one engine.
    pub const fn of(&self, dialect: Dialect) -> &DialectSql {
        match dialect {
            Dialect::Mssql => &self.mssql,
            Dialect::Sqlite => &self.sqlite,
        }
    }
}

/// What the statements are on.
#[derive(Clone, Copy, Debug)]
struct On {
    model: &'static TableModel<'static>,
    queries: Texts<'static>,
    optional: &'static [u8],
}

/// The statements on a table, for one engine.
#[derive(Clone, Copy, Debug)]
pub struct DialectSql {
    on: On,
    texts: Texts<'static>,
}

// The places of the list; the indexes follow, then the keys, then the queries.
const CREATE_SCHEMA: usize = 0;
const CREATE_TABLE: usize = 1;
const DROP_TABLE: usize = 2;
const INSERT: usize = 3;
const INSERT_MANY: usize = 4;
const INDEXES: usize = 5;
const BY_KEY: usize = 6;

/// How many texts a table has at least, with its primary key.
pub(crate) const LEAST_TEXTS: usize = INDEXES + BY_KEY;

impl DialectSql {
    /// Creates the schema if it is not there; `None` where the table has none, or the engine.
    pub const fn create_schema(&self) -> Option<&'static str> {
        some(self.texts.at(CREATE_SCHEMA))
    }

    /// Creates the table if it is not there.
    pub const fn create_table(&self) -> &'static str {
        self.texts.at(CREATE_TABLE)
    }

    /// Creates the unique keys, then the plain indexes, those that are not there.
    pub fn create_indexes(&self) -> impl ExactSizeIterator<Item = &'static str> + Clone + use<> {
        let texts = self.texts;
        (INDEXES..self.first_key()).map(move |place| texts.at(place))
    }

    /// Creates the schema, the table and its indexes, in the order in which they are run.
    pub fn create(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.create_schema().into_iter().chain([self.create_table()]).chain(self.create_indexes())
    }

    /// Drops the table if it is there.
    pub const fn drop_table(&self) -> &'static str {
        self.texts.at(DROP_TABLE)
    }

    /// Inserts a row; the parameters are the columns in order.
    pub const fn insert(&self) -> &'static str {
        self.texts.at(INSERT)
    }

    /// Inserts many rows, which travel as one JSON parameter; `None` where an engine runs them one by one.
    ///
    /// The parameter is a list of rows, each a list: the row's number, its round (see [`KeySql::write_many`]), and
    /// the columns in order. Bytes are in hexadecimal digits, other values as SQL Server converts them from text.
    pub const fn insert_many(&self) -> Option<&'static str> {
        some(self.texts.at(INSERT_MANY))
    }

    /// Inserts a row unless one with the same primary key is there.
    pub const fn insert_if_absent(&self) -> &'static str {
        self.key(0).insert_if_absent()
    }

    /// Inserts a row or updates the one with the same primary key.
    pub const fn upsert(&self) -> &'static str {
        self.key(0).upsert()
    }

    /// Reads the row with a primary key.
    pub const fn select(&self) -> &'static str {
        self.key(0).select()
    }

    /// Writes the columns of the row with a primary key; see [`KeySql::update`].
    pub const fn update(&self) -> &'static str {
        self.key(0).update()
    }

    /// Removes the row with a primary key.
    pub const fn delete(&self) -> &'static str {
        self.key(0).delete()
    }

    /// The statements by the key at this place of [`TableModel::keys`]; the primary key is the first.
    ///
    /// The methods of what it gives panic when there are not so many keys.
    pub const fn key(&self, place: usize) -> KeySql {
        let first = self.first_key() + BY_KEY * place;
        KeySql { model: self.on.model, key: place, texts: self.texts, first }
    }

    /// The statements by each key.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = KeySql> + use<> {
        let sql = *self;
        (0..self.on.model.keys.len()).map(move |place| sql.key(place))
    }

    /// The declared query at this place, counted from 0 in the order of the attributes.
    ///
    /// # Panics
    ///
    /// When there are not so many.
    pub const fn query(&self, place: usize) -> QuerySql {
        let mut first = self.first_key() + BY_KEY * self.on.model.keys.len();
        let mut at = 0;
        while at < place {
            first += 1 << self.on.optional[at];
            at += 1;
        }
        let combinations = 1 << self.on.optional[place];
        QuerySql { name: self.on.queries.at(place), texts: self.texts, first, combinations }
    }

    /// The declared queries.
    pub fn queries(&self) -> impl ExactSizeIterator<Item = QuerySql> + use<> {
        let sql = *self;
        (0..self.on.queries.len()).map(move |place| sql.query(place))
    }

    /// Every statement with a name: what a checker, a snapshot or a change of schema goes through.
    pub fn statements(&self) -> impl Iterator<Item = (String, &'static str)> + use<> {
        let schema = self.create_schema().map(|sql| ("create_schema".to_owned(), sql));
        let table = [("create_table".to_owned(), self.create_table())];
        let indexes =
            self.create_indexes().enumerate().map(|(at, sql)| (format!("create_index_{}", at + 1), sql));
        let rest = [("drop_table".to_owned(), self.drop_table()), ("insert".to_owned(), self.insert())];
        let many = self.insert_many().map(|sql| ("insert_many".to_owned(), sql));
        let keys = self.keys().flat_map(|key| {
            key.statements().map(move |(name, sql)| (format!("{name}_by_{}", key.name()), sql))
        });
        let queries = self.queries().flat_map(|query| {
            let several = query.combinations > 1;
            query.texts().enumerate().map(move |(at, sql)| {
                let name = if several { format!("{}_{at}", query.name) } else { query.name.to_owned() };
                (name, sql)
            })
        });
        schema.into_iter().chain(table).chain(indexes).chain(rest).chain(many).chain(keys).chain(queries)
    }

    const fn first_key(&self) -> usize {
        // The primary key is no index of its own.
        INDEXES + self.on.model.keys.len().saturating_sub(1) + self.on.model.indexes.len()
    }
}

const fn some(text: &'static str) -> Option<&'static str> {
    if text.is_empty() { None } else { Some(text) }
}

/// The statements by one key.
#[derive(Clone, Copy, Debug)]
pub struct KeySql {
    model: &'static TableModel<'static>,
    key: usize,
    texts: Texts<'static>,
    first: usize,
}

impl KeySql {
    /// The key's name.
    pub const fn name(&self) -> &'static str {
        self.model.keys[self.key].name
    }

    /// The key's columns, as places in the table.
    pub const fn columns(&self) -> &'static [usize] {
        self.model.keys[self.key].columns
    }

    /// Inserts a row unless one with the same key is there; the parameters are the columns in order.
    pub const fn insert_if_absent(&self) -> &'static str {
        self.texts.at(self.first)
    }

    /// Inserts a row or updates the one with the same key; the parameters are the columns in order.
    pub const fn upsert(&self) -> &'static str {
        self.texts.at(self.first + 1)
    }

    /// Reads the row with the key; the parameters are the key's columns.
    pub const fn select(&self) -> &'static str {
        self.texts.at(self.first + 2)
    }

    /// Writes all columns except the key's, the primary key's and the insert-only ones; the parameters are those of
    /// [`update_order`](Self::update_order).
    pub const fn update(&self) -> &'static str {
        self.texts.at(self.first + 3)
    }

    /// Removes the row with the key; the parameters are the key's columns.
    pub const fn delete(&self) -> &'static str {
        self.texts.at(self.first + 4)
    }

    /// Writes many rows, which travel as one JSON parameter; `None` where an engine runs them one by one.
    ///
    /// The second parameter is 1 when missing rows are to be inserted, the third when existing ones are to be
    /// updated. It gives the numbers of those that were missing. Rows of one key must have rounds that rise from 0:
    /// each finds what the one before it left.
    pub const fn write_many(&self) -> Option<&'static str> {
        some(self.texts.at(self.first + 5))
    }

    /// The columns whose values are the parameters of [`update`](Self::update), in order.
    pub fn update_order(&self) -> impl Iterator<Item = usize> + Clone + use<> {
        self.model.update_order(&self.model.keys[self.key])
    }

    fn statements(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        [
            ("insert_if_absent", self.insert_if_absent()),
            ("upsert", self.upsert()),
            ("select", self.select()),
            ("update", self.update()),
            ("delete", self.delete()),
        ]
        .into_iter()
        .chain(self.write_many().map(|sql| ("write_many", sql)))
    }
}

/// The texts of one declared query.
#[derive(Clone, Copy, Debug)]
pub struct QuerySql {
    name: &'static str,
    texts: Texts<'static>,
    first: usize,
    combinations: usize,
}

impl QuerySql {
    /// The query's name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The text for one combination of optional filters: bit 0 is set when the first one is given.
    ///
    /// # Panics
    ///
    /// When the query has not so many optional filters.
    pub const fn text(&self, combination: usize) -> &'static str {
        assert!(combination < self.combinations, "the query has not so many optional filters");
        self.texts.at(self.first + combination)
    }

    /// The texts for all combinations, in order.
    pub fn texts(&self) -> impl ExactSizeIterator<Item = &'static str> + use<> {
        let query = *self;
        (0..self.combinations).map(move |combination| query.text(combination))
    }
}
