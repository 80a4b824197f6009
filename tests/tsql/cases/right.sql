--- select with an IN list and a page
SELECT TOP (@P1) [id], [name], [created]
FROM [dbo].[people]
WHERE [state] IN (SELECT [value] COLLATE Latin1_General_100_BIN2 FROM OPENJSON(@P2))
    AND [created] >= @P3 AND ([created] > @P3 OR ([created] = @P3 AND [id] > @P4))
ORDER BY [created], [id];

--- count
SELECT COUNT_BIG(*) FROM [dbo].[people] WHERE [state] = N'it''s';

--- claim of rows passing over locked ones
UPDATE w
SET w.[state] = N'running', w.[until] = DATEADD(SECOND, @P2, CAST(SYSUTCDATETIME() AS DATETIME2(6)))
OUTPUT inserted.[id], inserted.[state], inserted.[until]
FROM [dbo].[work] AS w
INNER JOIN (
    SELECT TOP (@P1) [id]
    FROM [dbo].[work] WITH (ROWLOCK, UPDLOCK, READPAST, READCOMMITTEDLOCK)
    WHERE [state] = @P3 AND [due] <= CAST(SYSUTCDATETIME() AS DATETIME2(6))
    ORDER BY [due], [id]
) AS c ON w.[id] = c.[id]
WHERE w.[state] = @P3;

--- claim that returns whole rows
UPDATE w SET w.[state] = 1 OUTPUT inserted.*
FROM [dbo].[work] AS w
INNER JOIN (SELECT TOP (@P1) [id] FROM [dbo].[work] WITH (ROWLOCK, UPDLOCK, READPAST, READCOMMITTEDLOCK)) AS c
    ON w.[id] = c.[id];

--- insert if absent
INSERT INTO [dbo].[people] ([id], [name])
SELECT @P1, @P2
WHERE NOT EXISTS (SELECT 1 FROM [dbo].[people] WITH (UPDLOCK, SERIALIZABLE, FORCESEEK) WHERE [id] = @P1);

--- upsert with a transaction of its own
SET NOCOUNT ON;
DECLARE @own BIT = CASE WHEN @@TRANCOUNT = 0 THEN 1 ELSE 0 END, @updated INT;
IF @own = 1
BEGIN
    SET XACT_ABORT ON;
    BEGIN TRANSACTION;
END;
UPDATE p SET [name] = @P2
FROM [dbo].[people] AS p WITH (UPDLOCK, SERIALIZABLE, FORCESEEK)
WHERE p.[id] = @P1;
SET @updated = @@ROWCOUNT;
IF @updated = 0
INSERT INTO [dbo].[people] ([id], [name]) VALUES (@P1, @P2);
IF @own = 1 COMMIT TRANSACTION;
SELECT CASE WHEN @updated = 0 THEN N'inserted' ELSE N'updated' END AS [outcome];

--- upsert, the short way
BEGIN TRANSACTION;
UPDATE p SET [name] = @P2 FROM [dbo].[people] AS p WITH (UPDLOCK, SERIALIZABLE, FORCESEEK) WHERE p.[id] = @P1;
IF @@ROWCOUNT = 0 INSERT INTO [dbo].[people] ([id], [name]) VALUES (@P1, @P2);
COMMIT TRANSACTION;

--- insert of many rows, sent as JSON
INSERT INTO [dbo].[people] ([id], [name], [photo])
SELECT [id], [name], [photo]
FROM OPENJSON(@P1) WITH (
    [id] BIGINT N'$.id', [name] NVARCHAR(4000) N'$.name', [photo] VARBINARY(8000) N'$.photo', [rest] NVARCHAR(MAX) AS JSON
)
ORDER BY [id];

--- insert of several rows, with and without a column list, and from a UNION
INSERT INTO [t] ([a], [b]) OUTPUT inserted.[a] VALUES (1, N'x'), (2, N'y');
INSERT INTO [t] VALUES (1, 2, 3), (4, 5, 6);
INSERT INTO [t] ([a], [b]) SELECT 1, 2 UNION ALL (SELECT 3, 4);
INSERT INTO [t] ([a], [b]) SELECT * FROM [u];
INSERT INTO [t] DEFAULT VALUES;

--- table created where it is missing
IF OBJECT_ID(N'[app].[people]', N'U') IS NULL
CREATE TABLE [app].[people] (
    [id] BIGINT IDENTITY(1, 1) NOT NULL,
    [name] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT [df_people_name] DEFAULT (N''),
    [state] NVARCHAR(8) COLLATE Latin1_General_100_BIN2 NOT NULL
        CONSTRAINT [ck_people_state] CHECK ([state] IN (N'new', N'old')),
    [data] NVARCHAR(MAX) NULL CONSTRAINT [ck_people_data] CHECK (ISJSON(N'[' + [data] + N']') = 1),
    [photo] VARBINARY(MAX) NULL CONSTRAINT [ck_people_photo] CHECK (DATALENGTH([photo]) <= 9000),
    [hash] BINARY(32) NOT NULL,
    [price] DECIMAL(38, 38) NOT NULL,
    [created] DATETIME2(7) NOT NULL,
    [at] TIME(0) NOT NULL,
    CONSTRAINT [pk_people] PRIMARY KEY CLUSTERED ([id]),
    CONSTRAINT [uq_people_name] UNIQUE ([name], [state]),
    CONSTRAINT [fk_people_parent] FOREIGN KEY ([id]) REFERENCES [app].[parents] ([id]) ON DELETE CASCADE
);

