//! Scripts for SQL Server.

use super::Mssql;
use super::types::NOW;
use crate::dialect::Dialect;
use crate::export::{
    AgeBucketsView, NEWER, OLDER, ScriptFrame, ScriptRecord, ScriptSection, ScriptWriter, Scripts, TableInfo,
    TakenName, plain_text,
};
use crate::schema::{DEFAULT_SCHEMA, TableModel};

/// The schemas that every database has and that cannot be dropped.
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

/// The maximum length of a description in characters: an extended property has at most 7,500 bytes
/// (<https://learn.microsoft.com/sql/relational-databases/system-stored-procedures/sp-addextendedproperty-transact-sql>).
const DESCRIPTION: usize = 3_700;

impl ScriptWriter for Mssql {
    fn sections(&self, scripts: &Scripts) -> Vec<ScriptSection> {
        let mut schemas: Vec<String> = Vec::new();
        for table in scripts.selected_tables() {
            let statement = scripts.definition(table).create_schema;
            schemas.extend(statement.filter(|statement| !schemas.contains(statement)));
        }
        let schema = ScriptSection {
            name: "schema",
            purpose: "Creates the schema of the tables",
            rerun: ScriptSection::KEEPS,
            first: schemas.into_iter().chain(scripts.stamp_table(|field, _| field.to_owned())).collect(),
            statements: Vec::new(),
        };
        let [tables, indexes] = scripts.tables_and_indexes(|field, _| field.to_owned());
        let described = |views: bool| -> Vec<String> {
            let of_kind =
                scripts.selected_tables().iter().filter(|table| table.model.view.is_some() == views);
            of_kind.map(|table| descriptions(scripts, table)).collect()
        };
        vec![
            schema,
            tables,
            indexes,
            ScriptSection {
                name: "descriptions",
                purpose: "Describes tables and columns with the extended property MS_Description, which SSMS shows",
                rerun: ScriptSection::REPLACES,
                first: Vec::new(),
                statements: described(false),
            },
            ScriptSection {
                name: "views",
                purpose: "Creates the views; under READ COMMITTED SNAPSHOT they do not wait for writers",
                rerun: ScriptSection::REPLACES,
                first: Vec::new(),
                statements: scripts
                    .replaced_views()
                    .into_iter()
                    .chain(described(true))
                    .chain(views(scripts))
                    .collect(),
            },
            ScriptSection {
                name: "roles",
                purpose: "Creates roles with the least permissions; add a login with\n--     CREATE USER [crawler] FOR LOGIN [crawler]; ALTER ROLE [<schema>_worker] ADD MEMBER [crawler]",
                rerun: ScriptSection::KEEPS,
                first: Vec::new(),
                statements: scripts.schemas().into_iter().flat_map(|schema| roles(scripts, schema)).collect(),
            },
        ]
    }

    fn drop_statements(&self, scripts: &Scripts) -> Vec<String> {
        let views = scripts.selected_views().iter().map(|view| {
            let schema = scripts.schema(view.model);
            format!("DROP VIEW IF EXISTS {};", qualified(schema, view.name))
        });
        // Referencing tables first.
        let tables = scripts.selected_tables().iter().rev().map(|table| {
            let kind = table.model.kind().to_uppercase();
            format!("DROP {kind} IF EXISTS {};", qualified(scripts.schema(table.model), table.model.name))
        });
        let own = |schema: &&str| FIXED_SCHEMAS.iter().all(|fixed| !fixed.eq_ignore_ascii_case(schema));
        let schemas = scripts.schemas().into_iter().flatten().filter(own).map(drop_schema);
        // Permissions are dropped with their objects, so the roles come last.
        let roles = scripts
            .schemas()
            .into_iter()
            .flat_map(|schema| ROLES.iter().rev().map(move |role| drop_role(&role_name(schema, role))));
        views.chain(tables).chain(schemas).chain(roles).collect()
    }

    // `NOEXEC` skips the batches that follow, also in tools that continue after an error.
    fn refuse_other_versions(&self, table: &str, version: i32) -> Vec<String> {
        vec![format!(
            "-- Stops the script if the schema has another version.\n\
             DECLARE @version INT = (SELECT MAX([schema_version]) FROM {table});\n\
             IF @version <> {version}\n\
             BEGIN\n    \
             IF @version > {version}\n        \
             RAISERROR(N'{NEWER}', 16, 1);\n    \
             ELSE\n        \
             RAISERROR(N'{OLDER}', 16, 1);\n    \
             SET NOEXEC ON;\n\
             END;"
        )]
    }

    fn record(&self, record: &ScriptRecord<'_>) -> Vec<String> {
        let ScriptRecord { table, version, compatible_from, script, checksum, program } = record;
        let record = format!(
            "UPDATE {table}\n\
             SET [compatible_from] = {compatible_from}, [checksum] = 0x{checksum}, [program_version] = N'{program}', [applied_at] = {NOW}\n\
             WHERE [schema_version] = {version} AND [script] = N'{script}';\n\
             IF @@ROWCOUNT = 0\n    \
             INSERT INTO {table} ([schema_version], [script], [compatible_from], [checksum], [program_version])\n    \
             VALUES ({version}, N'{script}', {compatible_from}, 0x{checksum}, N'{program}');"
        );
        vec![record]
    }

    fn after_record(&self) -> Option<&'static str> {
        Some("SET NOEXEC OFF;")
    }

    fn shell_head(&self) -> &'static str {
        ""
    }

    fn frame(&self) -> ScriptFrame {
        // sqlcmd turns the setting off by default; indexes with a filter need it.
        ScriptFrame { first: "SET QUOTED_IDENTIFIER ON;", last: None, separator: "\nGO\n\n" }
    }

    /// The constraints of all tables of a schema share one namespace.
    fn taken_names(&self, table: &TableModel<'_>) -> Vec<TakenName> {
        let mut names = vec![(table.kind(), table.name.to_owned())];

        names.extend(table.primary_key().map(|key| ("primary key", key.name.to_owned())));
        names.extend(table.foreign_keys.iter().map(|key| ("foreign key", key.name.to_owned())));
        names.extend(table.checks.iter().map(|check| ("check", check.name.to_owned())));
        // The columns of a view have no constraints.
        for column in table.columns.iter().filter(|_| table.view.is_none()) {
            // A check that only another engine has keeps its name, so that both engines accept the same tables.
            if Dialect::checks_column(&column) {
                names.push(("check", table.check_name(&column)));
            }
            if column.default.is_some() {
                names.push(("default", table.default_constraint_name(&column)));
            }
        }
        let namespace = table.schema.unwrap_or(DEFAULT_SCHEMA);
        let taken = |(kind, name)| TakenName { namespace: namespace.to_owned(), kind, name };
        names.into_iter().map(taken).collect()
    }
}

fn drop_schema(schema: &str) -> String {
    format!(
        "IF SCHEMA_ID(N'{schema}') IS NOT NULL\n    AND NOT EXISTS (SELECT 1 FROM sys.objects WHERE [schema_id] = SCHEMA_ID(N'{schema}'))\n    \
         AND NOT EXISTS (SELECT 1 FROM sys.types WHERE [schema_id] = SCHEMA_ID(N'{schema}'))\n    EXEC(N'DROP SCHEMA [{schema}]');"
    )
}

fn qualified(schema: Option<&str>, name: &str) -> String {
    format!("[{}].[{name}]", schema.unwrap_or(DEFAULT_SCHEMA))
}

/// Returns a string literal.
fn quoted(text: &str) -> String {
    format!("N'{}'", text.replace('\'', "''"))
}

fn descriptions(scripts: &Scripts, table: &TableInfo) -> String {
    let schema = scripts.schema(table.model).unwrap_or(DEFAULT_SCHEMA);
    let object = format!("OBJECT_ID(N'{}')", qualified(Some(schema), table.model.name));
    let kind = table.model.kind().to_uppercase();
    let place = format!("N'SCHEMA', N'{schema}', N'{kind}', N'{}'", table.model.name);
    let mut text = format!("-- {}\n", table.name);
    text.push_str(&describe(&object, "0", &place, &plain_text(table.model.doc)));
    for column in table.model.columns.iter() {
        let minor = format!("COLUMNPROPERTY({object}, N'{}', 'ColumnId')", column.name);
        let place = format!("{place}, N'COLUMN', N'{}'", column.name);
        text.push_str(&describe(&object, &minor, &place, &plain_text(column.doc)));
    }
    text.truncate(text.trim_end().len());
    text
}

/// Returns the statement that adds or updates a description.
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

/// The roles: `reader` reads, `worker` also runs the operations of the library, and `operator` also deletes rows.
const ROLES: [&str; 3] = ["reader", "worker", "operator"];

/// Returns the name of a role, which contains the schema: a member has no permissions in other schemas.
fn role_name(schema: Option<&str>, role: &str) -> String {
    format!("{}_{role}", schema.unwrap_or(DEFAULT_SCHEMA))
}

/// Returns the statements that create the roles. Every permission is on a table or a view of the scripts, since a schema such as
/// `dbo` may contain other objects.
fn roles(scripts: &Scripts, schema: Option<&str>) -> Vec<String> {
    let [reader, worker, operator] = ROLES.map(|role| role_name(schema, role));
    let mut statements: Vec<String> = [&reader, &worker, &operator]
        .iter()
        .map(|role| format!("IF DATABASE_PRINCIPAL_ID(N'{role}') IS NULL CREATE ROLE [{role}];"))
        .collect();
    let name = schema.unwrap_or(DEFAULT_SCHEMA);
    statements.push(format!(
        "-- Earlier versions of this script granted these permissions on the whole schema.\n\
         REVOKE SELECT, VIEW DEFINITION ON SCHEMA::[{name}] FROM [{reader}];\n\
         REVOKE VIEW DEFINITION ON SCHEMA::[{name}] FROM [{worker}];\n\
         REVOKE DELETE ON SCHEMA::[{name}] FROM [{operator}];"
    ));
    let mut reads =
        "-- Reads tables and views. VIEW DEFINITION lets the program compare the tables with its structs."
            .to_owned();
    let mut works = "-- Runs the operations of the library; creates nothing.".to_owned();
    let mut removes = "-- Also deletes rows: for the smoke test, and for manual cleanup.".to_owned();
    for table in scripts.selected_tables().iter().filter(|table| scripts.schema(table.model) == schema) {
        if table.model.view.is_some() || scripts.is_stamp(table) {
            // Only scripts, and programs that create tables, write the record of scripts.
            let object = qualified(schema, table.model.name);
            reads.push_str(&format!("\nGRANT SELECT, VIEW DEFINITION ON {object} TO [{reader}];"));
            works.push_str(&format!("\nGRANT SELECT, VIEW DEFINITION ON {object} TO [{worker}];"));
            continue;
        }
        let delete = if table.deletes() { ", DELETE" } else { "" };
        let table = qualified(schema, table.model.name);
        reads.push_str(&format!("\nGRANT SELECT, VIEW DEFINITION ON {table} TO [{reader}];"));
        works.push_str(&format!(
            "\nGRANT SELECT, INSERT, UPDATE{delete}, VIEW DEFINITION ON {table} TO [{worker}];"
        ));
        removes.push_str(&format!("\nGRANT DELETE ON {table} TO [{operator}];"));
    }
    for view in scripts.selected_views().iter().filter(|view| scripts.schema(view.model) == schema) {
        reads.push_str(&format!("\nGRANT SELECT ON {} TO [{reader}];", qualified(schema, view.name)));
    }
    removes.push_str(&format!(
        "\nIF IS_ROLEMEMBER(N'{worker}', N'{operator}') = 0 ALTER ROLE [{worker}] ADD MEMBER [{operator}];"
    ));
    statements.extend([reads, works, removes]);
    statements
}

/// Returns the statement that drops a role without permissions and removes its members first. Scripts of other tables in the same
/// schema share the role.
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
        let select = view.select(&Mssql, schema);
        // CREATE VIEW must be the first statement of its batch; a comment may precede it.
        format!("-- {}\nCREATE OR ALTER VIEW {name} AS\n{select};", view.doc)
    };
    scripts.selected_views().iter().map(view).collect()
}
