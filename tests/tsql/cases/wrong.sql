--- misspelt keyword, first of its batch: is read as the name of a procedure
--! 1:1 0 SELCT is read as the name of a procedure
SELCT 1;

--- misspelt keyword further on
--! 2:1 46010 Incorrect syntax near SELCT
SELECT 1;
SELCT 2;

--- bracket left open
--! 1:8 46031 Expected
SELECT [a FROM t;

--- string left open
--! 1:8 46030 Expected
SELECT N'a;

--- comma before FROM
--! 1:13 46010 Incorrect syntax
SELECT [a], FROM [t];

--- LIMIT of another engine
--! 1:21 46010 Incorrect syntax near LIMIT
SELECT [a] FROM [t] LIMIT 1;

--- RETURNING of another engine
--! 1:36 46010 Incorrect syntax
INSERT INTO [t] ([a]) VALUES (@P1) RETURNING [a];

--- ON CONFLICT of another engine
--! 1:36 46010 Incorrect syntax
INSERT INTO [t] ([a]) VALUES (@P1) ON CONFLICT DO NOTHING;

--- CREATE TABLE IF NOT EXISTS of another engine
--! 1:14 46010 Incorrect syntax
CREATE TABLE IF NOT EXISTS [t] ([a] INT);

--- parameter of another engine
--! 1:33 46010 Incorrect syntax
SELECT [a] FROM [t] WHERE [a] = ?1;

--- comparison as a value
--! 1:18 46010 Incorrect syntax
SELECT [a] = [b] = [c] FROM [t];

--- condition without its comparison
--! 1:27 46010 Incorrect syntax
SELECT [a] FROM [t] WHERE [a];

--- TOP without a value
--! 1:17 46010 Incorrect syntax
SELECT TOP ([a] FROM [t];

--- BEGIN without END
--! 2:1 46029 Unexpected end of file
BEGIN SELECT 1;

--- unknown table hint
--! 1:27 46022 UPDLOK
SELECT [a] FROM [t] WITH (UPDLOK);

--- OUTPUT after WHERE
--! 1:38 46010 Incorrect syntax near OUTPUT
UPDATE [t] SET [a] = 1 WHERE [b] = 2 OUTPUT inserted.[a];

--- schema created after another statement
--! 2:1 46010 Incorrect syntax
CREATE SCHEMA [app]
EXEC [p];

--- wrong in the second batch only
--! 3:10 46010 Incorrect syntax
SELECT 1;
GO
SELECT 2,;

--- only a comment
--! 1:1 0 no statement
-- later

--- undeclared variable
--! 1:8 0 @missing is not declared
SELECT @missing, @P1;

--- variable declared in another letter case
--! 2:8 0 @Own is not declared
DECLARE @own BIT = 1;
SELECT @Own;

--- parameter in small letters, and with a leading zero
--! 1:8 0 @p1 is not declared
--! 1:13 0 @P01 is not declared
SELECT @p1, @P01;

--- variable of another batch
--! 3:8 0 @a is not declared
DECLARE @a INT = 1;
GO
SELECT @a;

--- variable before its DECLARE, and within it
--! 1:8 0 @a is not declared
--! 2:30 0 @a is not declared
SELECT @a;
DECLARE @a INT = 1, @b INT = @a;

--- table variable that is not declared
--! 1:13 0 @t is not declared
INSERT INTO @t ([a]) VALUES (1);

--- variable declared twice
--! 2:9 0 duplicate variable @a
DECLARE @a INT = 1;
DECLARE @a INT = 2;

--- variable with the name of a parameter
--! 1:9 0 @P1 is the name of a parameter
DECLARE @P1 INT = 1;

--- unknown server variable
--! 1:4 0 unknown server variable @@ROWCONT
IF @@ROWCONT = 0 SELECT 1;

--- gap in the parameters
--! 1:13 0 @P3 is used, but @P2 is not
SELECT @P1, @P3;

--- parameters that begin at 2
--! 1:8 0 @P2 is used, but @P1 is not
SELECT @P2;

--- argument names of a procedure are not parameters
--! 1:16 0 @P2 is used, but @P1 is not
EXEC [p] @P1 = @P2;

--- column twice in CREATE TABLE
--! 1:31 0 duplicate column [A]
CREATE TABLE [t] ([a] INT,    [A] BIGINT);

--- column twice in a table variable
--! 1:26 0 duplicate column [a]
DECLARE @t TABLE (a INT, [a] INT);

--- column twice in a primary key
--! 1:62 0 duplicate column [a] in this column list
CREATE TABLE [t] ([a] INT, CONSTRAINT [pk] PRIMARY KEY ([a], [a]));

--- column twice in an index within CREATE TABLE
--! 1:50 0 duplicate column [a] in this column list
CREATE TABLE [t] ([a] INT, INDEX [ix] ([a] DESC, [a]));

--- column twice in INSERT
--! 1:23 0 duplicate column [a] in the column list of the INSERT
INSERT INTO [t] ([a], [a]) VALUES (1, 2);

--- column twice in SET
--! 1:27 0 duplicate column [a] in the SET
UPDATE w SET w.[a] = @P1, [a] = @P2 FROM [t] AS w;

--- column in an index and its INCLUDE
--! 1:46 0 duplicate column [a] in the column list of the index
CREATE INDEX [ix] ON [t] ([a]) INCLUDE ([b], [a]);

--- VALUES row too short
--! 1:43 0 this VALUES row has 1 values, but 2 columns
INSERT INTO [t] ([a], [b]) VALUES (1, 2), (3);

--- VALUES row too long
--! 1:30 0 has 2 values, but 1 columns
INSERT INTO [t] ([a]) VALUES (1, 2);

--- VALUES rows that differ, no column list
--! 1:32 0 has 1 values, but 2 are in the first row
INSERT INTO [t] VALUES (1, 2), (3);

--- VALUES as a table, narrower than its column list
--! 1:25 0 this VALUES row has 1 values, but 2 columns
SELECT [a] FROM (VALUES (1)) AS v ([a], [b]);

--- INSERT SELECT too narrow
--! 2:1 0 this SELECT returns 1 columns, but 2 columns
INSERT INTO [t] ([a], [b])
SELECT @P1 WHERE NOT EXISTS (SELECT 1, 2 FROM [t]);

--- INSERT SELECT whose second half is too wide
--! 3:11 0 this SELECT returns 2 columns, but 1 columns
INSERT INTO [t] ([a])
SELECT 1
UNION ALL SELECT 2, 3;

--- NVARCHAR too long
--! 1:32 0 NVARCHAR(4001): write (MAX)
CREATE TABLE [t] ([a] NVARCHAR(4001));

--- VARBINARY too long, in a CAST and in OPENJSON
--! 1:30 0 VARBINARY(8001): write (MAX)
--! 1:76 0 VARBINARY(9000): write (MAX)
SELECT CAST(@P1 AS VARBINARY(8001)) FROM OPENJSON(@P2) WITH ([a] VARBINARY(9000));

--- DECIMAL and DATETIME2 beyond their limits
--! 1:20 0 DECIMAL(39): write a number
--! 1:42 0 scale is greater than the precision
--! 1:59 0 DATETIME2(8): write a number
DECLARE @a DECIMAL(39, 2), @b DECIMAL(3, 4), @c DATETIME2(8);

--- CTE after a statement without a semicolon
--! 2:1 0 WITH after a statement
UPDATE [t] SET [a] = 1
WITH [c] AS (SELECT 1 AS [a]) SELECT [a] FROM [c];

--- CTE after a block without a semicolon, past a comment
--! 2:1 0 WITH after a statement
BEGIN SELECT 1; END -- not ended;
WITH [c] AS (SELECT 1 AS [a]) SELECT [a] FROM [c];

--- CTE after a statement without a semicolon, within a block
--! 3:5 0 WITH after a statement
BEGIN
    DECLARE @a INT = 1
    WITH [c] AS (SELECT 1 AS [a]) INSERT INTO [t] ([a]) SELECT @a FROM [c];
END;

--- THROW as the name of a transaction, and of a column
--! 3:1 0 THROW is read as a name
--! 4:10 0 THROW is read as a name
BEGIN TRY SELECT 1; END TRY BEGIN CATCH
ROLLBACK TRANSACTION
THROW;
SELECT 1 THROW;
END CATCH;

--- MERGE
--! 1:1 0 MERGE deadlocks
MERGE [t] AS t USING [s] AS s ON t.[a] = s.[a] WHEN MATCHED THEN DELETE;

--- MERGE with two WHEN NOT MATCHED
--! 1:1 0 MERGE deadlocks
--! 3:33 0 a second WHEN NOT MATCHED
MERGE [t] AS t USING [s] AS s ON t.[a] = s.[a]
WHEN NOT MATCHED AND s.[a] = 1 THEN INSERT ([a]) VALUES (1)
WHEN NOT MATCHED BY TARGET THEN INSERT ([a]) VALUES (2);

--- MERGE within a CTE's statement
--! 2:1 0 MERGE deadlocks
WITH [c] AS (SELECT 1 AS [a])
MERGE [t] AS t USING [c] AS c ON t.[a] = c.[a] WHEN NOT MATCHED THEN INSERT ([a]) VALUES (c.[a]);

--- syntax within EXEC
--! 1:33 0 in the SQL of this EXEC, 1:1: Incorrect syntax
IF SCHEMA_ID(N'x') IS NULL EXEC(N'CREAT SCHEMA [x]');

--- parameter within EXEC, which does not see it
--! 1:6 0 in the SQL of this EXEC, 1:8: @P1 is not declared
EXEC(N'SELECT @P1');

--- additional check within EXEC
--! 1:6 0 in the SQL of this EXEC, 1:32: NVARCHAR(5000)
EXEC(N'CREATE TABLE [t] ([a] NVARCHAR(' + N'5000))');

--- range locks that a scan could take
--! 1:8 0 a scan would lock the whole table
--! 2:28 0 a scan would lock the whole table
UPDATE [t] WITH (UPDLOCK, SERIALIZABLE) SET [a] = 1 WHERE [id] = @P1;
IF EXISTS (SELECT 1 FROM   [t] WITH (HOLDLOCK) WHERE [id] = @P1) SELECT 1;

--- batches that could scan
--! 2:1 0 add OPTION (LOOP JOIN)
--! 2:27 0 name the table variable first
--! 2:27 0 add WITH (FORCESEEK)
--! 3:1 0 add OPTION (LOOP JOIN)
--! 4:15 0 add WITH (FORCESEEK)
DECLARE @rows TABLE ([#n] INT, [id] INT);
UPDATE t SET [a] = 1 FROM [t] AS t INNER JOIN @rows AS r ON t.[id] = r.[id];
UPDATE r SET [id] = NULL FROM @rows AS r WHERE EXISTS (
SELECT 1 FROM [t] AS t WHERE t.[id] = r.[id]);

--- batches in the wrong order
--! 2:27 0 name the table variable first
--! 3:27 0 name the table variable first
DECLARE @rows TABLE ([#n] INT, [id] INT);
UPDATE t SET [a] = 1 FROM [t] AS t WITH (FORCESEEK) INNER JOIN @rows AS r ON t.[id] = r.[id] OPTION (LOOP JOIN, FORCE ORDER);
UPDATE t SET [a] = 1 FROM @rows AS r INNER JOIN [t] AS t WITH (FORCESEEK) ON t.[id] = r.[id] OPTION (LOOP JOIN);

--- batches that are changed, or that are JSON
--! 2:1 0 add OPTION (LOOP JOIN)
--! 2:56 0 add WITH (FORCESEEK)
--! 3:1 0 add OPTION (LOOP JOIN)
--! 3:19 0 name the table variable first
DECLARE @rows TABLE ([#n] INT, [id] INT);
UPDATE @rows SET [id] = 1 WHERE EXISTS (SELECT 1 FROM  [t] WHERE [a] = 1);
SELECT t.[a] FROM OPENJSON(@P1) WITH ([id] INT '$[0]') AS r INNER JOIN [t] AS t WITH (FORCESEEK) ON t.[id] = r.[id];

--- batches that insert in no order
--! 2:1 0 rows are inserted in no order
--! 3:1 0 rows are inserted in no order
DECLARE @rows TABLE ([#n] INT, [id] INT);
INSERT INTO [t] ([id]) SELECT [id] FROM @rows;
INSERT INTO [t] ([id]) SELECT [id] FROM OPENJSON(@P1) WITH ([id] INT '$[0]');

--- conditions on functions of columns
--! 1:25 0 a function of a column
--! 2:39 0 a function of a column
SELECT 1 FROM [t] WHERE CONVERT(VARBINARY(4), [a]) = @P1
AND [b] IN (SELECT [c] FROM [u] WHERE COALESCE([d], 0) = @P2);

--- conditions on other expressions of columns
--! 1:25 0 a function of a column
--! 2:5 0 a function of a column
--! 3:5 0 a function of a column
--! 4:55 0 a function of a column
--! 5:25 0 a function of a column
SELECT 1 FROM [t] WHERE [a] + 1 = @P1
AND LEFT([b], 3) = @P2
AND TRY_CONVERT(INT, [c]) = @P3;
SELECT t.[a] FROM [t] AS t INNER JOIN [u] AS u ON     CONVERT(INT, u.[b]) = t.[a];
SELECT 1 FROM [t] WHERE CONVERT(INT, JSON_VALUE([a], N'$.b')) = @P4;
