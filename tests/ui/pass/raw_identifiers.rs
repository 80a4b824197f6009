use store::Table;

#[derive(Table)]
#[table(index(columns(r#type, r#match)))]
#[query(select of_type(r#type, r#match >= :least) order_by(r#type, r#fn) page)]
#[query(select r#loop(r#match in :r#move))]
#[query(update change(r#fn) set(r#type, r#match += 1))]
#[query(count by_type() group_by(r#type))]
struct Raw {
    #[column(primary_key)]
    r#fn: i64,
    r#type: i32,
    #[column(name = "pattern")]
    r#match: i32,
}

fn main() {
    let _ = Raw::of_type(1, 2, Some((3, 4)), 10);
    let _ = Raw::r#loop(&[1, 2]);
    let _ = Raw::change(1, 2);
    assert!(Raw::SQL.of(store::Dialect::Sqlite).select().contains("`fn`, `type`, `pattern`"));
}
