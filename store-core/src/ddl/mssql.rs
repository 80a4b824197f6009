//! Scripts for SQL Server.

use super::{ANEW, AgeView, Concern, STAYS, Scripts, Tabled, plain};
use crate::dialect::Dialect;

/// The schema of a table that names none.
const DEFAULT_SCHEMA: &str = "dbo";

/// How many characters of a description are kept: an extended property has 7,500 bytes
/// (<https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-addextendedproperty-transact-sql>).
const DESCRIPTION: usize = 3_700;

pub(super) fn concerns(scripts: &Scripts) -> Vec<Concern> {
    let mut schemas: Vec<String> = Vec::new();
    for table in &scripts.tables {
        let statement = table.sql.mssql.create_schema().map(|statement| scripts.text(statement).to_owned());
        schemas.extend(statement.filter(|statement| !schemas.contains(statement)));
    }
    let schema = Concern {
        name: "schema",
        what: "Creates the schema of the tables",
        again: STAYS,
        statements: schemas,
    };
    let [tables, indexes] = scripts.tables_and_indexes(|field, _| field.to_owned());
    vec![
        schema,
        tables,
        indexes,
        Concern {
            name: "descriptions",
            what: "Describes tables and columns by the extended property MS_Description, which SSMS shows",
            again: ANEW,
            statements: scripts.tables.iter().map(|table| descriptions(scripts, table)).collect(),
        },
        Concern {
            name: "roles",
            what: "Creates roles with the least rights that are needed; a login gets one by\n--     CREATE USER [crawler] FOR LOGIN [crawler]; ALTER ROLE [<schema>_worker] ADD MEMBER [crawler]",
            again: STAYS,
            statements: scripts.schemas().into_iter().flat_map(|schema| roles(scripts, schema)).collect(),
        },
        Concern {
            name: "views",
            what: "Creates views for monitors; they read the tables, and wait for nobody under READ COMMITTED SNAPSHOT",
            again: ANEW,
            statements: views(scripts),
        },
    ]
}

pub(super) fn down(scripts: &Scripts) -> Vec<String> {
    let views = scripts.views.iter().map(|view| {
        let schema = scripts.schema(view.model);
        format!("DROP VIEW IF EXISTS {};", qualified(schema, view.name))
    });
    let roles = scripts
        .schemas()
        .into_iter()
        .flat_map(|schema| ROLES.iter().rev().flat_map(move |role| drop_role(&role_name(schema, role))));
    // Those first that refer to others.
    let tables =
        scripts.tables.iter().rev().map(|table| scripts.text(table.sql.mssql.drop_table()).to_owned());
    let schemas = scripts.schemas().into_iter().flatten().map(|schema| {
        format!(
            "IF SCHEMA_ID(N'{schema}') IS NOT NULL\n    AND NOT EXISTS (SELECT 1 FROM sys.objects WHERE [schema_id] = SCHEMA_ID(N'{schema}'))\n    \
             AND NOT EXISTS (SELECT 1 FROM sys.types WHERE [schema_id] = SCHEMA_ID(N'{schema}'))\n    EXEC(N'DROP SCHEMA [{schema}]');"
        )
    });
    views.chain(roles).chain(tables).chain(schemas).collect()
}

fn qualified(schema: Option<&str>, name: &str) -> String {
    format!("[{}].[{name}]", schema.unwrap_or(DEFAULT_SCHEMA))
}

/// A text within single quotes.
fn quoted(text: &str) -> String {
    format!("N'{}'", text.replace('\'', "''"))
}

fn descriptions(scripts: &Scripts, table: &Tabled) -> String {
    let schema = scripts.schema(table.model).unwrap_or(DEFAULT_SCHEMA);
    let object = format!("OBJECT_ID(N'{}')", qualified(Some(schema), table.model.name));
    let place = format!("N'SCHEMA', N'{schema}', N'TABLE', N'{}'", table.model.name);
    let mut text = format!("-- {}\n", table.name);
    text.push_str(&describe(&object, "0", &place, &plain(table.model.doc)));
    for column in table.model.columns.iter() {
        let minor = format!("COLUMNPROPERTY({object}, N'{}', 'ColumnId')", column.name);
        let place = format!("{place}, N'COLUMN', N'{}'", column.name);
        text.push_str(&describe(&object, &minor, &place, &plain(column.doc)));
    }
    text.truncate(text.trim_end().len());
    text
}

