//! The text of a request that runs several statements.

use std::fmt::Write as _;
use std::ops::Range;

/// The maximum number of parameters of a request: 2,100 of the procedure `sp_executesql`, which takes two itself.
///
/// See <https://learn.microsoft.com/en-us/sql/sql-server/maximum-capacity-specifications-for-sql-server>.
pub(crate) const MAX_PARAMS: usize = 2_098;

/// The column of the result set that ends each statement.
pub(crate) const COUNT_COLUMN: &str = "#count";

/// Begins a transaction, or a savepoint if the session has a transaction. All requests use the same name: a rollback reaches
/// the savepoint that was set last, which is the one of its own request.
const HEAD: &str = "\
DECLARE @own BIT = CASE WHEN @@TRANCOUNT = 0 THEN 1 ELSE 0 END, @count BIGINT, @sum BIGINT;
BEGIN TRY
    IF @own = 1 BEGIN TRANSACTION ELSE SAVE TRANSACTION store_batch;
";

/// Undoes everything after an error, whether or not the session has `XACT_ABORT` on.
const TAIL: &str = "    IF @own = 1 COMMIT TRANSACTION;
END TRY
BEGIN CATCH
    IF @own = 1 AND XACT_STATE() <> 0 ROLLBACK TRANSACTION;
    IF @own = 0 AND XACT_STATE() = 1 ROLLBACK TRANSACTION store_batch;
    THROW;
END CATCH;";

/// The text of a request that runs several statements, all or none.
///
/// Statements, their parameter declarations and all values are parameters, so that the text depends only on their number, and
/// each statement has one plan, whichever requests it is part of. After each statement, a result set with the single column
/// [`COUNT_COLUMN`] has the number of rows that the statement changed or returned.
#[derive(Debug)]
pub(crate) struct BatchText(String);

impl BatchText {
    pub(crate) fn new() -> Self {
        Self(HEAD.to_owned())
    }

    /// Adds a statement; parameters are given by their numbers, from 1.
    pub(crate) fn execute(&mut self, statement: usize, declaration: usize, params: Range<usize>) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "    EXEC sp_executesql @P{statement}");
        if !params.is_empty() {
            let _ = write!(self.0, ", @P{declaration}");
        }
        for param in params {
            let _ = write!(self.0, ", @P{param}");
        }
        self.0.push_str(";\n    SET @count = @@ROWCOUNT;\n    SELECT @count AS [#count];\n");
    }

    /// Begins the sum of the row counts of the next statements.
    pub(crate) fn begin_sum(&mut self) {
        self.0.push_str("    SET @sum = 0;\n");
    }

    /// Adds the row count of the last statement to the sum.
    pub(crate) fn add_to_sum(&mut self) {
        self.0.push_str("    SET @sum = @sum + @count;\n");
    }

    /// Ends the request without an effect unless the sum equals a parameter.
    pub(crate) fn expect_sum(&mut self, param: usize) {
        let _ = write!(self.0, "    IF @sum <> @P{param}\n    BEGIN\n");
        self.0.push_str(
            "        IF @own = 1 ROLLBACK TRANSACTION ELSE ROLLBACK TRANSACTION store_batch;\n        RETURN;\n    END;\n",
        );
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push_str(TAIL);
        self.0
    }

    /// Returns a text with every form of statement, for the T-SQL syntax check.
    pub(crate) fn sample() -> String {
        let mut text = Self::new();
        text.execute(1, 2, 3..5);
        text.begin_sum();
        text.execute(5, 5, 0..0);
        text.add_to_sum();
        text.expect_sum(6);
        text.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_shows_the_text() {
        let document = include_str!("../../docs/backends/sql-server.md");
        let mut text = BatchText::new();
        text.begin_sum();
        text.execute(1, 2, 3..5);
        text.add_to_sum();
        text.expect_sum(5);
        let text = text.finish();
        assert!(document.contains(&format!("```sql\n{text}\n```")), "{text}");
    }

    #[test]
    fn a_statement_without_parameters_has_no_declaration() {
        assert!(BatchText::sample().contains("    EXEC sp_executesql @P5;\n"));
    }
}
