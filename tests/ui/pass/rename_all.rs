use store::Table;

#[derive(Table)]
#[table(rename_all = "PascalCase", unique(columns(external_key)))]
#[query(select of(work_item_id))]
struct WorkItem {
    #[column(primary_key)]
    work_item_id: i64,
    #[column(len = 20)]
    external_key: String,
    // `name` wins.
    #[column(name = "lastChange")]
    changed_at: i64,
}

fn main() {
    let sql = WorkItem::SQL.of(store::Dialect::Mssql).select();
    assert!(sql.contains("[WorkItemId], [ExternalKey], [lastChange]"), "{sql}");
    assert!(sql.contains("[work_item]"), "{sql}");
}