/// Sets a description, whether there is one or not.
fn describe(object: &str, minor: &str, place: &str, doc: &str) -> String {
    if doc.is_empty() {
        return String::new();
    }
    let kept: String = doc.chars().take(DESCRIPTION).collect();
    let value = quoted(&kept);
    format!(
        "IF EXISTS (SELECT 1 FROM sys.extended_properties WHERE class = 1 AND major_id = {object} AND minor_id = {minor} AND [name] = N'MS_Description')\n    \
         EXEC sys.sp_updateextendedproperty N'MS_Description', {value}, {place};\n\
         ELSE\n    \
         EXEC sys.sp_addextendedproperty N'MS_Description', {value}, {place};\n"
    )
}

/// What may be done: read; what the library's verbs do; what clearing up by hand takes beside.
const ROLES: [&str; 3] = ["reader", "worker", "operator"];

/// A role is named after its schema: who may work in one has no rights in another.
fn role_name(schema: Option<&str>, role: &str) -> String {
    format!("{}_{role}", schema.unwrap_or(DEFAULT_SCHEMA))
}

fn roles(scripts: &Scripts, schema: Option<&str>) -> Vec<String> {
    let [reader, worker, operator] = ROLES.map(|role| role_name(schema, role));
    let mut statements: Vec<String> = [&reader, &worker, &operator]
        .iter()
        .map(|role| format!("IF DATABASE_PRINCIPAL_ID(N'{role}') IS NULL CREATE ROLE [{role}];"))
        .collect();
    let name = schema.unwrap_or(DEFAULT_SCHEMA);
    statements.push(format!(
        "-- Reads tables and views, and may see what they are: the program compares them with its own before it reads.\n\
         GRANT SELECT, VIEW DEFINITION ON SCHEMA::[{name}] TO [{reader}];"
    ));
    let mut grants = format!(
        "-- Does what the library does; it creates nothing, and may see what its tables are.\n\
         GRANT VIEW DEFINITION ON SCHEMA::[{name}] TO [{worker}];\n"
    );
    for table in scripts.tables.iter().filter(|table| scripts.schema(table.model) == schema) {
        let delete = if table.deletes() { ", DELETE" } else { "" };
        let table = qualified(schema, table.model.name);
        grants.push_str(&format!("GRANT SELECT, INSERT, UPDATE{delete} ON {table} TO [{worker}];\n"));
    }
    statements.push(grants.trim_end().to_owned());
    statements.push(format!(
        "-- The same, and may remove rows: for clearing up, and for the smoke test, which does so.\n\
         GRANT DELETE ON SCHEMA::[{name}] TO [{operator}];\n\
         IF IS_ROLEMEMBER(N'{worker}', N'{operator}') = 0 ALTER ROLE [{worker}] ADD MEMBER [{operator}];"
    ));
    statements
}

/// A role with members is not dropped: they leave it first.
fn drop_role(role: &str) -> [String; 2] {
    let leave = format!(
        "DECLARE @leave NVARCHAR(MAX) = N'';\n\
         SELECT @leave = @leave + N'ALTER ROLE [{role}] DROP MEMBER ' + QUOTENAME(m.[name]) + N';'\n\
         FROM sys.database_role_members AS r\n\
         INNER JOIN sys.database_principals AS m ON m.principal_id = r.member_principal_id\n\
         WHERE r.role_principal_id = DATABASE_PRINCIPAL_ID(N'{role}');\n\
         EXEC sys.sp_executesql @leave;"
    );
    [leave, format!("DROP ROLE IF EXISTS [{role}];")]
}

fn views(scripts: &Scripts) -> Vec<String> {
    let view = |view: &AgeView| {
        let schema = scripts.schema(view.model);
        let name = qualified(schema, view.name);
        let select = view.select(Dialect::Mssql, schema);
        // CREATE VIEW must be the first of its batch; a comment may stand before it.
        format!("-- {}\nCREATE OR ALTER VIEW {name} AS\n{select};", view.doc)
    };
    scripts.views.iter().map(view).collect()
}
