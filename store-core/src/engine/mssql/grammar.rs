//! The SQL of SQL Server.

use super::hints::KEY_LOCK;
use super::types::{
    COLLATION, NOW, write_default_value, write_fragment, write_literal, write_table, write_type,
};
use super::{Mssql, existing};
use crate::dialect::Dialect;
use crate::engine::schema_name;
use crate::render::{BulkInsertSql, ClockOffset, ContainsTest, Fragment, Grammar, Renderer, Sql};
use crate::schema::{
    Column, DefaultValue, Index, Key, KeyKind, Limit, Operator, Query, Sort, TableModel, Term, TextPlace,
    Unit, ViewQuery,
};
use crate::text::ConstWriter;
use crate::types::{Literal, SqlType};

// Aliases end with `#`, which no name of a schema contains, so that the column of an alias cannot be taken for a table of a schema.

impl Grammar for Mssql {
    fn dialect(&self) -> Dialect {
        Dialect::Mssql
    }

    fn name(&self, out: &mut Sql, name: &str) {
        out.push("[");
        out.push(name);
        out.push("]");
    }

    fn table(&self, out: &mut Sql, table: &TableModel<'_>) {
        self.qualified(out, table.schema, table.name);
    }

    fn param(&self, out: &mut Sql, at: usize) {
        out.push("@P");
        out.push_int(at + 1);
    }

    fn literal(&self, out: &mut Sql, literal: &Literal<'_>, _ty: SqlType) {
        out.write(|writer| write_literal(writer, literal));
    }

    fn default_value(&self, out: &mut Sql, default: &DefaultValue<'_>, _ty: SqlType) {
        out.write(|writer| write_default_value(writer, default));
    }

    fn fragment(&self, out: &mut ConstWriter<'_>, table: &str, column: &Column<'_>, fragment: Fragment) {
        write_fragment(out, table, column, fragment, "");
    }

    fn now(&self, out: &mut Sql, offset: Option<ClockOffset<'_>>) {
        let Some(ClockOffset { shift, amount }) = offset else { return out.push(NOW) };
        let add = match shift.unit {
            Unit::Seconds => "DATEADD(SECOND, ",
            Unit::Milliseconds => "DATEADD(MILLISECOND, ",
        };
        // The smallest INT has no negation; ~n, which is -n - 1, never overflows.
        let complement = shift.backwards && matches!(shift.amount, Term::Param(_));
        if complement {
            out.push(add);
            out.push("1, ");
        }
        out.push(add);
        out.push(match (shift.backwards, complement) {
            (_, true) => "~",
            (true, false) => "-",
            (false, false) => "",
        });
        amount(out);
        out.push(", ");
        out.push(NOW);
        out.push(if complement { "))" } else { ")" });
    }

    fn members(&self, out: &mut Sql, param: usize, column: &Column<'_>) {
        if let SqlType::FixedBytes(len) = column.ty {
            return self.members_of_fixed_length(out, param, len);
        }
        out.push("SELECT ");
        match column.ty {
            // Two operands of different collations cannot be compared unless one has an explicit collation.
            SqlType::Text(_) | SqlType::Enum { .. } | SqlType::Deferred => {
                match existing::compared_type(column) {
                    Some(ty) => out.push(&format!("CAST([value]{ty})")),
                    None => out.push("[value]"),
                }
                out.push(" COLLATE ");
                out.push(existing::collation(column).unwrap_or(COLLATION));
            }
            // Any type other than the column's would prevent the use of an index.
            SqlType::Bytes(_) => {
                out.push("CONVERT(");
                out.write(|writer| write_type(writer, column.ty));
                out.push(", [value], 2)");
            }
            _ => out.push("[value]"),
        }
        out.push(" FROM OPENJSON(");
        self.param(out, param);
        out.push(")");
    }

