-- sqlcmd connects with QUOTED_IDENTIFIER OFF, under which filtered indexes and indexes on computed columns are refused.
SET QUOTED_IDENTIFIER ON;
SET ANSI_NULLS ON;
GO

CREATE TABLE [dbo].[Region] (
    [RegionID]          INT       NOT NULL,
    [RegionDescription] NCHAR(50) NOT NULL,
    CONSTRAINT [PK_Region] PRIMARY KEY NONCLUSTERED ([RegionID])
);
GO

CREATE TABLE [dbo].[Territories] (
    [TerritoryID]          NVARCHAR(20) NOT NULL,
    [TerritoryDescription] NCHAR(50)    NOT NULL,
    [RegionID]             INT          NOT NULL,
    CONSTRAINT [PK_Territories] PRIMARY KEY NONCLUSTERED ([TerritoryID]),
    CONSTRAINT [FK_Territories_Region] FOREIGN KEY ([RegionID]) REFERENCES [dbo].[Region] ([RegionID])
);
GO

CREATE TABLE [dbo].[Employees] (
    [EmployeeID]      INT IDENTITY(1, 1) NOT NULL,
    [LastName]        NVARCHAR(20)   NOT NULL,
    [FirstName]       NVARCHAR(10)   NOT NULL,
    [Title]           NVARCHAR(30)   NULL,
    [TitleOfCourtesy] NVARCHAR(25)   NULL,
    [BirthDate]       DATETIME       NULL,
    [HireDate]        SMALLDATETIME  NULL,
    [Address]         NVARCHAR(60)   NULL,
    [City]            NVARCHAR(15)   NULL,
    [PostalCode]      NVARCHAR(10)   NULL,
    [Country]         NVARCHAR(15)   NULL CONSTRAINT [DF_Employees_Country] DEFAULT (N'USA'),
    [HomePhone]       NVARCHAR(24)   NULL,
    [Extension]       NCHAR(4)       NULL,
    [Gender]          NCHAR(1)       NULL,
    [Photo]           IMAGE          NULL,
    [Notes]           NTEXT          NULL,
    [ReportsTo]       INT            NULL,
    [Salary]          MONEY          NULL,
    [VacationHours]   SMALLINT       NOT NULL CONSTRAINT [DF_Employees_VacationHours] DEFAULT ((0)),
    [SickLeaveHours]  SMALLINT       NOT NULL DEFAULT 0,
    [LoginTimeZone]   SMALLINT       NOT NULL CONSTRAINT [DF_Employees_TimeZone] DEFAULT (-300),
    [IsActive]        BIT            NOT NULL CONSTRAINT [DF_Employees_IsActive] DEFAULT ((1)),
    [SortName]        AS (UPPER([LastName])),
    CONSTRAINT [PK_Employees] PRIMARY KEY CLUSTERED ([EmployeeID] ASC),
    CONSTRAINT [FK_Employees_Employees] FOREIGN KEY ([ReportsTo]) REFERENCES [dbo].[Employees] ([EmployeeID]),
    CONSTRAINT [CK_Birthdate] CHECK ([BirthDate] < GETDATE()),
    CONSTRAINT [CK_Employees_Gender] CHECK (UPPER([Gender]) = N'F' OR UPPER([Gender]) = N'M' OR UPPER([Gender]) = N'X'),
    CONSTRAINT [CK_Employees_VacationHours] CHECK ([VacationHours] BETWEEN -40 AND 240)
);
CREATE NONCLUSTERED INDEX [LastName] ON [dbo].[Employees] ([LastName]);
CREATE NONCLUSTERED INDEX [IX_Employees_Country_City] ON [dbo].[Employees] ([Country], [City] DESC) INCLUDE ([LastName], [FirstName]);
GO

CREATE TABLE [dbo].[EmployeeTerritories] (
    [EmployeeID]  INT          NOT NULL,
    [TerritoryID] NVARCHAR(20) NOT NULL,
    CONSTRAINT [PK_EmployeeTerritories] PRIMARY KEY NONCLUSTERED ([EmployeeID], [TerritoryID]),
    CONSTRAINT [FK_EmployeeTerritories_Employees] FOREIGN KEY ([EmployeeID]) REFERENCES [dbo].[Employees] ([EmployeeID]) ON DELETE CASCADE,
    CONSTRAINT [FK_EmployeeTerritories_Territories] FOREIGN KEY ([TerritoryID]) REFERENCES [dbo].[Territories] ([TerritoryID])
);
GO

