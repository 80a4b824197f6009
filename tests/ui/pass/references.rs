use store::{Field, Table};

#[derive(Field)]
#[field(len = 36)]
struct SourceId(String);

#[derive(Table)]
#[table(schema = "app")]
#[table(foreign_key(columns(source, place), references(schema = "other", table = "places", columns(source, number))))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(references(table = "sources", columns(id), on_delete = "cascade"))]
    source: SourceId,
    #[column(references(table = "jobs", columns(r#type), on_delete = "set null"))]
    parent: Option<i64>,
    #[column(references(table = "places", columns(number), on_delete = "no action"))]
    place: i32,
}

fn main() {
    let sql = Job::SQL.of(store::Dialect::Mssql).create_table();
    assert!(sql.contains("REFERENCES [other].[places] ([source], [number])"), "{sql}");
    assert!(sql.contains("REFERENCES [app].[sources] ([id]) ON DELETE CASCADE"), "{sql}");
    assert!(sql.contains("REFERENCES [app].[jobs] ([type]) ON DELETE SET NULL"), "{sql}");
}