    // `LIKE` seeks in an index if the pattern begins with text, and compares blanks at the end too.
    fn contains(&self, r: &Renderer<'_>, out: &mut Sql, test: &ContainsTest<'_>) {
        let (head, tail) = match test.place {
            TextPlace::Start => ("", "%"),
            TextPlace::End => ("%", ""),
            TextPlace::Anywhere => ("%", "%"),
        };
        r.prefixed(out, test.prefix, test.column);
        out.push(" LIKE ");
        if let Term::Literal(Literal::Text(text)) = test.text {
            let escaped: String = text.chars().map(escaped).collect();
            r.literal(out, &Literal::Text(&format!("{head}{escaped}{tail}")), test.column);
        } else {
            if !head.is_empty() {
                out.push("N'%' + ");
            }
            SPECIAL.iter().for_each(|_| out.push("REPLACE("));
            r.term(out, &test.text, test.column, test.prefix);
            out.push(" COLLATE ");
            out.push(existing::collation(&r.table.columns.at(test.column)).unwrap_or(COLLATION));
            for special in SPECIAL {
                out.push(&format!(", N'{special}', N'[{special}]')"));
            }
            if !tail.is_empty() {
                out.push(" + N'%'");
            }
        }
    }

    fn json_value(&self, out: &mut Sql, column: &dyn Fn(&mut Sql), path: &str) {
        out.push("JSON_VALUE(");
        column(out);
        out.push(", ");
        self.literal(out, &Literal::Text(path), SqlType::Text(None));
        out.push(") COLLATE ");
        out.push(COLLATION);
    }

    fn compared_type(&self, column: &Column<'_>) -> Option<String> {
        existing::compared_type(column)
    }

