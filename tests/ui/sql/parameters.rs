use rust_decimal::Decimal;
use store::sql;

struct Opaque;

fn main() {
    let a = 1_i64;
    let _ = sql!("SELECT :a, :b", a);
    let _ = sql!("SELECT :a", a, b = 2);
    let _ = sql!("SELECT :a", a, a);
    let _ = sql!(mssql = "SELECT :a, :b", sqlite = "SELECT :a", a, b = 1_i64);
    let _ = sql!("SELECT :a", a = Opaque);
    let _ = sql!("SELECT :a", a = Decimal::ONE);
    let _ = sql!("SELECT :a", "b");
}
