use store::sql;

struct NoTable;

fn main() {
    let _ = sql!();
    let text = "SELECT 1";
    let _ = sql!(text);
    let _ = sql!(mssql = "SELECT 1");
    let _ = sql!(oracle = "SELECT 1", sqlite = "SELECT 1");
    let _ = sql!("SELECT * FROM {NoTable}");
    let _ = sql!("SELECT * FROM {Missing}");
}