    fn count(&self) -> &'static str {
        "COUNT_BIG"
    }

    fn exists(&self) -> (&'static str, &'static str) {
        ("SELECT CAST(CASE WHEN EXISTS (", ") THEN 1 ELSE 0 END AS BIT)")
    }

    // The sum of `INT` values is an `INT`.
    fn sum(&self, out: &mut Sql, ty: SqlType, column: &dyn Fn(&mut Sql)) {
        let widened = !matches!(ty, SqlType::Decimal { .. });
        out.push(if widened { "SUM(CAST(" } else { "SUM(" });
        column(out);
        out.push(if widened { " AS BIGINT))" } else { ")" });
    }

    // `AVG` of integers is an integer.
    fn mean(&self, out: &mut Sql, ty: SqlType, column: &dyn Fn(&mut Sql)) {
        out.push("CAST(");
        self.sum(out, ty, column);
        out.push(" AS FLOAT) / NULLIF(COUNT_BIG(");
        column(out);
        out.push("), 0)");
    }

    fn limit_head(&self, out: &mut Sql, limit: Option<Limit>) {
        let Some(limit) = limit else { return };
        out.push("TOP (");
        match limit {
            Limit::Rows(rows) => out.push_int(rows as usize),
            Limit::Param(at) => self.param(out, at),
        }
        out.push(") ");
    }

    fn limit_tail(&self, _out: &mut Sql, _limit: Option<Limit>) {}

    fn after(&self, r: &Renderer<'_>, out: &mut Sql, order: &[Sort], first: usize) {
        // The first comparison is redundant; it lets an index seek to the page.
        if let Some(lead) = order.first().filter(|_| order.len() > 1) {
            r.compare(
                out,
                "",
                lead.column,
                if lead.descending { Operator::LessOrEqual } else { Operator::GreaterOrEqual },
                first,
            );
            out.push(" AND ");
        }
        r.after_expanded(out, order, first);
    }

    fn terminator(&self) -> &'static str {
        ";"
    }

    fn create_schema(&self, schema: &str) -> Option<String> {
        // CREATE SCHEMA must be alone in its batch.
        Some(format!("IF SCHEMA_ID(N'{schema}') IS NULL EXEC(N'CREATE SCHEMA [{schema}]');"))
    }

    fn create_table_head(&self, out: &mut Sql, table: &TableModel<'_>) {
        out.push("IF OBJECT_ID(N'");
        self.table(out, table);
        out.push("', N'U') IS NULL\nCREATE TABLE ");
        self.table(out, table);
    }

    fn create_table_tail(&self, _table: &TableModel<'_>) -> &'static str {
        ");"
    }

    fn create_view(&self, r: &Renderer<'_>, out: &mut Sql, view: &ViewQuery<'_>) {
        let mut create = Sql::default();
        r.view_head(&mut create);
        r.view_query(&mut create, view);
        // CREATE VIEW must be alone in its batch.
        out.push("IF OBJECT_ID(N'");
        self.table(out, r.table);
        out.push("', N'V') IS NULL\nEXEC(N'CREATE VIEW ");
        out.append(&create.doubled("'"));
        out.push("');");
    }

    fn replace_view(&self, r: &Renderer<'_>, view: &ViewQuery<'_>) -> Vec<String> {
        let mut out = Sql::default();
        out.push("CREATE OR ALTER VIEW ");
        r.view_head(&mut out);
        r.view_query(&mut out, view);
        out.push(";");
        vec![out.into_text()]
    }

    fn primary_key(&self) -> &'static str {
        "PRIMARY KEY CLUSTERED"
    }

    fn references(&self, out: &mut Sql, schema: Option<&str>, table: &str) {
        self.qualified(out, schema, table);
    }

    fn create_index_head(&self, out: &mut Sql, table: &TableModel<'_>, name: &str, unique: bool) {
        out.push("IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'");
        self.table(out, table);
        out.push("') AND name = N'");
        out.push(name);
        out.push(if unique { "')\nCREATE UNIQUE INDEX " } else { "')\nCREATE INDEX " });
        self.name(out, name);
        out.push(" ON ");
        self.table(out, table);
        out.push(" (");
    }

    fn filters_unique_keys(&self) -> bool {
        true
    }

    fn include(&self, r: &Renderer<'_>, out: &mut Sql, index: &Index<'_>) {
        out.push(")");
        if !index.include.is_empty() {
            out.push(" INCLUDE (");
            r.names(out, index.include);
            out.push(")");
        }
    }

    /// The values are returned through a table variable, since a table with triggers allows no other `OUTPUT`.
    fn insert_returning(&self, r: &Renderer<'_>, out: &mut Sql, columns: &[usize]) {
        out.push("DECLARE @made TABLE (");
        r.variables(out, columns);
        out.push(");\n");
        r.insert_head(out, "");
        out.push("\nOUTPUT ");
        r.prefixed_names(out, "inserted.", columns);
        out.push(" INTO @made");
        r.insert_values(out);
        out.push(";\nSELECT ");
        r.names(out, columns);
        out.push(" FROM @made;");
    }

    fn insert_if_absent(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>) {
        r.insert_head(out, "");
        out.push("\nSELECT ");
        r.inserted_params(out);
        out.push("\nWHERE NOT EXISTS (SELECT 1 FROM ");
        self.table(out, r.table);
        out.push(" ");
        out.push(KEY_LOCK);
        out.push(" WHERE ");
        r.key_equals(out, key, |column| r.insert_param(column));
        out.push(");");
    }

    /// An update that locks the key, then an insert if no row was updated: one batch, one round trip. `MERGE` is not used,
    /// since it is known to deadlock under `HOLDLOCK` and to fail with error 2627 without.
    ///
    /// The batch opens a transaction only if the caller has none, so that an error leaves the caller's open.
    fn upsert(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>) {
        out.push(concat!(
            "DECLARE @own BIT = CASE WHEN @@TRANCOUNT = 0 THEN 1 ELSE 0 END, @outcome NVARCHAR(8) = N'updated';\n",
            "BEGIN TRY\n",
            "    IF @own = 1 BEGIN TRANSACTION;\n",
            "    UPDATE t# SET "
        ));
        r.upsert_sets(out, key, |out, column| self.param(out, r.insert_param(column)));
        out.push("\n    FROM ");
        self.table(out, r.table);
        out.push(" AS t# ");
        out.push(KEY_LOCK);
        out.push("\n    WHERE ");
        r.key_equals(out, key, |column| r.insert_param(column));
        out.push(concat!(
            ";\n",
            "    IF @@ROWCOUNT = 0\n",
            "    BEGIN\n",
            "        SET @outcome = N'inserted';\n",
            "        "
        ));
        r.insert_head(out, "");
        out.push("\n        VALUES (");
        r.inserted_params(out);
        out.push(concat!(
            ");\n",
            "    END;\n",
            "    IF @own = 1 COMMIT TRANSACTION;\n",
            "END TRY\n",
            "BEGIN CATCH\n",
            "    IF @own = 1 AND XACT_STATE() <> 0 ROLLBACK TRANSACTION;\n",
            "    THROW;\n",
            "END CATCH;\n",
            "SELECT @outcome AS [outcome];"
        ));
    }

    fn replace_schema(&self, text: &str, from: &str, to: &str) -> String {
        // `[from].[` is always a table: columns follow an alias, never a name in brackets.
        let qualifier = format!("[{from}].[");
        schema_name::replace(text, to, |rest| rest.starts_with(&qualifier).then_some((1, from.len())))
    }

    /// The subquery selects and locks rows in index order and skips locked ones. The outer update repeats the filters, so that
    /// the statement is correct on an engine that ignores the hints too. The rows are returned through a table variable,
    /// since a table with triggers allows no other `OUTPUT`.
    fn claim(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>) {
        let key: &[usize] =
            r.table.keys.iter().find(|key| key.kind == KeyKind::Primary).map_or(&[], |key| key.columns);
        let select = |out: &mut Sql| {
            out.push("\n    SELECT ");
            self.limit_head(out, query.limit);
            r.names(out, key);
            out.push("\n    FROM ");
            self.table(out, r.table);
            out.push(" WITH (ROWLOCK, UPDLOCK, READPAST, READCOMMITTEDLOCK)");
            r.filters(out, "\n    WHERE ", query.filters, "");
            r.order(out, "\n    ", query.order);
            out.push("\n)");
        };
        // Both forms have the same plan on SQL Server; other planners are best with a list.
        let listed = key.len() == 1;
        let alias = if listed { "" } else { "w#." };
        declare_rows(r, out, "@claimed");
        out.push("UPDATE ");
        if listed {
            self.table(out, r.table);
        } else {
            out.push("w#");
        }
        out.push("\nSET ");
        r.sets(out, query.set, alias);
        out.push("\nOUTPUT ");
        r.all_prefixed(out, "inserted.");
        out.push("\nINTO @claimed");
        if listed {
            out.push("\nWHERE ");
            r.names(out, key);
            out.push(" IN (");
            select(out);
            r.filters(out, " AND ", query.filters, alias);
        } else {
            out.push("\nFROM ");
            self.table(out, r.table);
            out.push(" AS w#\nINNER JOIN (");
            select(out);
            out.push(" AS c# ON ");
            r.key_joins(out, key, alias, "c#.");
            r.filters(out, "\nWHERE ", query.filters, alias);
        }
        select_rows(r, out, "@claimed");
        out.push(";");
    }

    /// The last row count of the batch is 0 if a row was changed, and 1 if not.
    fn unchanged_outcome(
        &self,
        r: &Renderer<'_>,
        out: &mut Sql,
        key: &Key<'_>,
        param: &dyn Fn(usize) -> usize,
    ) {
        out.push(";\nDECLARE @changed INT = @@ROWCOUNT;\nSELECT CASE WHEN EXISTS (SELECT 1 FROM ");
        self.table(out, r.table);
        out.push(" WHERE ");
        r.key_equals(out, key, param);
        out.push(") THEN N'conflict' ELSE N'missing' END AS [outcome]\nWHERE @changed = 0");
    }

    /// The rows are returned through a table variable, since a table with triggers allows no other `OUTPUT`.
    fn returning_head(&self, r: &Renderer<'_>, out: &mut Sql) {
        declare_rows(r, out, "@changed");
    }

    fn output(&self, r: &Renderer<'_>, out: &mut Sql, source: &str) {
        out.push("\nOUTPUT ");
        r.all_prefixed(out, source);
        out.push("\nINTO @changed");
    }

    fn returning_tail(&self, r: &Renderer<'_>, out: &mut Sql) {
        select_rows(r, out, "@changed");
    }

    fn delete_some(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>) {
        out.push("DELETE ");
        self.limit_head(out, query.limit);
        out.push("FROM ");
        self.table(out, r.table);
        r.output(out, query);
        r.filters(out, "\nWHERE ", query.filters, "");
    }

    fn insert_many(&self, r: &Renderer<'_>, out: &mut Sql) {
        self.insert_rows(r, out);
    }

    fn insert_many_verbatim(&self, r: &Renderer<'_>, out: &mut Sql) {
        self.insert_stored_rows(r, out);
    }

    /// The setting belongs to the session, which another program may use next, so an error turns it off too.
    fn assigning_identity(&self, out: &mut Sql, table: &TableModel<'_>, insert: &dyn Fn(&mut Sql)) {
        if table.identity().is_none() {
            return insert(out);
        }
        let set = |out: &mut Sql, value: &str| {
            out.push("SET IDENTITY_INSERT ");
            self.table(out, table);
            out.push(value);
        };
        set(out, " ON;\nBEGIN TRY\n");
        insert(out);
        out.push("\n");
        set(out, " OFF;\nEND TRY\nBEGIN CATCH\n    ");
        set(out, " OFF;\n    THROW;\nEND CATCH;");
    }

    fn bulk_insert(&self, r: &Renderer<'_>, is_verbatim: bool) -> Option<BulkInsertSql> {
        Some(self.bulk_insert_of(r, is_verbatim))
    }

    fn write_many(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>) {
        self.write_rows(r, out, key);
    }

    fn update_many(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>) {
        self.update_rows(r, out, query);
    }
}

