//! An existing table, with types, defaults, checks and constraints that the library does not create.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use store::Table;

/// An invoice of an older program.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "OldInvoices", not_strict)]
#[table(insert as NewOldInvoice, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_dbo.OldInvoices", columns(id)))]
#[table(unique(name = "UQ_OldInvoices.Number", columns(number)))]
#[table(index(name = "IX_OldInvoices.Issued", columns(issued desc)))]
#[table(check_sql(name = "CK_OldInvoices.Total", mssql = "[Total] >= 0", sqlite = "Total >= 0"))]
#[table(undeclared("Place", "CK_OldInvoices.Place"))]
#[query(select of(customer = :customer, issued >= :since?) order_by(issued, id))]
#[query(select of_any(customer in :customers, issued between :from and :until) order_by(number))]
#[query(select of_some(customer in ("Ada", "Bob")) order_by(number))]
#[query(select pages() order_by(issued, number) page)]
#[query(update pay(number) set(paid = true, total = :total) many)]
#[query(claim next(paid = false) order_by(issued, id) set(paid = true))]
#[query(delete of_customer(customer) returning)]
pub struct OldInvoice {
    /// The number of the row.
    #[column(name = "InvoiceID", identity(reuse))]
    #[column(sql_type(sqlite = "INTEGER"))]
    pub id: i32,
    /// The number on the invoice.
    #[column(name = "Number", len = 10, sql_type(mssql = "VARCHAR(10)", sqlite = "VARCHAR(10)"))]
    pub number: String,
    /// The customer.
    #[column(
        name = "Customer",
        len = 40,
        sql_type(mssql = "NVARCHAR(40)", sqlite = "NVARCHAR(40) COLLATE NOCASE")
    )]
    pub customer: String,
    /// The time at which the invoice was issued.
    #[column(name = "Issued", sql_type(mssql = "DATETIME", sqlite = "DATETIME"))]
    #[column(
        default(mssql = "getdate()", sqlite = "CURRENT_TIMESTAMP"),
        default_name = "DF_OldInvoices.Issued"
    )]
    pub issued: NaiveDateTime,
    /// The total.
    #[column(name = "Total", precision = 18, scale = 4, sql_type(mssql = "MONEY", sqlite = "BIGINT"))]
    pub total: Decimal,
    /// Whether the invoice is paid.
    #[column(name = "Paid", sql_type(sqlite = "BOOLEAN"), default(mssql = "0", sqlite = "0"))]
    pub paid: bool,
    /// Twice the total.
    #[column(name = "Twice", precision = 18, scale = 4, sql_type(mssql = "MONEY", sqlite = "BIGINT"))]
    #[column(computed(mssql = "[Total] + [Total]", sqlite = "Total + Total"), stored)]
    pub double: Decimal,
    /// A note.
    #[column(name = "Note", sql_type(mssql = "NTEXT", sqlite = "CLOB"))]
    pub note: Option<String>,
}
