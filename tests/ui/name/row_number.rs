use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    rowid: i64,
    #[column(name = "OID")]
    a: i32,
    #[column(name = "_RowId_")]
    b: i32,
}

fn main() {}
