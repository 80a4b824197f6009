-- Creates the schema of the tables.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: existing objects are not changed.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO
