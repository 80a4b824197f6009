//! Repairs of SQL Server tables that differ from their structs.

use store::diff::{RepairPlan, plan_from_statements};
use store::state::{Counter, WorkItem};
use store::{Dialect, Table};

use crate::conformance::drift::moved;
use crate::conformance::drift::renamed::{After, Before};
use crate::tables::Job;

/// The table of the Python framework; the server chose the names that the code did not give.
const LEGACY: [&str; 5] = [
    "CREATE TABLE [ingest].[work_items] (
        [work_item_id] NVARCHAR(36) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
        [source_system] NVARCHAR(100) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
        [source_name] NVARCHAR(100) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
        [resource_type] NVARCHAR(100) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
        [resource_id] NVARCHAR(500) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
        [request_uri] NVARCHAR(2000) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
        [request_method] NVARCHAR(10) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL CONSTRAINT [DF__work_item__reque__37A5467C] DEFAULT ('GET'),
        [request_headers] NVARCHAR(MAX) COLLATE SQL_Latin1_General_CP1_CI_AS NULL,
        [request_body] NVARCHAR(MAX) COLLATE SQL_Latin1_General_CP1_CI_AS NULL,
        [metadata] NVARCHAR(MAX) COLLATE SQL_Latin1_General_CP1_CI_AS NULL,
        [priority] INT NOT NULL CONSTRAINT [DF__work_item__prior__38996AB5] DEFAULT ((100)),
        [status] NVARCHAR(20) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
        [attempt] INT NOT NULL CONSTRAINT [DF__work_item__attem__398D8EEE] DEFAULT ((0)),
        [run_id] NVARCHAR(36) COLLATE SQL_Latin1_General_CP1_CI_AS NULL,
        [discovered_from] NVARCHAR(36) COLLATE SQL_Latin1_General_CP1_CI_AS NULL,
        [created_at] DATETIME2(7) NOT NULL,
        [updated_at] DATETIME2(7) NOT NULL,
        [error_message] NVARCHAR(MAX) COLLATE SQL_Latin1_General_CP1_CI_AS NULL,
        [dedupe_key] NVARCHAR(800) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
        CONSTRAINT [PK__work_ite__C8CEE0B3FA44F4A2] PRIMARY KEY CLUSTERED ([work_item_id]))",
    "CREATE INDEX [ix_work_items_status] ON [ingest].[work_items] ([status], [priority], [created_at])",
    "CREATE UNIQUE INDEX [ix_work_items_dedupe] ON [ingest].[work_items] ([dedupe_key])",
    "CREATE INDEX [ix_work_items_run_id] ON [ingest].[work_items] ([run_id])",
    "CREATE INDEX [ix_work_items_source] ON [ingest].[work_items] ([source_system], [source_name])",
];

/// A table that differs from its struct in nearly every part, with additional columns, constraints and indexes.
const COUNTERS: [&str; 4] = [
    "CREATE TABLE [ingest].[counters] (
        [run_id] NVARCHAR(20) NULL,
        [source_key] NVARCHAR(301) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [measure] NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL,
        [shard] INT NOT NULL,
        [amount] BIGINT NOT NULL CONSTRAINT [df_own] DEFAULT ((7)),
        [own] INT NOT NULL,
        [own too] NVARCHAR(10) NOT NULL CONSTRAINT [df_own_too] DEFAULT (N'it''s'),
        [twice] AS ([amount] * 2) PERSISTED NOT NULL,
        CONSTRAINT [pk_counters] PRIMARY KEY NONCLUSTERED ([source_key], [measure]),
        CONSTRAINT [ck_own] CHECK ([shard] >= 0 AND [amount] <> 9),
        CONSTRAINT [ck_of_others] CHECK ([amount] > -100),
        CONSTRAINT [uq_own] UNIQUE CLUSTERED ([run_id], [own too]) WITH (IGNORE_DUP_KEY = ON),
        CONSTRAINT [fk_own] FOREIGN KEY ([run_id]) REFERENCES [ingest].[ingest_runs] ([run_id])
            ON DELETE CASCADE ON UPDATE SET NULL)",
    "CREATE INDEX [ix_own] ON [ingest].[counters] ([shard] DESC, [own]) INCLUDE ([amount]) WHERE [run_id] IS NOT NULL",
    "CREATE UNIQUE INDEX [ux_own] ON [ingest].[counters] ([own too])",
    "CREATE INDEX [ix_elsewhere] ON [ingest].[counters] ([amount])",
];

/// A table with only its key column, and another name of the key.
const JOBS: [&str; 1] =
    ["CREATE TABLE [conformance].[jobs] ([id] NVARCHAR(36) COLLATE Latin1_General_100_BIN2 NOT NULL, \
     CONSTRAINT [pk] PRIMARY KEY ([id]))"];

/// Returns the repair plan of each table with a name.
pub fn repairs() -> Vec<(&'static str, RepairPlan)> {
    fn of<T: Table>(found: &[&str], obsolete: &[&str]) -> RepairPlan {
        plan_from_statements(Dialect::Mssql, T::MODEL, found, obsolete)
    }
    let before = Before::SQL.of(Dialect::Mssql);
    let before: Vec<&str> = [before.create_table()].into_iter().chain(before.create_indexes()).collect();
    let earlier = moved::Before::SQL.of(Dialect::Mssql);
    let earlier: Vec<&str> = [earlier.create_table()].into_iter().chain(earlier.create_indexes()).collect();
    vec![
        ("renamed", of::<After>(&before, &[])),
        ("moved", of::<moved::After>(&earlier, &[])),
        ("legacy", of::<WorkItem>(&LEGACY, &["ix_work_items_dedupe", "ix_work_items_status"])),
        ("counters", of::<Counter>(&COUNTERS, &[])),
        ("jobs", of::<Job>(&JOBS, &[])),
        ("missing", of::<Counter>(&[], &[])),
    ]
}