CREATE TABLE [dbo].[Currencies] (
    [CurrencyCode] CHAR(3)      NOT NULL PRIMARY KEY,
    [Name]         NVARCHAR(50) NOT NULL UNIQUE,
    [MinorUnits]   TINYINT      NOT NULL DEFAULT (2) CHECK ([MinorUnits] <= 4)
);

CREATE TABLE [dbo].[ExchangeRates] (
    [FromCurrency] CHAR(3)        NOT NULL REFERENCES [dbo].[Currencies] ([CurrencyCode]),
    [ToCurrency]   CHAR(3)        NOT NULL REFERENCES [dbo].[Currencies] ([CurrencyCode]),
    [RateDate]     DATE           NOT NULL DEFAULT (CONVERT(DATE, GETDATE())),
    [AverageRate]  FLOAT          NOT NULL,
    [EndOfDayRate] NUMERIC(18, 6) NOT NULL CHECK ([EndOfDayRate] > 0),
    [Spread]       REAL           NULL,
    [LoadedAt]     DATETIME2(3)   NOT NULL DEFAULT (SYSUTCDATETIME()),
    PRIMARY KEY ([FromCurrency], [ToCurrency], [RateDate] DESC),
    CHECK ([FromCurrency] <> [ToCurrency])
);
GO

CREATE TABLE [dbo].[Suppliers] (
    [SupplierID]   INT IDENTITY(1, 1) NOT NULL,
    [CompanyName]  NVARCHAR(40) NOT NULL,
    [ContactName]  NVARCHAR(30) NULL,
    [Address]      NVARCHAR(60) NULL,
    [City]         NVARCHAR(15) NULL,
    [Region]       NVARCHAR(15) NULL,
    [PostalCode]   NVARCHAR(10) NULL,
    [Country]      NVARCHAR(15) NULL,
    [Phone]        NVARCHAR(24) NULL,
    [HomePage]     NTEXT        NULL,
    [VatNumber]    VARCHAR(20)  NULL,
    [PaymentTerms] CHAR(10)     NOT NULL CONSTRAINT [DF_Suppliers_PaymentTerms] DEFAULT ('NET30'),
    CONSTRAINT [PK_Suppliers] PRIMARY KEY CLUSTERED ([SupplierID] ASC),
    CONSTRAINT [CK_Suppliers_PaymentTerms] CHECK ([PaymentTerms] IN ('NET30', 'NET60', 'PREPAID', 'COD'))
);
CREATE INDEX [CompanyName] ON [dbo].[Suppliers] ([CompanyName]);
CREATE UNIQUE INDEX [UX_Suppliers_VatNumber] ON [dbo].[Suppliers] ([VatNumber]) WHERE [VatNumber] IS NOT NULL;
GO

CREATE TABLE [dbo].[Categories] (
    [CategoryID]   INT IDENTITY(1, 1) NOT NULL,
    [CategoryName] NVARCHAR(15) NOT NULL,
    [Description]  NTEXT NULL,
    [Picture]      IMAGE NULL,
    CONSTRAINT [PK_Categories] PRIMARY KEY CLUSTERED ([CategoryID] ASC),
    CONSTRAINT [AK_Categories_CategoryName] UNIQUE NONCLUSTERED ([CategoryName])
);
GO

CREATE TABLE [dbo].[Products] (
    [ProductID]        INT IDENTITY(1, 1) NOT NULL,
    [ProductNumber]    NVARCHAR(25)     NOT NULL,
    [ProductName]      NVARCHAR(40)     NOT NULL,
    [SupplierID]       INT              NULL,
    [CategoryID]       INT              NULL,
    [QuantityPerUnit]  NVARCHAR(20)     NULL,
    [UnitPrice]        MONEY            NULL CONSTRAINT [DF_Products_UnitPrice] DEFAULT (0),
    [StandardCost]     DECIMAL(19, 4)   NOT NULL CONSTRAINT [DF_Products_StandardCost] DEFAULT (0.0000),
    [Margin]           AS ([UnitPrice] - [StandardCost]),
    [UnitsInStock]     SMALLINT         NULL CONSTRAINT [DF_Products_UnitsInStock] DEFAULT (0),
    [UnitsOnOrder]     SMALLINT         NULL CONSTRAINT [DF_Products_UnitsOnOrder] DEFAULT (0),
    [ReorderLevel]     SMALLINT         NULL CONSTRAINT [DF_Products_ReorderLevel] DEFAULT (-1),
    [Weight]           DECIMAL(8, 2)    NULL,
    [Size]             NVARCHAR(5)      NOT NULL CONSTRAINT [DF_Products_Size] DEFAULT (N''),
    [Discontinued]     BIT              NOT NULL CONSTRAINT [DF_Products_Discontinued] DEFAULT (0),
    [SellStartDate]    DATETIME         NOT NULL CONSTRAINT [DF_Products_SellStartDate] DEFAULT ('1996-01-01T00:00:00'),
    [SellEndDate]      DATETIME         NULL,
    [Attributes]       XML              NULL,
    [rowguid]          UNIQUEIDENTIFIER NOT NULL CONSTRAINT [DF_Products_rowguid] DEFAULT (NEWID()),
    [ModifiedDate]     DATETIME         NOT NULL CONSTRAINT [DF_Products_ModifiedDate] DEFAULT (GETDATE()),
    CONSTRAINT [PK_Products] PRIMARY KEY CLUSTERED ([ProductID] ASC),
    CONSTRAINT [AK_Products_ProductNumber] UNIQUE ([ProductNumber]),
    CONSTRAINT [AK_Products_rowguid] UNIQUE ([rowguid]),
    CONSTRAINT [FK_Products_Categories] FOREIGN KEY ([CategoryID]) REFERENCES [dbo].[Categories] ([CategoryID]) ON DELETE SET NULL,
    CONSTRAINT [FK_Products_Suppliers] FOREIGN KEY ([SupplierID]) REFERENCES [dbo].[Suppliers] ([SupplierID]),
    CONSTRAINT [CK_Products_UnitPrice] CHECK ([UnitPrice] >= 0),
    CONSTRAINT [CK_Products_SellEndDate] CHECK ([SellEndDate] >= [SellStartDate] OR [SellEndDate] IS NULL)
);
CREATE NONCLUSTERED INDEX [CategoriesProducts] ON [dbo].[Products] ([CategoryID]);
CREATE NONCLUSTERED INDEX [SuppliersProducts] ON [dbo].[Products] ([SupplierID]);
CREATE NONCLUSTERED INDEX [IX_Products_OnSale] ON [dbo].[Products] ([CategoryID], [UnitPrice] DESC)
    INCLUDE ([ProductName], [UnitsInStock]) WHERE [Discontinued] = 0;
GO

EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Articles that can be ordered, including discontinued ones.',
    @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N'Products';
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Stock at which to reorder; -1: never.',
    @level0type = N'SCHEMA', @level0name = N'dbo', @level1type = N'TABLE', @level1name = N'Products',
    @level2type = N'COLUMN', @level2name = N'ReorderLevel';
GO

CREATE TABLE [dbo].[ProductPhotos] (
    [ProductID] INT            NOT NULL,
    [PhotoNo]   TINYINT        NOT NULL,
    [MimeType]  VARCHAR(100)   NOT NULL CONSTRAINT [DF_ProductPhotos_MimeType] DEFAULT ('image/jpeg'),
    [Thumbnail] VARBINARY(4000) NULL,
    [Original]  VARBINARY(MAX) NOT NULL,
    [Sha256]    BINARY(32)     NOT NULL,
    [Caption]   NVARCHAR(MAX)  NULL,
    CONSTRAINT [PK_ProductPhotos] PRIMARY KEY CLUSTERED ([ProductID], [PhotoNo]),
    CONSTRAINT [FK_ProductPhotos_Products] FOREIGN KEY ([ProductID]) REFERENCES [dbo].[Products] ([ProductID]) ON DELETE CASCADE,
    INDEX [IX_ProductPhotos_Sha256] NONCLUSTERED ([Sha256])
);
GO

CREATE TABLE [dbo].[ProductPriceHistory] (
    [ProductID]    INT               NOT NULL,
    [ChangedAt]    DATETIMEOFFSET(3) NOT NULL CONSTRAINT [DF_ProductPriceHistory_ChangedAt] DEFAULT (SYSDATETIMEOFFSET()),
    [OldUnitPrice] MONEY             NULL,
    [NewUnitPrice] MONEY             NULL,
    [ChangedBy]    NVARCHAR(128)     NOT NULL CONSTRAINT [DF_ProductPriceHistory_ChangedBy] DEFAULT (SUSER_SNAME()),
    CONSTRAINT [PK_ProductPriceHistory] PRIMARY KEY CLUSTERED ([ProductID], [ChangedAt] DESC),
    CONSTRAINT [FK_ProductPriceHistory_Products] FOREIGN KEY ([ProductID]) REFERENCES [dbo].[Products] ([ProductID]) ON DELETE CASCADE
);
GO

CREATE TRIGGER [dbo].[trg_Products_PriceHistory] ON [dbo].[Products] AFTER UPDATE
AS
BEGIN
    SET NOCOUNT ON;
    INSERT INTO [dbo].[ProductPriceHistory] ([ProductID], [OldUnitPrice], [NewUnitPrice])
    SELECT i.[ProductID], d.[UnitPrice], i.[UnitPrice]
    FROM inserted AS i
    JOIN deleted AS d ON d.[ProductID] = i.[ProductID]
    WHERE EXISTS (SELECT d.[UnitPrice] EXCEPT SELECT i.[UnitPrice]);
END;
GO

CREATE TABLE [dbo].[Customers] (
    [CustomerID]   NCHAR(5)     NOT NULL,
    [CompanyName]  NVARCHAR(40) NOT NULL,
    [ContactName]  NVARCHAR(30) NULL,
    [ContactTitle] NVARCHAR(30) NULL,
    [Phone]        NVARCHAR(24) NULL,
    [Email]        VARCHAR(254) NULL,
    [CurrencyCode] CHAR(3)      NOT NULL CONSTRAINT [DF_Customers_CurrencyCode] DEFAULT ('EUR'),
    [CreditLimit]  MONEY        NOT NULL CONSTRAINT [DF_Customers_CreditLimit] DEFAULT ($500.0000),
    [PriceGroup]   TINYINT      NULL,
    [CustomerSince] DATE        NOT NULL CONSTRAINT [DF_Customers_CustomerSince] DEFAULT ('19000101'),
    [IsCompany]    BIT          NULL,
    CONSTRAINT [PK_Customers] PRIMARY KEY CLUSTERED ([CustomerID] ASC),
    CONSTRAINT [FK_Customers_Currencies] FOREIGN KEY ([CurrencyCode]) REFERENCES [dbo].[Currencies] ([CurrencyCode]),
    CONSTRAINT [CK_Customers_Email] CHECK ([Email] LIKE '%_@_%')
);
CREATE NONCLUSTERED INDEX [CompanyName] ON [dbo].[Customers] ([CompanyName]);
CREATE UNIQUE NONCLUSTERED INDEX [UX_Customers_Email] ON [dbo].[Customers] ([Email]) WHERE [Email] IS NOT NULL;
GO

CREATE TABLE [dbo].[CustomerAddresses] (
    [CustomerID]  NCHAR(5)     NOT NULL,
    [AddressNo]   SMALLINT     NOT NULL,
    [AddressType] NVARCHAR(20) NOT NULL,
    [Line1]       NVARCHAR(60) NOT NULL,
    [Line2]       NVARCHAR(60) NULL,
    [City]        NVARCHAR(30) NOT NULL,
    [Region]      NVARCHAR(30) NULL,
    [PostalCode]  NVARCHAR(15) NULL,
    [Country]     NVARCHAR(30) NOT NULL,
    [Latitude]    FLOAT        NULL,
    [Longitude]   FLOAT        NULL,
    CONSTRAINT [PK_CustomerAddresses] PRIMARY KEY CLUSTERED ([CustomerID], [AddressNo]),
    CONSTRAINT [AK_CustomerAddresses_AddressType] UNIQUE ([CustomerID], [AddressType], [Line1]),
    CONSTRAINT [FK_CustomerAddresses_Customers] FOREIGN KEY ([CustomerID]) REFERENCES [dbo].[Customers] ([CustomerID]) ON DELETE CASCADE,
    CONSTRAINT [CK_CustomerAddresses_Latitude] CHECK ([Latitude] >= -90.0 AND [Latitude] <= 90.0)
);
GO

CREATE TABLE [dbo].[Shippers] (
    [ShipperID]   SMALLINT IDENTITY(10, 10) NOT NULL,
    [CompanyName] NVARCHAR(40)  NOT NULL,
    [Phone]       NVARCHAR(24)  NULL,
    [BaseRate]    SMALLMONEY    NOT NULL CONSTRAINT [DF_Shippers_BaseRate] DEFAULT (0.00),
    [PickupTime]  TIME(0)       NULL,
    [TrackingUrl] VARCHAR(2048) NULL,
    CONSTRAINT [PK_Shippers] PRIMARY KEY CLUSTERED ([ShipperID] ASC)
);
GO

CREATE TABLE [dbo].[Orders] (
    [OrderID]       INT IDENTITY(10248, 1) NOT NULL,
    [CustomerID]    NCHAR(5)      NULL,
    [ShipAddressNo] SMALLINT      NULL,
    [BillAddressNo] SMALLINT      NULL,
    [EmployeeID]    INT           NULL,
    [OrderDate]     DATETIME      NULL CONSTRAINT [DF_Orders_OrderDate] DEFAULT (GETDATE()),
    [RequiredDate]  DATETIME      NULL,
    [ShippedDate]   DATETIME      NULL,
    [ShipVia]       SMALLINT      NULL,
    [Freight]       MONEY         NULL CONSTRAINT [DF_Orders_Freight] DEFAULT (0),
    [Status]        TINYINT       NOT NULL CONSTRAINT [DF_Orders_Status] DEFAULT ((1)),
    [OnlineOrder]   BIT           NOT NULL DEFAULT ((1)),
    [Comment]       NVARCHAR(MAX) NULL,
    [OrderYear]     AS (YEAR([OrderDate])),
    [IsShipped]     AS (CONVERT(BIT, CASE WHEN [ShippedDate] IS NULL THEN 0 ELSE 1 END)) PERSISTED,
    CONSTRAINT [PK_Orders] PRIMARY KEY CLUSTERED ([OrderID] ASC),
    CONSTRAINT [FK_Orders_Customers] FOREIGN KEY ([CustomerID]) REFERENCES [dbo].[Customers] ([CustomerID]),
    CONSTRAINT [FK_Orders_ShipAddress] FOREIGN KEY ([CustomerID], [ShipAddressNo])
        REFERENCES [dbo].[CustomerAddresses] ([CustomerID], [AddressNo]),
    CONSTRAINT [FK_Orders_BillAddress] FOREIGN KEY ([CustomerID], [BillAddressNo])
        REFERENCES [dbo].[CustomerAddresses] ([CustomerID], [AddressNo]),
    CONSTRAINT [FK_Orders_Employees] FOREIGN KEY ([EmployeeID]) REFERENCES [dbo].[Employees] ([EmployeeID]) ON DELETE SET NULL,
    CONSTRAINT [FK_Orders_Shippers] FOREIGN KEY ([ShipVia]) REFERENCES [dbo].[Shippers] ([ShipperID]),
    CONSTRAINT [CK_Orders_Status] CHECK ([Status] BETWEEN 0 AND 8),
    CONSTRAINT [CK_Orders_ShippedDate] CHECK ([ShippedDate] >= [OrderDate] OR [ShippedDate] IS NULL)
);
CREATE NONCLUSTERED INDEX [CustomersOrders] ON [dbo].[Orders] ([CustomerID], [OrderDate] DESC);
CREATE NONCLUSTERED INDEX [EmployeesOrders] ON [dbo].[Orders] ([EmployeeID]);
CREATE NONCLUSTERED INDEX [IX_Orders_Open] ON [dbo].[Orders] ([RequiredDate]) INCLUDE ([CustomerID]) WHERE [ShippedDate] IS NULL;
GO

CREATE TABLE [dbo].[Order Details] (
    [OrderID]   INT      NOT NULL,
    [ProductID] INT      NOT NULL,
    [UnitPrice] MONEY    NOT NULL CONSTRAINT [DF_Order_Details_UnitPrice] DEFAULT (0),
    [Quantity]  SMALLINT NOT NULL CONSTRAINT [DF_Order_Details_Quantity] DEFAULT (1),
    [Discount]  REAL     NOT NULL CONSTRAINT [DF_Order_Details_Discount] DEFAULT (0),
    [Line Total] AS (CONVERT(MONEY, [UnitPrice] * [Quantity] * (1 - [Discount]))) PERSISTED NOT NULL,
    CONSTRAINT [PK_Order_Details] PRIMARY KEY CLUSTERED ([OrderID], [ProductID]),
    CONSTRAINT [FK_Order_Details_Orders] FOREIGN KEY ([OrderID]) REFERENCES [dbo].[Orders] ([OrderID]) ON DELETE CASCADE,
    CONSTRAINT [FK_Order_Details_Products] FOREIGN KEY ([ProductID]) REFERENCES [dbo].[Products] ([ProductID]),
    CONSTRAINT [CK_Discount] CHECK ([Discount] >= 0 AND [Discount] <= 1),
    CONSTRAINT [CK_Quantity] CHECK ([Quantity] > 0)
);
CREATE NONCLUSTERED INDEX [ProductsOrder_Details] ON [dbo].[Order Details] ([ProductID]);
GO

