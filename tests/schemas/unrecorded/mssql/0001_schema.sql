-- Creates the schema of the tables.
-- Generated from the structs in store/src/state/records; do not edit.
-- It may be run again: what is there already stays.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO
