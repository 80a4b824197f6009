//! Connections that pass their calls on to another one.

/// Implements [`Connection`](store::Connection) for a wrapper with the field `database`: `batch` as given, and every other call by
/// passing it on.
#[macro_export]
macro_rules! delegate_connection {
    ([$($head:tt)*] $($batch:tt)*) => {
        $($head)* {
            $($batch)*

            fn dialect(&self) -> store::Dialect {
                self.database.dialect()
            }

            fn schema_override(&self) -> Option<&store::SchemaOverride> {
                self.database.schema_override()
            }

            async fn execute(&mut self, statement: store::Statement, params: store::Params<'_>) -> Result<u64, store::Error> {
                self.database.execute(statement, params).await
            }

            async fn for_each<T, F>(&mut self, statement: store::Statement, params: store::Params<'_>, each: F) -> Result<(), store::Error>
            where
                T: store::FromRow + Send + 'static,
                F: FnMut(T) -> std::ops::ControlFlow<()> + Send,
            {
                self.database.for_each(statement, params, each).await
            }

            async fn write<T: store::TableValues>(&mut self, write: store::Write, row: &T) -> Result<store::Outcome, store::Error> {
                self.database.write(write, row).await
            }

            async fn write_many<T: store::TableValues>(&mut self, write: store::Write, rows: &[T]) -> Result<Vec<store::Outcome>, store::Error> {
                self.database.write_many(write, rows).await
            }

            async fn insert_many_returning<T, R>(&mut self, write: store::Write, rows: &[R]) -> Result<Vec<T>, store::Error>
            where
                T: store::FromRow + Send + 'static,
                R: store::TableValues,
            {
                self.database.insert_many_returning(write, rows).await
            }

            async fn bulk_load<I>(&mut self, write: store::Write, rows: I) -> Result<u64, store::Error>
            where
                I: Iterator<Item: store::TableValues> + Send,
            {
                self.database.bulk_load(write, rows).await
            }

            async fn execute_many(
                &mut self,
                update: store::UpdateMany,
                elements: &[&[store::Value<'_>]],
            ) -> Result<Vec<bool>, store::Error> {
                self.database.execute_many(update, elements).await
            }

            async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), store::Error> {
                self.database.execute_ddl(statements).await
            }
        }
    };
}