CREATE TABLE [dbo].[Shipments] (
    [ShipmentID]     BIGINT IDENTITY(1, 1) NOT NULL,
    [ShipperID]      SMALLINT          NOT NULL,
    [TrackingNumber] VARCHAR(50)       NULL,
    [DispatchedAt]   DATETIMEOFFSET    NOT NULL,
    [DeliveredAt]    DATETIMEOFFSET    NULL,
    [WeightKg]       DECIMAL(9, 3)     NULL,
    CONSTRAINT [PK_Shipments] PRIMARY KEY CLUSTERED ([ShipmentID] ASC),
    CONSTRAINT [AK_Shipments_TrackingNumber] UNIQUE NONCLUSTERED ([ShipperID], [TrackingNumber]),
    CONSTRAINT [FK_Shipments_Shippers] FOREIGN KEY ([ShipperID]) REFERENCES [dbo].[Shippers] ([ShipperID]),
    CHECK ([WeightKg] > 0)
);

CREATE TABLE [dbo].[ShipmentLines] (
    [ShipmentID] BIGINT   NOT NULL,
    [LineNo]     SMALLINT NOT NULL,
    [OrderID]    INT      NOT NULL,
    [ProductID]  INT      NOT NULL,
    [Quantity]   SMALLINT NOT NULL,
    CONSTRAINT [PK_ShipmentLines] PRIMARY KEY CLUSTERED ([ShipmentID], [LineNo]),
    CONSTRAINT [FK_ShipmentLines_Shipments] FOREIGN KEY ([ShipmentID]) REFERENCES [dbo].[Shipments] ([ShipmentID]) ON DELETE CASCADE,
    CONSTRAINT [FK_ShipmentLines_Order_Details] FOREIGN KEY ([OrderID], [ProductID])
        REFERENCES [dbo].[Order Details] ([OrderID], [ProductID])
);
CREATE INDEX [IX_ShipmentLines_Order] ON [dbo].[ShipmentLines] ([OrderID], [ProductID]);
GO

CREATE TABLE [dbo].[Invoices] (
    [InvoiceID]   INT IDENTITY(1, 1) NOT NULL,
    [OrderID]     INT               NOT NULL,
    [InvoiceNo]   AS ('INV-' + RIGHT('000000' + CONVERT(VARCHAR(10), [InvoiceID]), 6)),
    [IssuedAt]    DATETIME2(3)      NOT NULL CONSTRAINT [DF_Invoices_IssuedAt] DEFAULT (SYSDATETIME()),
    [DueDate]     DATE              NOT NULL,
    [PaidDate]    DATE              NULL,
    [DaysOverdue] AS (DATEDIFF(DAY, [DueDate], ISNULL([PaidDate], GETDATE()))),
    [NetAmount]   MONEY             NOT NULL,
    [TaxRate]     DECIMAL(5, 4)     NOT NULL CONSTRAINT [DF_Invoices_TaxRate] DEFAULT (0.1900),
    [GrossAmount] AS (CONVERT(DECIMAL(19, 4), [NetAmount] * (1 + [TaxRate]))) PERSISTED,
    [Reminders]   TINYINT           NOT NULL CONSTRAINT [DF_Invoices_Reminders] DEFAULT ((0)),
    [Document]    VARBINARY(MAX)    NULL,
    [Token]       UNIQUEIDENTIFIER  NOT NULL CONSTRAINT [DF_Invoices_Token] DEFAULT (NEWSEQUENTIALID()),
    [RowVer]      ROWVERSION        NOT NULL,
    CONSTRAINT [PK_Invoices] PRIMARY KEY CLUSTERED ([InvoiceID] ASC),
    CONSTRAINT [AK_Invoices_Token] UNIQUE ([Token]),
    CONSTRAINT [FK_Invoices_Orders] FOREIGN KEY ([OrderID]) REFERENCES [dbo].[Orders] ([OrderID])
);
CREATE INDEX [IX_Invoices_Unpaid] ON [dbo].[Invoices] ([DueDate]) INCLUDE ([NetAmount], [TaxRate]) WHERE [PaidDate] IS NULL;
CREATE INDEX [IX_Invoices_GrossAmount] ON [dbo].[Invoices] ([GrossAmount] DESC);
GO

CREATE VIEW [dbo].[Order Subtotals]
AS
SELECT [OrderID], SUM([Line Total]) AS [Subtotal], COUNT(*) AS [Lines]
FROM [dbo].[Order Details]
GROUP BY [OrderID];
GO