--- schema created where it is missing
IF SCHEMA_ID(N'app') IS NULL EXEC(N'CREATE SCHEMA [app]');

--- filtered index with INCLUDE, created where it is missing
IF NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID(N'[app].[people]') AND name = N'ix_people_name')
CREATE UNIQUE INDEX [ix_people_name] ON [app].[people] ([name] DESC, [id]) INCLUDE ([photo], [price])
WHERE [name] IS NOT NULL AND [state] = N'new';

--- description of a column
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Its name''s text', @level0type = N'SCHEMA',
    @level0name = N'app', @level1type = N'TABLE', @level1name = N'people', @level2type = N'COLUMN', @level2name = N'name';

--- column added where it is missing
IF COL_LENGTH(N'[app].[people]', N'age') IS NULL
ALTER TABLE [app].[people] ADD [age] INT NOT NULL CONSTRAINT [df_people_age] DEFAULT (0);

--- CTEs: first, after a semicolon, after a comment, as the branch of an IF
WITH [c] AS (SELECT 1 AS [a]) SELECT [a] FROM [c];
WITH [c] AS (SELECT 1 AS [a]) SELECT [a] FROM [c]
; -- ends the one above
/* and so does not stand in the way */
WITH [c] AS (SELECT 1 AS [a]), [d] AS (SELECT [a] FROM [c]) DELETE FROM [d];
IF @@TRANCOUNT = 0
BEGIN
    WITH [c] AS (SELECT 1 AS [a]) SELECT [a] FROM [c];
END;

--- batches, each with its own variables
DECLARE @a INT = 1;
SELECT @a;
GO
DECLARE @a NVARCHAR(10) = N'x';
DECLARE @t TABLE ([id] INT, [name] NVARCHAR(10));
INSERT INTO @t ([id], [name]) VALUES (1, @a);
SELECT [id] FROM @t;
GO
CREATE OR ALTER PROCEDURE [app].[p] @id INT, @found INT OUTPUT AS
BEGIN
    SELECT @found = COUNT(*) FROM [app].[people] WHERE [id] = @id;
END;

--- names between double quotes, and every letter
SELECT "a b" AS [Größe], N'日本語 🙂' AS [t] FROM "dbo"."t";

--- lock by name, error passed on
DECLARE @rc INT;
BEGIN TRY
    EXEC @rc = sys.sp_getapplock @Resource = N'migrate', @LockMode = N'Exclusive', @LockTimeout = 1000;
    IF @rc < 0 THROW 50000, N'no lock', 1;
END TRY
BEGIN CATCH
    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
    THROW;
END CATCH;

--- text run by EXEC that has a variable of its own
EXEC(N'DECLARE @P1 INT = 1; SELECT @P1' + N' AS [it''s];');

--- batch that can only seek, in the order of its rows
DECLARE @rows TABLE ([#round] INT NOT NULL, [#n] INT NOT NULL, [id] INT NULL, PRIMARY KEY ([#round], [#n]));
DECLARE @changed TABLE ([id] INT NULL, UNIQUE ([id]));
UPDATE r SET [id] = NULL FROM @rows AS r WHERE NOT EXISTS (
    SELECT 1 FROM [t] AS t WITH (UPDLOCK, SERIALIZABLE, FORCESEEK) WHERE t.[id] = r.[id]
) OPTION (LOOP JOIN);
UPDATE t SET [a] = r.[#n] OUTPUT inserted.[id] INTO @changed FROM @rows AS r, [t] AS t WITH (FORCESEEK)
WHERE t.[id] = r.[id] OPTION (LOOP JOIN, FORCE ORDER);
INSERT INTO [t] ([id]) SELECT [id] FROM @rows ORDER BY [#n];

--- conversion of values, not of columns
SELECT [a] FROM [t] WHERE [at] < DATEADD(SECOND, 1, DATEADD(SECOND, ~@P1, CAST(SYSUTCDATETIME() AS DATETIME2(6))))
AND [h] IN (SELECT CONVERT(BINARY(4), SUBSTRING(@P2, 1 + 4 * CAST([key] AS INT), 4)) FROM OPENJSON(N'[0]'));

--- update of a table that FROM names once more, for its hint
DECLARE @rows TABLE ([#n] INT, [id] INT);
UPDATE [s].[t] SET [a] = [a] + r#.[#n] OUTPUT inserted.[b]
FROM @rows AS r#, [s].[t] WITH (FORCESEEK)
WHERE [b] = r#.[id] OPTION (LOOP JOIN, FORCE ORDER);

--- conditions on functions of a batch's columns, and on values in JSON
DECLARE @rows TABLE ([#n] INT, [id] INT, [part] NVARCHAR(9));
UPDATE [s].[t] SET [a] = r#.[#n]
FROM @rows AS r#, [s].[t] WITH (FORCESEEK)
WHERE [b] = r#.[id] AND [c] LIKE REPLACE(r#.[part], N'%', N'[%]') + N'%' OPTION (LOOP JOIN, FORCE ORDER);
SELECT 1 FROM [t] WHERE JSON_VALUE([a], N'$.b') COLLATE Latin1_General_100_BIN2 = @P1;
