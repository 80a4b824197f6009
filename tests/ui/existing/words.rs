use store::Table;

#[derive(Table)]
#[table(insert as NewInvoice, undeclared("place", "total", "Place", ""))]
#[table(check_sql(name = "ck_total", sqlite = "total >= (0"))]
#[table(check_sql(name = "ck_other"))]
#[table(check_sql(name = "ck_third", postgres = "true"))]
struct Invoice {
    #[column(primary_key, identity(reuse, seed = 10))]
    id: i64,
    #[column(sql_type())]
    total: i64,
    #[column(len = 40, sql_type(mssql = "VARCHAR(40); DROP TABLE t"))]
    customer: String,
    #[column(len = 40, sql_type(oracle = "VARCHAR2(40)"))]
    supplier: String,
    #[column(generated, default(mssql = "getdate()"))]
    day: i32,
    #[column(default(sqlite = "'a"))]
    note: i32,
    #[column(rowversion, sql_type(mssql = "BINARY(8)"))]
    version: [u8; 8],
    #[column(len = 5, check_name = "ck_kind", sql_type(mssql = "CHAR(5)", sqlite = "CHAR(5)"))]
    kind: String,
}

fn main() {}
