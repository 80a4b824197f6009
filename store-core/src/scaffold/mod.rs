//! Structs for the tables of an existing database.
//!
//! The tables are read from the catalog, as for a comparison with structs. What a struct cannot declare is left undeclared, with a
//! comment that says why, so that the structs have no drift.

mod column;
mod filter;
mod names;
mod relation;
mod table;

use std::collections::BTreeMap;

use self::names::Names;
use self::relation::{FoundRelation, RelationKind};
use self::table::{FoundTable, StructSource, TableStruct};
use crate::dialect::Dialect;
use crate::diff::{CatalogReader, Introspection, TableShape, indexed_table, rows, statements};
use crate::error::{Error, ErrorKind};

/// Structs for the tables of an existing database, as Rust source.
///
/// ```
/// # use store_core::scaffold::Scaffold;
/// fn write(scaffold: &Scaffold) -> std::io::Result<()> {
///     std::fs::write("src/tables.rs", &scaffold.source)
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scaffold {
    /// The source of a module with the structs.
    pub source: String,
    /// The names of the tables that have a struct.
    pub tables: Vec<String>,
    /// What no struct declares, with the reasons; the source has the same as comments.
    pub omissions: Vec<Omission>,
}

/// A table, a view, or a part of a table that no struct declares.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Omission {
    /// The name of the table or the view.
    pub table: String,
    /// The part of the table, such as `column Place`; empty for the table or the view as a whole.
    pub part: String,
    /// The reason.
    pub reason: String,
}

/// Reads the tables of a database and returns their structs. `only` limits them to the tables with these names, which may begin with a
/// schema.
pub(crate) async fn scaffold(
    engine: &dyn Introspection,
    reader: &mut dyn CatalogReader,
    only: &[&str],
) -> Result<Scaffold, Error> {
    let collation = match engine.collation_query() {
        Some(query) => rows::<1>(reader, query, &[]).await?.pop().and_then(|[collation]| collation),
        None => None,
    };
    let found = relation::read(engine, reader).await?;
    let unknown = only.iter().find(|name| !found.iter().any(|relation| relation.is_named(name)));
    if let Some(name) = unknown {
        let message =
            format!("the database has no table `{name}`: check the name, or leave it out to read all tables");
        return Err(Error::new(ErrorKind::Misuse, message));
    }
    let mut tables = Vec::new();
    for relation in found {
        if !only.is_empty() && !only.iter().any(|name| relation.is_named(name)) {
            continue;
        }
        let shape = match relation.kind {
            RelationKind::Table => engine.read_table(reader, &relation.name).await?,
            _ => None,
        };
        tables.push((relation, shape));
    }
    Ok(structs(engine, &tables, collation.as_deref()))
}

#[doc(hidden)]
/// Returns the structs for the tables that these statements create, for tests that have no database.
pub fn scaffold_from_statements(dialect: Dialect, found: &[&str]) -> Scaffold {
    let engine = dialect.engine();
    let (creates, indexes): (Vec<&str>, Vec<&str>) =
        found.iter().copied().partition(|sql| relation::is_table(sql));
    let table = |create: &&str| {
        let (name, _) = statements(engine, create, &[]);
        let own: Vec<&str> =
            indexes.iter().filter(|sql| indexed_table(engine, sql) == name).copied().collect();
        let (name, shape) = statements(engine, create, &own);
        (FoundRelation { kind: RelationKind::Table, name }, Some(shape))
    };
    let tables: Vec<_> = creates.iter().map(table).collect();
    structs(engine, &tables, None)
}

/// Returns the structs of tables; `collation` is the database's.
fn structs(
    engine: &dyn Introspection,
    found: &[(FoundRelation, Option<TableShape>)],
    collation: Option<&str>,
) -> Scaffold {
    let shapes: BTreeMap<String, &TableShape> = found
        .iter()
        .filter_map(|(relation, shape)| Some((relation.name.to_string(), shape.as_ref()?)))
        .collect();
    let mut names = Names::of_structs();
    let mut scaffold = Scaffold::default();
    let (mut sources, mut comments) = (Vec::new(), Vec::new());
    for (relation, shape) in found {
        let name = relation.name.to_string();
        let built = match (relation.kind.obstacle(), shape) {
            (None, Some(shape)) => {
                let table = FoundTable { engine, name: &relation.name, shape, shapes: &shapes, collation };
                TableStruct::of(&table, &mut names)
            }
            (obstacle, _) => Err(obstacle.unwrap_or("the table was dropped meanwhile").to_owned()),
        };
        match built {
            Ok(StructSource { source, imports, omissions }) => {
                scaffold.omissions.extend(omissions);
                scaffold.tables.push(name);
                sources.push((source, imports));
            }
            Err(reason) => {
                let comment = table::in_comment(&format!("{} {name}: {reason}", relation.kind.word()));
                comments.push(format!("// {comment}\n"));
                scaffold.omissions.push(Omission { table: name, part: String::new(), reason });
            }
        }
    }
    scaffold.source = module(engine, sources, &comments);
    scaffold
}

/// Returns the source of the module.
fn module(
    engine: &dyn Introspection,
    sources: Vec<(String, Vec<&'static str>)>,
    comments: &[String],
) -> String {
    let mut imports: Vec<&str> = sources.iter().flat_map(|(_, imports)| imports.iter().copied()).collect();
    if !sources.is_empty() {
        imports.push("store::Table");
    }
    imports.sort_unstable();
    imports.dedup();
    let mut source = format!(
        "//! The tables of an existing {} database, as `store scaffold` has read them.\n",
        engine.dialect().product()
    );
    if !sources.is_empty() {
        source.push_str(
            "#![allow(clippy::duplicated_attributes, reason = \"two foreign keys may have the same words\")]\n",
        );
    }
    if !imports.is_empty() {
        source.push('\n');
    }
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (module, item) in imports.into_iter().filter_map(|import| import.rsplit_once("::")) {
        modules.entry(module).or_default().push(item);
    }
    for (module, items) in modules {
        source.push_str(&match items.as_slice() {
            [item] => format!("use {module}::{item};\n"),
            _ => format!("use {module}::{{{}}};\n", items.join(", ")),
        });
    }
    for (item, _) in sources {
        source.push('\n');
        source.push_str(&item);
    }
    if !comments.is_empty() {
        source.push_str("\n// No struct declares:\n");
        comments.iter().for_each(|comment| source.push_str(comment));
    }
    source
}
