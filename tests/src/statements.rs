//! The statements of all tables of the project.

use store::__private::derive::Renderer;
use store::Dialect;
use store::export::{Scripts, TableInfo};
use store::state::{self, Candidate, ItemState, OpenItem};

use crate::tables::{
    Account, Document, EveryType, HolderSale, Invitation, Job, Member, Meter, OldGuest, OldInvoice, OldLine,
    OldUser, Order, OrderDetail, Page, Plain, RegionSales, Sale, Shipment, Signal, Step, TenantNote, Ticket,
};

/// Returns the tables of the tests and of the state store.
pub fn tables() -> Vec<TableInfo> {
    let own = [
        TableInfo::of::<Meter>(),
        TableInfo::of::<EveryType>(),
        TableInfo::of::<Job>(),
        TableInfo::of::<Plain>(),
        TableInfo::of::<Order>(),
        TableInfo::of::<Invitation>(),
        TableInfo::of::<Ticket>(),
        TableInfo::of::<TenantNote>(),
        TableInfo::of::<Account>(),
        TableInfo::of::<Sale>(),
        TableInfo::of::<Shipment>(),
        TableInfo::of::<Signal>(),
        TableInfo::of::<Member>(),
        TableInfo::of::<OldUser>(),
        TableInfo::of::<OldGuest>(),
        TableInfo::of::<OldInvoice>(),
        TableInfo::of::<OrderDetail>(),
        TableInfo::of::<OldLine>(),
        TableInfo::of::<Page>(),
        TableInfo::of::<HolderSale>(),
        TableInfo::of::<RegionSales>(),
        TableInfo::of::<Document>(),
        TableInfo::of::<Step>(),
        TableInfo::of::<ItemState>(),
        TableInfo::of::<Candidate>(),
        TableInfo::of::<OpenItem>(),
    ];
    own.into_iter().chain(state::tables()).collect()
}

/// Returns the scripts of views and their tables, each given before what it needs.
pub fn scripts_of_views(dialect: Dialect) -> Scripts {
    Scripts::new(dialect, "tests/src/tables")
        .table::<RegionSales>()
        .table::<HolderSale>()
        .table::<Account>()
        .table::<Sale>()
}

/// Returns every statement for an engine with the name `table.statement`.
pub fn statements(dialect: Dialect) -> Vec<(String, &'static str)> {
    let of = |table: TableInfo| {
        table.sql.of(dialect).statements().map(move |(name, sql)| (format!("{}.{name}", table.name), sql))
    };
    tables().into_iter().flat_map(of).collect()
}

/// Returns the statements of bulk inserts on SQL Server, which are rendered at run time, with the name `table.statement`.
pub fn bulk_insert_statements() -> Vec<(String, String)> {
    let mut statements = Vec::new();
    for table in tables().into_iter().filter(|table| table.model.view.is_none()) {
        for (kind, is_verbatim) in [("bulk_insert", false), ("bulk_insert_verbatim", true)] {
            let Some(sql) = Renderer::new(Dialect::Mssql, table.model).bulk_insert(is_verbatim) else {
                continue;
            };
            for (part, sql) in [
                ("create_staging", sql.create_staging),
                ("insert_staged", sql.insert_staged),
                ("insert", sql.insert),
                ("drop_staging", sql.drop_staging),
            ] {
                statements.push((format!("{}.{kind}.{part}", table.name), sql));
            }
        }
    }
    statements
}
