use store::{Table, View};

#[derive(Table)]
struct Invoice {
    #[column(primary_key)]
    id: i64,
}

#[derive(View)]
struct NoQuery {
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice}", mssql = "SELECT id FROM {Invoice}")]
struct TwoQueries {
    id: i64,
}

#[derive(View)]
#[view(sqlite = "SELECT id FROM {Invoice}")]
struct OneEngine {
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice} WHERE id > ?")]
struct WithParameterOfSqlite {
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice} WHERE id > :least")]
struct WithParameter {
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Invoice};")]
struct WithEnd {
    id: i64,
}

#[derive(View)]
#[view(mssql = "SELECT id FROM {Invoice}; DROP TABLE x", sqlite = "SELECT id FROM {Invoice}")]
struct TwoStatements {
    id: i64,
}

#[derive(View)]
#[view(select = "DELETE FROM {Invoice}")]
struct Writes {
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {OfItself}")]
struct OfItself {
    id: i64,
}

#[derive(View)]
#[view(select = "SELECT id FROM {Self}")]
struct OfSelf {
    id: i64,
}

#[derive(View)]
#[view(select = "")]
struct Empty {
    id: i64,
}

fn main() {}
