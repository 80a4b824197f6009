//! The SQL cases with SeaORM: its entities, on a pool of one sqlx connection.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbBackend, IntoActiveModel as _,
    Iterable as _, QueryOrder as _, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait as _, TryInsertResult,
};
use store_bench_worker::{About, SqlJob, SqlLibrary, sort_claimed, sql_main};
use tokio::runtime::Runtime;

mod item {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "bench_items")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub source: String,
        pub external_key: String,
        pub status: String,
        pub priority: i32,
        pub attempt: i32,
        pub title: String,
        pub created: i64,
        pub note: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use item::{Column, Entity, Model};

store_bench_worker::row!(Model);

struct SeaOrm {
    runtime: Runtime,
    connection: DatabaseConnection,
    claim: String,
}

async fn begin(connection: &DatabaseConnection) -> DatabaseTransaction {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    connection.begin_with_options(options).await.unwrap()
}

impl SqlLibrary for SeaOrm {
    type Item = Model;

    fn open(job: &SqlJob) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let connection = runtime.block_on(async {
            let mut options = ConnectOptions::new(format!("sqlite://{}?mode=rwc", job.file.display()));
            options.max_connections(1).min_connections(1).sqlx_logging(false).test_before_acquire(false);
            let connection = Database::connect(options).await.unwrap();
            for sql in job.setup() {
                connection.execute_unprepared(sql).await.unwrap();
            }
            connection
        });
        Self { runtime, connection, claim: job.claim.clone() }
    }

    fn about(&mut self) -> About {
        let query = Statement::from_string(DbBackend::Sqlite, "SELECT sqlite_version() AS version");
        let row = self.runtime.block_on(self.connection.query_one_raw(query)).unwrap().unwrap();
        About {
            version: "2.0.4".to_owned(),
            sqlite: row.try_get("", "version").unwrap(),
            notes: vec![
                "a pool of one connection, without logging and without a test before each use; the claim is raw SQL"
                    .to_owned(),
            ],
        }
    }

    fn insert_if_absent(&mut self, rows: &[Model]) -> usize {
        self.runtime.block_on(async {
            let transaction = begin(&self.connection).await;
            let mut inserted = 0;
            for row in rows {
                let insert = Entity::insert(row.clone().into_active_model().reset_all());
                let insert = insert.on_conflict_do_nothing_on([Column::Id]);
                let result = insert.exec_without_returning(&transaction).await.unwrap();
                inserted += usize::from(matches!(result, TryInsertResult::Inserted(1)));
            }
            transaction.commit().await.unwrap();
            inserted
        })
    }

    fn upsert(&mut self, rows: &[Model]) {
        self.runtime.block_on(async {
            let transaction = begin(&self.connection).await;
            for row in rows {
                let insert = Entity::insert(row.clone().into_active_model().reset_all());
                let others = Column::iter().filter(|column| !matches!(column, Column::Id));
                let conflict = OnConflict::column(Column::Id).update_columns(others).to_owned();
                insert.on_conflict(conflict).exec_without_returning(&transaction).await.unwrap();
            }
            transaction.commit().await.unwrap();
        });
    }

    fn get(&mut self, keys: &[String]) -> usize {
        self.runtime.block_on(async {
            let mut found = 0;
            for key in keys {
                let row = Entity::find_by_id(key.as_str()).one(&self.connection).await.unwrap();
                found += usize::from(row.is_some_and(|row| row.id == *key));
            }
            found
        })
    }

    fn select_all(&mut self) -> Vec<Model> {
        self.runtime.block_on(Entity::find().order_by_asc(Column::Id).all(&self.connection)).unwrap()
    }

    fn claim(&mut self, limit: u32, calls: usize) -> usize {
        self.runtime.block_on(async {
            let transaction = begin(&self.connection).await;
            let mut claimed = 0;
            for _ in 0..calls {
                let claim = Statement::from_sql_and_values(DbBackend::Sqlite, &self.claim, [limit.into()]);
                let mut rows = Entity::find().from_raw_sql(claim).all(&transaction).await.unwrap();
                sort_claimed(&mut rows);
                claimed += rows.len();
            }
            transaction.commit().await.unwrap();
            claimed
        })
    }

    fn execute(&mut self, sql: &str) {
        self.runtime.block_on(self.connection.execute_unprepared(sql)).unwrap();
    }
}

fn main() {
    sql_main::<SeaOrm>();
}
