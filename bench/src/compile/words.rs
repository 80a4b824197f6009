//! The words of the derives, each in a struct that is measured.

/// The packages that the words need.
pub(crate) const DEPENDENCIES: &str = r#"
    store = { path = "{root}/store", default-features = false, features = ["chrono", "json"] }
    chrono = { version = "*", default-features = false }
    serde_json = "*"
"#;

/// The struct. `{n}` is its number, `{attributes}` those of the word.
const STRUCTURE: &str = r#"
    #[derive(store::Table)]
    #[table(schema = "app", name = "t{n}")]
    #[table(unique(name = "ux_t{n}", columns(b)), index(name = "ix_t{n}", columns(c, d)))]
    {attributes}
    pub struct T{n} {
        #[column(primary_key)] pub a: i64,
        #[column(len = 100)] pub b: String,
        pub c: i32,
        pub d: bool,
        pub e: Option<String>,
        pub f: f64,
        pub g: Option<i64>,
        pub h: String,
        pub i: i64,
        pub j: Option<i64>,
        #[column(len = 32)] pub k: Vec<u8>,
        pub l: i32,
    }
"#;

/// A word of the derives.
pub(crate) struct Word {
    pub(crate) name: &'static str,
    /// Attributes of the struct.
    attributes: &'static str,
    /// The declaration of a field and the one that replaces it.
    field: Option<(&'static str, &'static str)>,
    /// Items after the struct.
    items: &'static str,
}

const NONE: Word = Word { name: "none of them", attributes: "", field: None, items: "" };

const fn query(name: &'static str, attributes: &'static str) -> Word {
    Word { name, attributes, ..NONE }
}

const fn field(name: &'static str, plain: &'static str, changed: &'static str) -> Word {
    Word { name, field: Some((plain, changed)), ..NONE }
}

const fn inserted(name: &'static str, plain: &'static str, changed: &'static str) -> Word {
    Word { attributes: "#[table(insert as N{n})]", ..field(name, plain, changed) }
}

const fn items(name: &'static str, items: &'static str) -> Word {
    Word { name, items, ..NONE }
}

/// All words, after the struct without any.
pub(crate) const WORDS: [Word; 25] = [
    NONE,
    inserted(
        "`identity`, `insert as`",
        "#[column(primary_key)] pub a",
        "#[column(primary_key, identity)] pub a",
    ),
    inserted(
        "`default`, `generated`, `insert as`",
        "pub c: i32",
        "#[column(default = 0, generated)] pub c: i32",
    ),
    inserted("`computed`, `insert as`", "pub i: i64", r#"#[column(computed = "a * 2", stored)] pub i: i64"#),
    field("`version`", "pub i: i64", "#[column(version)] pub i: i64"),
    inserted(
        "`rowversion`, `insert as`",
        "#[column(len = 32)] pub k: Vec<u8>",
        "#[column(rowversion)] pub k: [u8; 8]",
    ),
    field("`name = \"…\", quoted`", "pub c: i32", r#"#[column(name = "Line No.", quoted)] pub c: i32"#),
    field("a unique key of an `Option`", "pub b: String", "pub b: Option<String>"),
    Word {
        items: "#[derive(Clone, Copy, store::SqlEnum)] #[sql_enum(repr = i16)] pub enum E{n} { A = 1, B = 2 }",
        ..field("`sql_enum(repr = …)`", "pub c: i32", "pub c: E{n}")
    },
    field("`u64`", "pub i: i64", "pub i: u64"),
    field("`DateTime<FixedOffset>`", "pub i: i64", "pub i: chrono::DateTime<chrono::FixedOffset>"),
    query("`select`", "#[query(select q(c) order_by(a))]"),
    query("`select … only … as`", "#[query(select q(c) only(a, b, c) as R{n} order_by(a))]"),
    query(
        "`select` with aggregates, `group_by`, `having`",
        "#[query(select q(d) only(c, number = count(), total = sum(i)) as R{n}
            group_by(c) having(number > 1) order_by(c))]",
    ),
    query("`select distinct`", "#[query(select q(d) only(c) as R{n} distinct order_by(c))]"),
    query(
        "`select … order_by(enum …)`",
        "#[query(select q(c) order_by(enum O{n} { First(a), Last(a desc) }))]",
    ),
    query("`select` with `between`", "#[query(select q(i between :low and :high) order_by(a))]"),
    query("`select` with `starts_with`", "#[query(select q(b starts_with :b) order_by(a))]"),
    query("`select` with `not(any(…))`", "#[query(select q(not(any(c = 1, g is null))) order_by(a))]"),
    Word {
        field: Some(("pub e: Option<String>", "pub e: Option<serde_json::Value>")),
        ..query("`select` with a JSON path", r#"#[query(select q(e->"$.lang" = :lang) order_by(a))]"#)
    },
    query("`exists`", "#[query(exists q(c))]"),
    query("`update`", "#[query(update q(a) set(c))]"),
    query("`update … returning`", "#[query(update q(a) set(c) returning)]"),
    items(
        "`derive(View)`, of 12 columns",
        r#"
        #[derive(store::View)]
        #[view(schema = "app", name = "v{n}", select = "SELECT * FROM {T{n}}")]
        pub struct V{n} {
            #[column(key)] pub a: i64, #[column(len = 100)] pub b: String, pub c: i32, pub d: bool, pub e: Option<String>,
            pub f: f64, pub g: Option<i64>, pub h: String, pub i: i64, pub j: Option<i64>,
            #[column(len = 32)] pub k: Vec<u8>, pub l: i32,
        }"#,
    ),
    items(
        "`sql!`, `derive(FromRow)`",
        r#"
        #[derive(store::FromRow)] pub struct R{n} { pub a: i64, pub b: String, pub c: i32 }
        pub async fn q{n}(db: &mut impl store::Connection, c: i32) -> Result<Vec<R{n}>, store::Error> {
            store::sql!("SELECT a, b, c FROM {T{n}} WHERE c = :c", c).all(db).await
        }"#,
    ),
];

impl Word {
    /// Returns the source of a library with a number of structs that have the word.
    pub(crate) fn source(&self, structs: u32) -> String {
        let (plain, changed) = self.field.unwrap_or_default();
        let structure = STRUCTURE.replacen(plain, changed, 1).replace("{attributes}", self.attributes);
        let one = structure + self.items;
        (0..structs).map(|number| one.replace("{n}", &number.to_string())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{STRUCTURE, WORDS};

    #[test]
    fn each_word_replaces_one_field() {
        for (plain, changed) in WORDS.iter().filter_map(|word| word.field) {
            assert_eq!(STRUCTURE.matches(plain).count(), 1, "{plain}");
            assert_ne!(plain, changed);
        }
    }
}
