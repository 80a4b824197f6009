//! Scripts for SQL Server.

use super::{ANEW, AgeBucketsView, Concern, STAYS, Scripts, TableInfo, plain};
use crate::dialect::{DEFAULT_SCHEMA, Dialect};

/// The schemas that every database has; none of them can be dropped.
const FIXED_SCHEMAS: [&str; 13] = [
    "dbo",
    "guest",
    "sys",
    "INFORMATION_SCHEMA",
    "db_owner",
    "db_accessadmin",
    "db_securityadmin",
    "db_ddladmin",
    "db_backupoperator",
    "db_datareader",
    "db_datawriter",
    "db_denydatareader",
    "db_denydatawriter",
];

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
            name: "views",
            what: "Creates views for monitors; they read the tables, and wait for nobody under READ COMMITTED SNAPSHOT",
            again: ANEW,
            statements: views(scripts),
        },
        Concern {
            name: "roles",
            what: "Creates roles with the least rights that are needed; a login gets one by\n--     CREATE USER [crawler] FOR LOGIN [crawler]; ALTER ROLE [<schema>_worker] ADD MEMBER [crawler]",
            again: STAYS,
            statements: scripts.schemas().into_iter().flat_map(|schema| roles(scripts, schema)).collect(),
        },
    ]
}

pub(super) fn down(scripts: &Scripts) -> Vec<String> {
    let views = scripts.views.iter().map(|view| {
        let schema = scripts.schema(view.model);
        format!("DROP VIEW IF EXISTS {};", qualified(schema, view.name))
    });
    // Those first that refer to others.
    let tables =
        scripts.tables.iter().rev().map(|table| scripts.text(table.sql.mssql.drop_table()).to_owned());
    let own = |schema: &&str| FIXED_SCHEMAS.iter().all(|fixed| !fixed.eq_ignore_ascii_case(schema));
    let schemas = scripts.schemas().into_iter().flatten().filter(own).map(|schema| {
        format!(
            "IF SCHEMA_ID(N'{schema}') IS NOT NULL\n    AND NOT EXISTS (SELECT 1 FROM sys.objects WHERE [schema_id] = SCHEMA_ID(N'{schema}'))\n    \
             AND NOT EXISTS (SELECT 1 FROM sys.types WHERE [schema_id] = SCHEMA_ID(N'{schema}'))\n    EXEC(N'DROP SCHEMA [{schema}]');"
        )
    });
    // After the objects, whose permissions are dropped with them.
    let roles = scripts
        .schemas()
        .into_iter()
        .flat_map(|schema| ROLES.iter().rev().map(move |role| drop_role(&role_name(schema, role))));
    views.chain(tables).chain(schemas).chain(roles).collect()
}

fn qualified(schema: Option<&str>, name: &str) -> String {
    format!("[{}].[{name}]", schema.unwrap_or(DEFAULT_SCHEMA))
}

/// A text within single quotes.
fn quoted(text: &str) -> String {
    format!("N'{}'", text.replace('\'', "''"))
}

fn descriptions(scripts: &Scripts, table: &TableInfo) -> String {
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

/// Every permission is on a table or a view of the scripts: a schema may hold objects of others, as `dbo` does.
fn roles(scripts: &Scripts, schema: Option<&str>) -> Vec<String> {
    let [reader, worker, operator] = ROLES.map(|role| role_name(schema, role));
    let mut statements: Vec<String> = [&reader, &worker, &operator]
        .iter()
        .map(|role| format!("IF DATABASE_PRINCIPAL_ID(N'{role}') IS NULL CREATE ROLE [{role}];"))
        .collect();
    let name = schema.unwrap_or(DEFAULT_SCHEMA);
    statements.push(format!(
        "-- Earlier versions of this script granted these on the whole schema.\n\
         REVOKE SELECT, VIEW DEFINITION ON SCHEMA::[{name}] FROM [{reader}];\n\
         REVOKE VIEW DEFINITION ON SCHEMA::[{name}] FROM [{worker}];\n\
         REVOKE DELETE ON SCHEMA::[{name}] FROM [{operator}];"
    ));
    let mut reads =
        "-- Reads tables and views. VIEW DEFINITION lets the program compare the tables with its own."
            .to_owned();
    let mut works = "-- Runs the verbs of the library; creates nothing.".to_owned();
    let mut removes =
        "-- The same, and deletes rows: for the smoke test, and for cleaning up by hand.".to_owned();
    for table in scripts.tables.iter().filter(|table| scripts.schema(table.model) == schema) {
        let delete = if table.deletes() { ", DELETE" } else { "" };
        let table = qualified(schema, table.model.name);
        reads.push_str(&format!("\nGRANT SELECT, VIEW DEFINITION ON {table} TO [{reader}];"));
        works.push_str(&format!(
            "\nGRANT SELECT, INSERT, UPDATE{delete}, VIEW DEFINITION ON {table} TO [{worker}];"
        ));
        removes.push_str(&format!("\nGRANT DELETE ON {table} TO [{operator}];"));
    }
    for view in scripts.views.iter().filter(|view| scripts.schema(view.model) == schema) {
        reads.push_str(&format!("\nGRANT SELECT ON {} TO [{reader}];", qualified(schema, view.name)));
    }
    removes.push_str(&format!(
        "\nIF IS_ROLEMEMBER(N'{worker}', N'{operator}') = 0 ALTER ROLE [{worker}] ADD MEMBER [{operator}];"
    ));
    statements.extend([reads, works, removes]);
    statements
}

/// Drops a role without permissions, after its members have left it. Scripts of other tables of the same schema share the role.
fn drop_role(role: &str) -> String {
    format!(
        "IF DATABASE_PRINCIPAL_ID(N'{role}') IS NOT NULL\n    \
         AND NOT EXISTS (SELECT 1 FROM sys.database_permissions WHERE grantee_principal_id = DATABASE_PRINCIPAL_ID(N'{role}'))\n\
         BEGIN\n    \
         DECLARE @leave NVARCHAR(MAX) = N'';\n    \
         SELECT @leave = @leave + N'ALTER ROLE [{role}] DROP MEMBER ' + QUOTENAME(m.[name]) + N';'\n    \
         FROM sys.database_role_members AS r\n    \
         INNER JOIN sys.database_principals AS m ON m.principal_id = r.member_principal_id\n    \
         WHERE r.role_principal_id = DATABASE_PRINCIPAL_ID(N'{role}');\n    \
         EXEC sys.sp_executesql @leave;\n    \
         DROP ROLE [{role}];\n\
         END;"
    )
}

fn views(scripts: &Scripts) -> Vec<String> {
    let view = |view: &AgeBucketsView| {
        let schema = scripts.schema(view.model);
        let name = qualified(schema, view.name);
        let select = view.select(Dialect::Mssql, schema);
        // CREATE VIEW must be the first of its batch; a comment may stand before it.
        format!("-- {}\nCREATE OR ALTER VIEW {name} AS\n{select};", view.doc)
    };
    scripts.views.iter().map(view).collect()
}