impl Mssql {
    /// Writes a query for values of equal length, which are joined in one parameter. The elements of an array of zeros number
    /// them; `REPLICATE` returns NULL for an empty list.
    fn members_of_fixed_length(&self, out: &mut Sql, param: usize, len: u32) {
        // Any type other than the column's would prevent the use of an index.
        out.push("SELECT CONVERT(");
        out.write(|writer| write_type(writer, SqlType::FixedBytes(len)));
        let len = len as usize;
        out.push(", SUBSTRING(");
        self.param(out, param);
        out.push(", 1 + ");
        out.push_int(len);
        out.push(" * CAST([key] AS INT), ");
        out.push_int(len);
        out.push(")) FROM OPENJSON(N'[0' + REPLICATE(CAST(N',0' AS NVARCHAR(MAX)), DATALENGTH(");
        self.param(out, param);
        out.push(") / ");
        out.push_int(len);
        out.push(" - 1) + N']')");
    }

    fn qualified(&self, out: &mut Sql, schema: Option<&str>, table: &str) {
        out.write(|writer| write_table(writer, schema, table));
    }
}

/// The characters that have a meaning in patterns. In brackets they have none; the bracket is replaced first.
const SPECIAL: [char; 3] = ['[', '%', '_'];

/// Returns a character as it is written in a pattern.
fn escaped(ch: char) -> String {
    if SPECIAL.contains(&ch) { format!("[{ch}]") } else { ch.to_string() }
}

/// Writes the declaration of a table variable for rows.
fn declare_rows(r: &Renderer<'_>, out: &mut Sql, name: &str) {
    out.push("DECLARE ");
    out.push(name);
    out.push(" TABLE (");
    out.append(r.all_variables());
    out.push(");\n");
}

/// Writes the query that returns the rows of a table variable.
fn select_rows(r: &Renderer<'_>, out: &mut Sql, name: &str) {
    out.push(";\nSELECT ");
    r.all_names(out);
    out.push("\nFROM ");
    out.push(name);
}
