-- Creates the schema of the tables.
-- Generated from the structs in store/src/state; do not edit.
-- Safe to run again: existing objects are not changed.

SET QUOTED_IDENTIFIER ON;
GO

IF SCHEMA_ID(N'ingest') IS NULL EXEC(N'CREATE SCHEMA [ingest]');
GO

-- AppliedScript: A script that was applied to the schema of the store, or the creation of its tables by the program.
IF OBJECT_ID(N'[ingest].[store_meta]', N'U') IS NULL
CREATE TABLE [ingest].[store_meta] (
    [schema_version] INT NOT NULL, -- AppliedScript::schema_version
    [script] NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL, -- AppliedScript::script
    [compatible_from] INT NOT NULL, -- AppliedScript::compatible_from
    [checksum] BINARY(32) NULL, -- AppliedScript::checksum
    [program_version] NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NOT NULL, -- AppliedScript::program_version
    [applied_at] DATETIME2(7) NOT NULL CONSTRAINT [df_store_meta__applied_at] DEFAULT (CAST(SYSUTCDATETIME() AS DATETIME2(6))), -- AppliedScript::applied_at
    CONSTRAINT [pk_store_meta] PRIMARY KEY CLUSTERED ([schema_version], [script])
);
GO

-- Stops the script if the schema has another version.
DECLARE @version INT = (SELECT MAX([schema_version]) FROM [ingest].[store_meta]);
IF @version <> 1
BEGIN
    IF @version > 1
        RAISERROR(N'the schema is newer than this script', 16, 1);
    ELSE
        RAISERROR(N'the schema is older than this script: run the upgrade script first', 16, 1);
    SET NOEXEC ON;
END;
GO

UPDATE [ingest].[store_meta]
SET [compatible_from] = 1, [checksum] = 0x4d9ce631376032e0e4db4943d022deb86f9ee86af8be2db1bf1bce73cc048d64, [program_version] = N'0.1.0', [applied_at] = CAST(SYSUTCDATETIME() AS DATETIME2(6))
WHERE [schema_version] = 1 AND [script] = N'0001_schema.sql';
IF @@ROWCOUNT = 0
    INSERT INTO [ingest].[store_meta] ([schema_version], [script], [compatible_from], [checksum], [program_version])
    VALUES (1, N'0001_schema.sql', 1, 0x4d9ce631376032e0e4db4943d022deb86f9ee86af8be2db1bf1bce73cc048d64, N'0.1.0');
GO

SET NOEXEC OFF;
GO
