//! Statements on many rows, which are in one JSON parameter and, for bytes, a second parameter.
//!
//! The server reads the rows into a table variable and processes them in rounds. Rows with the same key are in different rounds, so
//! that a later row finds the result of an earlier one. Within a round, rows are in the order of their numbers, which the
//! driver assigns in the order of the key: statements lock the rows that they share in the same order.
//!
//! A batch joins its rows to the table by nested loops that seek in the table, whatever the optimizer estimates: under the locks of
//! an upsert, a scan would lock the whole table. Within a transaction of the caller, an error rolls back the batch and nothing
//! else.

use super::Mssql;
use super::hints::{KEY_LOCK, LOOPS, LOOPS_IN_ORDER, SEEK};
use super::row_params::RowParams;
use crate::dialect::Dialect;
use crate::diff::tokens;
use crate::render::{BatchColumns, BytesParam, Fragment, Grammar, Renderer, Sql};
use crate::schema::{Column, DefaultValue, Key, Merge, Query};

impl Mssql {
    /// If the database makes a column of the primary key, the statement returns its values in the order of the rows.
    pub(super) fn insert_rows(&self, r: &Renderer<'_>, out: &mut Sql) {
        let columns = r.inserted_columns();
        let source = |out: &mut Sql| read_each(r, out, columns);
        let made = r.table.made_key().map(|at| (at, r.table.columns.at(at)));
        match made {
            None => {
                r.insert_head(out, "");
                out.push("\nSELECT ");
                source(out);
                out.push("\nORDER BY [#n];");
            }
            // The rows are numbered in their order; the order of `OUTPUT` is not promised.
            Some((at, Column { default: None, .. })) => {
                out.push("DECLARE @made TABLE (");
                r.variables(out, &[at]);
                out.push(");\n");
                r.insert_head(out, "");
                out.push("\nOUTPUT ");
                r.prefixed(out, "inserted.", at);
                out.push(" INTO @made\nSELECT ");
                source(out);
                out.push("\nORDER BY [#n];\nSELECT ");
                r.column(out, at);
                out.push(" FROM @made ORDER BY ");
                r.column(out, at);
                out.push(";");
            }
            Some((at, Column { default: Some(default), ty, .. })) => {
                out.push("DECLARE @rows TABLE ([#n] INT NOT NULL PRIMARY KEY, ");
                r.variables(out, &[at]);
                let value = |out: &mut Sql| self.default_value(out, &default, ty);
                if is_for_defaults_only(&default) {
                    out.push(" DEFAULT (");
                    value(out);
                    out.push("), ");
                    out.append(&columns.variables);
                    out.push(");\nINSERT INTO @rows ([#n], ");
                    r.inserted_names(out);
                    out.push(")\nSELECT [#n], ");
                } else {
                    out.push(", ");
                    out.append(&columns.variables);
                    out.push(");\nINSERT INTO @rows\nSELECT [#n], ");
                    value(out);
                    out.push(", ");
                }
                source(out);
                out.push(";\n");
                self.insert_made(r, out, at);
            }
        }
    }

    /// Writes the insert of the rows of a table variable, among whose columns is `made`, and the query of its values.
    fn insert_made(&self, r: &Renderer<'_>, out: &mut Sql, made: usize) {
        let names = |out: &mut Sql| {
            r.column(out, made);
            out.push(", ");
            r.inserted_names(out);
        };
        out.push("INSERT INTO ");
        self.table(out, r.table);
        out.push(" (");
        names(out);
        out.push(")\nSELECT ");
        names(out);
        out.push("\nFROM @rows\nORDER BY [#n];\nSELECT ");
        r.column(out, made);
        out.push(" FROM @rows ORDER BY [#n];");
    }

    /// Writes the insert of rows with all stored values.
    pub(super) fn insert_stored_rows(&self, r: &Renderer<'_>, out: &mut Sql) {
        let columns = r.stored_columns();
        let stored: Vec<usize> = r.table.stored().collect();
        r.insert_columns(out, &stored);
        out.push("\nSELECT ");
        read_each(r, out, &columns);
        out.push("\nORDER BY [#n];");
    }

    /// `@P2` is whether missing rows are inserted, `@P3` whether existing rows are updated. The statement returns the numbers of
    /// the rows that were missing. Without inserts, a row whose version is not the existing row's is not updated, and the statement
    /// returns the complement of its number.
    pub(super) fn write_rows(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>) {
        let columns = r.row_columns(key);
        let is_versioned = r.table.version.is_some();
        begin_rows(out, if is_versioned { "missing] TINYINT" } else { "missing] BIT" }, &columns.variables);
        out.push("\nBEGIN TRY\n    ");
        begin_transaction(out);
        out.push("\n    INSERT INTO @rows ([#round], [#n], [#missing], ");
        out.append(&columns.names);
        out.push(")");
        read_rows(out, &r.batch_values(&columns, BytesParam::Fourth), &columns.json);
        out.push(concat!(
            "        UPDATE r# SET [#missing] = 1\n",
            "        FROM @rows AS r#\n",
            "        WHERE r#.[#round] = @round AND NOT EXISTS (\n",
            "            SELECT 1 FROM "
        ));
        self.table(out, r.table);
        out.push(" AS t# ");
        out.push(KEY_LOCK);
        out.push(" WHERE ");
        r.key_joins(out, key.columns, "t#.", "r#.");
        out.push("\n        )\n        ");
        out.push(LOOPS);
        if let Some(version) = r.table.version {
            mark_conflicts(r, out, key, version);
        }
        // Where no row is inserted, the statement only updates.
        let is_insert = r.table.is_written(key);
        out.push(if is_insert { ";\n        IF @P3 = 1" } else { ";\n        IF @P2 = 0 AND @P3 = 1" });
        out.push("\n            UPDATE t# SET ");
        set_rows(r, out, key);
        out.push("\n            FROM @rows AS r# INNER JOIN ");
        self.table(out, r.table);
        out.push(" AS t# ");
        out.push(SEEK);
        out.push(" ON ");
        r.key_joins(out, key.columns, "t#.", "r#.");
        out.push("\n            WHERE r#.[#round] = @round AND r#.[#missing] = 0\n            ");
        out.push(LOOPS_IN_ORDER);
        out.push(";\n");
        if is_insert {
            out.push("        IF @P2 = 1\n            ");
            r.insert_head(out, "");
            out.push("\n            SELECT ");
            r.inserted_names(out);
            out.push(" FROM @rows WHERE [#round] = @round AND [#missing] = 1 ORDER BY [#n];\n");
        }
        end_rows(out);
        // A conflict has the complement of its number.
        out.push(if is_versioned {
            "SELECT CASE [#missing] WHEN 2 THEN ~[#n] ELSE [#n] END FROM @rows WHERE [#missing] > 0;"
        } else {
            "SELECT [#n] FROM @rows WHERE [#missing] = 1;"
        });
    }

    /// The parameters of an element are columns of its row. The statement returns the numbers of the elements that changed a row.
    pub(super) fn update_rows(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>) {
        let Some((key, key_params)) = query.fixed_key(r.table) else { return };
        let params = RowParams::of(r, query);
        begin_rows(out, "changed] BIT", &params.variables);
        // An update reports the rows that it changed by their keys: a trigger on the table allows no `OUTPUT` without `INTO`.
        out.push("\nDECLARE @changed TABLE (");
        for column in key.columns {
            r.fragment(out, *column, Fragment::TableVariable);
            out.push(", ");
        }
        out.push("UNIQUE (");
        r.names(out, key.columns);
        out.push("));\nBEGIN TRY\n    ");
        begin_transaction(out);
        out.push("\n    INSERT INTO @rows ([#round], [#n], [#changed], ");
        out.append(&params.names);
        out.push(")");
        read_rows(out, &params.values, &params.json);
        let rows = r.with_param_prefix("r#.");
        out.push("        UPDATE ");
        self.table(out, r.table);
        out.push("\n        SET ");
        rows.sets(out, query.set, "");
        out.push("\n        OUTPUT ");
        for (at, column) in key.columns.iter().enumerate() {
            out.push(if at == 0 { "" } else { ", " });
            r.prefixed(out, "inserted.", *column);
        }
        // A comma, and no alias, since Babelfish does not find the names of a `JOIN` in an update with `OUTPUT`, and reads the whole
        // table for an alias. On SQL Server all forms have the same plan.
        out.push(" INTO @changed\n        FROM @rows AS r#, ");
        self.table(out, r.table);
        out.push(" ");
        out.push(SEEK);
        out.push("\n        WHERE r#.[#round] = @round");
        rows.filters(out, " AND ", query.filters, "");
        out.push("\n        ");
        out.push(LOOPS_IN_ORDER);
        out.push(concat!(
            ";\n        UPDATE r# SET [#changed] = 1\n",
            "        FROM @rows AS r#\n",
            "        WHERE r#.[#round] = @round AND EXISTS (SELECT 1 FROM @changed AS c# WHERE "
        ));
        rows.key_equals_params(out, "c#.", key, &key_params);
        out.push(")\n        ");
        out.push(LOOPS);
        out.push(";\n        DELETE FROM @changed;\n");
        end_rows(out);
        out.push("SELECT [#n] FROM @rows WHERE [#changed] = 1;");
    }
}

/// Returns whether a default can only be written in the definition of a column, not in a query:
/// <https://learn.microsoft.com/sql/t-sql/functions/newsequentialid-transact-sql>.
fn is_for_defaults_only(default: &DefaultValue<'_>) -> bool {
    let DefaultValue::Sql(sql) = default else { return false };
    let tokens = tokens(sql.of(Dialect::Mssql).unwrap_or_default());
    tokens.iter().any(|token| token.is("NEWSEQUENTIALID"))
}

/// Writes the values of the rows of an insert, and the source of the rows.
fn read_each(r: &Renderer<'_>, out: &mut Sql, columns: &BatchColumns) {
    out.append(&r.batch_values(columns, BytesParam::Second));
    out.push("\nFROM OPENJSON(@P1) WITH ([#n] INT '$[0]', ");
    out.append(&columns.json);
    out.push(")");
}

/// Marks the rows to update whose version is not the existing row's.
fn mark_conflicts(r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>, version: usize) {
    out.push(concat!(
        ";\n        IF @P2 = 0\n            UPDATE r# SET [#missing] = 2\n",
        "            FROM @rows AS r#\n",
        "            WHERE r#.[#round] = @round AND r#.[#missing] = 0 AND NOT EXISTS (\n",
        "                SELECT 1 FROM "
    ));
    Mssql.table(out, r.table);
    out.push(" AS t# ");
    out.push(SEEK);
    out.push(" WHERE ");
    r.key_joins(out, key.columns, "t#.", "r#.");
    out.push(" AND ");
    r.key_joins(out, &[version], "t#.", "r#.");
    out.push("\n            )\n            ");
    out.push(LOOPS);
}

/// Writes the declarations of a batch; `mark` is the column, with its type, that marks the rows that the statement returns.
fn begin_rows(out: &mut Sql, mark: &str, columns: &Sql) {
    out.push(concat!(
        "DECLARE @own BIT = CASE WHEN @@TRANCOUNT = 0 THEN 1 ELSE 0 END, @round INT = 0, @rounds INT;\n",
        "DECLARE @rows TABLE (\n",
        "    [#round] INT NOT NULL, [#n] INT NOT NULL, [#"
    ));
    out.push(mark);
    out.push(" NOT NULL,\n    ");
    out.append(columns);
    out.push(",\n    PRIMARY KEY ([#round], [#n])\n);");
}

fn begin_transaction(out: &mut Sql) {
    out.push("IF @own = 1 BEGIN TRANSACTION ELSE SAVE TRANSACTION store_rows;");
}

/// Writes the query that reads the rows, after the list of columns to insert, and the beginning of the loop over the rounds.
fn read_rows(out: &mut Sql, values: &Sql, json: &Sql) {
    out.push("\n    SELECT [#round], [#n], 0, ");
    out.append(values);
    out.push("\n    FROM OPENJSON(@P1) WITH ([#n] INT '$[0]', [#round] INT '$[1]', ");
    out.append(json);
    out.push(concat!(
        ");\n",
        "    SELECT @rounds = MAX([#round]) FROM @rows;\n",
        "    WHILE @round <= @rounds\n",
        "    BEGIN\n"
    ));
}

/// Writes the end of the loop and of the transaction.
fn end_rows(out: &mut Sql) {
    out.push(concat!(
        "        SET @round = @round + 1;\n",
        "    END;\n",
        "    IF @own = 1 COMMIT TRANSACTION;\n",
        "END TRY\n",
        "BEGIN CATCH\n",
        "    IF @own = 1 AND XACT_STATE() <> 0 ROLLBACK TRANSACTION;\n",
        "    IF @own = 0 AND XACT_STATE() = 1 ROLLBACK TRANSACTION store_rows;\n",
        "    THROW;\n",
        "END CATCH;\n",
    ));
}

/// Writes the assignments of a batch of whole rows. Only an upsert merges with the existing values, and keeps those that no insert
/// writes.
fn set_rows(r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>) {
    r.set_each(out, r.table.updated_by(key), |out, column| {
        let (existing, new) =
            (|out: &mut Sql| r.prefixed(out, "t#.", column), |out: &mut Sql| r.prefixed(out, "r#.", column));
        let is_made = r.table.columns.generated(column).is_some();
        if r.table.columns.merge(column) == Merge::Replace && !is_made {
            return new(out);
        }
        out.push("CASE WHEN @P2 = 1 THEN ");
        if is_made {
            existing(out);
        } else {
            r.merged(out, column, existing, new);
        }
        out.push(" ELSE ");
        new(out);
        out.push(" END");
    });
    r.raise_version(out, "t#.");
}
