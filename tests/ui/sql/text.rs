use store::sql;

fn main() {
    let _ = sql!("");
    let _ = sql!("SELECT 'open");
    let _ = sql!("SELECT [open");
    let _ = sql!("SELECT 1 /* open");
    let _ = sql!("SELECT ?");
    let _ = sql!("SELECT @P1");
    let _ = sql!("SELECT @name");
    let _ = sql!(mssql = "SELECT @P1", sqlite = "SELECT 1");
    let _ = sql!("SELECT 1; DROP TABLE x");
    let _ = sql!("SELECT : a");
    let _ = sql!("SELECT * FROM {1}");
    let _ = sql!("SELECT * FROM {Order");
    let _ = sql!("SELECT } FROM x");
}
