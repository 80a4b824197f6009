//! The derives that are measured.

/// The number of structs in a package.
pub(crate) const STRUCTS: u32 = 100;

/// The number of fields of each struct.
pub(crate) const FIELDS: u32 = 12;

/// A derive of a library.
pub(crate) struct Derive {
    pub(crate) name: &'static str,
    pub(crate) dependencies: &'static str,
    /// The source of a struct; `{n}` is its number and `{fields}` its fields.
    structure: &'static str,
    /// The attributes of the first field, of a field of text, and of one of bytes.
    attributes: [&'static str; 3],
}

/// All derives.
pub(crate) const DERIVES: [Derive; 5] = [
    Derive {
        name: "store::Table",
        dependencies: r#"store = { path = "{root}/store", default-features = false }"#,
        structure: r#"
            #[derive(store::Table)]
            #[table(schema = "app", name = "t{n}")]
            #[table(unique(name = "ux_t{n}", columns(b)), index(name = "ix_t{n}", columns(c, d)))]
            pub struct T{n} { {fields} }"#,
        attributes: ["#[column(primary_key)]", "#[column(len = 100)]", "#[column(len = 32)]"],
    },
    Derive {
        name: "sqlx::FromRow",
        dependencies: r#"sqlx = { version = "=0.9.0", default-features = false, features = ["derive", "sqlite-bundled"] }"#,
        structure: "#[derive(sqlx::FromRow)] pub struct T{n} { {fields} }",
        attributes: ["", "", ""],
    },
    Derive {
        name: "diesel",
        dependencies: r#"diesel = { version = "=2.3.14", default-features = false, features = ["sqlite"] }"#,
        structure: r"
            diesel::table! {
                t{n} (a) {
                    a -> BigInt, b -> Text, c -> Integer, d -> Bool, e -> Nullable<Text>, f -> Double,
                    g -> Nullable<BigInt>, h -> Text, i -> BigInt, j -> Nullable<BigInt>, k -> Binary, l -> Integer,
                }
            }
            #[derive(diesel::Queryable, diesel::Selectable, diesel::Insertable)]
            #[diesel(table_name = t{n})]
            pub struct T{n} { {fields} }",
        attributes: ["", "", ""],
    },
    Derive {
        name: "sea-orm",
        dependencies: r#"sea-orm = { version = "=2.0.4", default-features = false, features = ["macros", "runtime-tokio", "sqlx-sqlite"] }"#,
        structure: r#"
            pub mod t{n} {
                use sea_orm::entity::prelude::*;
                #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
                #[sea_orm(table_name = "t{n}")]
                pub struct Model { {fields} }
                #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
                pub enum Relation {}
                impl ActiveModelBehavior for ActiveModel {}
            }"#,
        attributes: ["#[sea_orm(primary_key)]", "", ""],
    },
    Derive {
        name: "toasty",
        dependencies: r#"toasty = { version = "=0.11.0", default-features = false, features = ["sqlite"] }"#,
        structure: "#[derive(toasty::Model)] pub struct T{n} { {fields} }",
        attributes: ["#[key]", "#[unique]", ""],
    },
];

impl Derive {
    /// Returns the source of a library with a number of structs of [`FIELDS`] fields.
    pub(crate) fn source(&self, structs: u32) -> String {
        let [key, text, bytes] = self.attributes;
        let fields = format!(
            "{key} pub a: i64, {text} pub b: String, pub c: i32, pub d: bool, pub e: Option<String>, pub f: f64,
             pub g: Option<i64>, pub h: String, pub i: i64, pub j: Option<i64>, {bytes} pub k: Vec<u8>, pub l: i32"
        );
        let structure = |number: u32| {
            self.structure.replace("{n}", &number.to_string()).replace("{fields}", &fields) + "\n"
        };
        "#![allow(dead_code, unused_imports)]\n".to_owned() + &(0..structs).map(structure).collect::<String>()
    }
}
