CREATE TABLE [Region] (
    [RegionID]          INTEGER NOT NULL PRIMARY KEY,
    [RegionDescription] TEXT    NOT NULL
);

CREATE TABLE [Territories] (
    [TerritoryID]          TEXT    NOT NULL,
    [TerritoryDescription] TEXT    NOT NULL,
    [RegionID]             INTEGER NOT NULL,
    PRIMARY KEY ([TerritoryID]),
    FOREIGN KEY ([RegionID]) REFERENCES [Region] ([RegionID]) ON DELETE NO ACTION ON UPDATE NO ACTION
);

CREATE TABLE [Employees] (
    [EmployeeID]      INTEGER PRIMARY KEY AUTOINCREMENT,
    [LastName]        NVARCHAR(20) NOT NULL,
    [FirstName]       NVARCHAR(10) NOT NULL,
    [Title]           NVARCHAR(30),
    [TitleOfCourtesy] NVARCHAR(25),
    [BirthDate]       DATE,
    [HireDate]        DATE,
    [Address]         NVARCHAR(60),
    [City]            NVARCHAR(15),
    [PostalCode]      NVARCHAR(10),
    [Country]         NVARCHAR(15) DEFAULT 'USA',
    [HomePhone]       NVARCHAR(24),
    [Extension]       NCHAR(4),
    [Gender]          NCHAR(1),
    [Photo]           BLOB,
    [Notes]           TEXT,
    [ReportsTo]       INTEGER,
    [Salary]          NUMERIC(10, 2),
    [VacationHours]   SMALLINT NOT NULL DEFAULT 0,
    [SickLeaveHours]  SMALLINT NOT NULL DEFAULT 0,
    [LoginTimeZone]   SMALLINT NOT NULL DEFAULT -300,
    [IsActive]        BOOLEAN  NOT NULL DEFAULT TRUE,
    [SortName]        NVARCHAR(20) GENERATED ALWAYS AS (upper([LastName])) VIRTUAL,
    FOREIGN KEY ([ReportsTo]) REFERENCES [Employees] ([EmployeeID]) ON DELETE NO ACTION ON UPDATE NO ACTION,
    CONSTRAINT [CK_Birthdate] CHECK ([BirthDate] IS date([BirthDate])),
    CHECK (upper([Gender]) IN ('F', 'M', 'X')),
    CONSTRAINT [CK_Employees_VacationHours] CHECK ([VacationHours] BETWEEN -40 AND 240)
);
CREATE INDEX [IX_Employees_LastName] ON [Employees] ([LastName]);
CREATE INDEX [IX_Employees_Country_City] ON [Employees] ([Country], [City] DESC);

CREATE TABLE [EmployeeTerritories] (
    [EmployeeID]  INTEGER NOT NULL REFERENCES [Employees] ([EmployeeID]) ON DELETE CASCADE,
    [TerritoryID] TEXT    NOT NULL REFERENCES [Territories] ([TerritoryID]),
    PRIMARY KEY ([EmployeeID], [TerritoryID])
);

CREATE TABLE [Currencies] (
    [CurrencyCode] CHAR(3)      NOT NULL PRIMARY KEY,
    [Name]         NVARCHAR(50) NOT NULL UNIQUE,
    [MinorUnits]   TINYINT      NOT NULL DEFAULT 2 CHECK ([MinorUnits] <= 4)
);

CREATE TABLE [ExchangeRates] (
    [FromCurrency] CHAR(3)        NOT NULL REFERENCES [Currencies] ([CurrencyCode]),
    [ToCurrency]   CHAR(3)        NOT NULL REFERENCES [Currencies] ([CurrencyCode]),
    [RateDate]     DATE           NOT NULL DEFAULT CURRENT_DATE,
    [AverageRate]  REAL           NOT NULL,
    [EndOfDayRate] DECIMAL(18, 6) NOT NULL CHECK ([EndOfDayRate] > 0),
    [Spread]       DOUBLE PRECISION,
    [LoadedAt]     DATETIME       NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    PRIMARY KEY ([FromCurrency], [ToCurrency], [RateDate] DESC),
    CHECK ([FromCurrency] <> [ToCurrency])
);

CREATE TABLE [Suppliers] (
    [SupplierID]   INTEGER PRIMARY KEY AUTOINCREMENT,
    [CompanyName]  NVARCHAR(40) NOT NULL,
    [ContactName]  NVARCHAR(30),
    [Address]      NVARCHAR(60),
    [City]         NVARCHAR(15),
    [Region]       NVARCHAR(15),
    [PostalCode]   NVARCHAR(10),
    [Country]      NVARCHAR(15),
    [Phone]        NVARCHAR(24),
    [HomePage]     TEXT,
    [VatNumber]    VARCHAR(20),
    [PaymentTerms] CHAR(10) NOT NULL DEFAULT 'NET30',
    CONSTRAINT [CK_Suppliers_PaymentTerms] CHECK ([PaymentTerms] IN ('NET30', 'NET60', 'PREPAID', 'COD'))
);
CREATE INDEX [IX_Suppliers_CompanyName] ON [Suppliers] ([CompanyName]);
CREATE UNIQUE INDEX [UX_Suppliers_VatNumber] ON [Suppliers] ([VatNumber]) WHERE [VatNumber] IS NOT NULL;

CREATE TABLE [Categories] (
    [CategoryID]   INTEGER PRIMARY KEY AUTOINCREMENT,
    [CategoryName] NVARCHAR(15) NOT NULL CONSTRAINT [AK_Categories_CategoryName] UNIQUE COLLATE NOCASE,
    [Description]  TEXT,
    [Picture]      BLOB
);

-- The attributes are XML on the server; here they are stored as text, since SQLite has no functions for XML.
CREATE TABLE [Products] (
    [ProductID]       INTEGER PRIMARY KEY AUTOINCREMENT,
    [ProductNumber]   NVARCHAR(25) NOT NULL,
    [ProductName]     NVARCHAR(40) NOT NULL,
    [SupplierID]      INTEGER,
    [CategoryID]      INTEGER,
    [QuantityPerUnit] NVARCHAR(20),
    [UnitPrice]       NUMERIC(19, 4) DEFAULT 0,
    [StandardCost]    NUMERIC(19, 4) NOT NULL DEFAULT 0.0000,
    [Margin]          NUMERIC GENERATED ALWAYS AS ([UnitPrice] - [StandardCost]),
    [UnitsInStock]    SMALLINT DEFAULT 0,
    [UnitsOnOrder]    SMALLINT DEFAULT 0,
    [ReorderLevel]    SMALLINT DEFAULT -1,
    [Weight]          DECIMAL(8, 2),
    [Size]            NVARCHAR(5)  NOT NULL DEFAULT '',
    [Discontinued]    BIT          NOT NULL DEFAULT 0,
    [SellStartDate]   DATETIME     NOT NULL DEFAULT '1996-01-01 00:00:00',
    [SellEndDate]     DATETIME,
    [Attributes]      XML,
    [rowguid]         TEXT         NOT NULL DEFAULT (lower(hex(randomblob(16)))),
    [ModifiedDate]    DATETIME     NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT [AK_Products_ProductNumber] UNIQUE ([ProductNumber]),
    CONSTRAINT [AK_Products_rowguid] UNIQUE ([rowguid]),
    CONSTRAINT [FK_Products_Categories] FOREIGN KEY ([CategoryID]) REFERENCES [Categories] ([CategoryID]) ON DELETE SET NULL,
    CONSTRAINT [FK_Products_Suppliers] FOREIGN KEY ([SupplierID]) REFERENCES [Suppliers] ([SupplierID]),
    CONSTRAINT [CK_Products_UnitPrice] CHECK ([UnitPrice] >= 0),
    CONSTRAINT [CK_Products_SellEndDate] CHECK ([SellEndDate] >= [SellStartDate] OR [SellEndDate] IS NULL)
);
CREATE INDEX [CategoriesProducts] ON [Products] ([CategoryID]);
CREATE INDEX [SuppliersProducts] ON [Products] ([SupplierID]);
CREATE INDEX [IX_Products_OnSale] ON [Products] ([CategoryID], [UnitPrice] DESC) WHERE [Discontinued] = 0;

CREATE TABLE [ProductPhotos] (
    [ProductID] INTEGER NOT NULL REFERENCES [Products] ON DELETE CASCADE,
    [PhotoNo]   TINYINT NOT NULL,
    [MimeType]  VARCHAR(100) NOT NULL DEFAULT 'image/jpeg',
    [Thumbnail] BLOB,
    [Original]  BLOB NOT NULL,
    [Sha256]    BINARY(32) NOT NULL CHECK (length([Sha256]) = 32),
    [Caption]   TEXT,
    CONSTRAINT [PK_ProductPhotos] PRIMARY KEY ([ProductID], [PhotoNo])
);
CREATE INDEX [IX_ProductPhotos_Sha256] ON [ProductPhotos] ([Sha256]);

CREATE TABLE [ProductPriceHistory] (
    [ProductID]    INTEGER  NOT NULL,
    [ChangedAt]    DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    [OldUnitPrice] NUMERIC(19, 4),
    [NewUnitPrice] NUMERIC(19, 4),
    [ChangedBy]    TEXT     NOT NULL DEFAULT 'unknown',
    PRIMARY KEY ([ProductID], [ChangedAt] DESC),
    FOREIGN KEY ([ProductID]) REFERENCES [Products] ([ProductID]) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TRIGGER [trg_Products_PriceHistory] AFTER UPDATE OF [UnitPrice] ON [Products]
WHEN old.[UnitPrice] IS NOT new.[UnitPrice]
BEGIN
    INSERT INTO [ProductPriceHistory] ([ProductID], [OldUnitPrice], [NewUnitPrice])
    VALUES (new.[ProductID], old.[UnitPrice], new.[UnitPrice]);
END;

CREATE TABLE [Customers] (
    [CustomerID]    NCHAR(5)     NOT NULL PRIMARY KEY,
    [CompanyName]   NVARCHAR(40) NOT NULL,
    [ContactName]   NVARCHAR(30),
    [ContactTitle]  NVARCHAR(30),
    [Phone]         NVARCHAR(24),
    [Email]         VARCHAR(254) COLLATE NOCASE CONSTRAINT [CK_Customers_Email] CHECK ([Email] LIKE '%_@_%'),
    [CurrencyCode]  CHAR(3)      NOT NULL DEFAULT 'EUR' REFERENCES [Currencies] ([CurrencyCode]),
    [CreditLimit]   NUMERIC(19, 4) NOT NULL DEFAULT 500.0000,
    [PriceGroup]    TINYINT,
    [CustomerSince] DATE         NOT NULL DEFAULT '1900-01-01',
    [IsCompany]     BOOLEAN
);
CREATE INDEX [IX_Customers_CompanyName] ON [Customers] ([CompanyName]);
CREATE UNIQUE INDEX [UX_Customers_Email] ON [Customers] ([Email]) WHERE [Email] IS NOT NULL;

CREATE TABLE [CustomerAddresses] (
    [CustomerID]  NCHAR(5)     NOT NULL REFERENCES [Customers] ([CustomerID]) ON DELETE CASCADE,
    [AddressNo]   SMALLINT     NOT NULL,
    [AddressType] NVARCHAR(20) NOT NULL,
    [Line1]       NVARCHAR(60) NOT NULL,
    [Line2]       NVARCHAR(60),
    [City]        NVARCHAR(30) NOT NULL,
    [Region]      NVARCHAR(30),
    [PostalCode]  NVARCHAR(15),
    [Country]     NVARCHAR(30) NOT NULL,
    [Latitude]    FLOAT CHECK ([Latitude] >= -90.0 AND [Latitude] <= 90.0),
    [Longitude]   FLOAT,
    PRIMARY KEY ([CustomerID], [AddressNo]),
    UNIQUE ([CustomerID], [AddressType], [Line1])
);

CREATE TABLE [Shippers] (
    [ShipperID]   INTEGER PRIMARY KEY,
    [CompanyName] NVARCHAR(40) NOT NULL,
    [Phone]       NVARCHAR(24),
    [BaseRate]    NUMERIC(10, 4) NOT NULL DEFAULT 0.00,
    [PickupTime]  TIME,
    [TrackingUrl] VARCHAR(2048)
);

CREATE TABLE [Orders] (
    [OrderID]       INTEGER PRIMARY KEY AUTOINCREMENT,
    [CustomerID]    NCHAR(5),
    [ShipAddressNo] SMALLINT,
    [BillAddressNo] SMALLINT,
    [EmployeeID]    INTEGER,
    [OrderDate]     DATETIME DEFAULT (datetime('now')),
    [RequiredDate]  DATETIME,
    [ShippedDate]   DATETIME,
    [ShipVia]       INTEGER,
    [Freight]       NUMERIC DEFAULT 0,
    [Status]        TINYINT NOT NULL DEFAULT 1 CHECK ([Status] BETWEEN 0 AND 8),
    [OnlineOrder]   BIT NOT NULL DEFAULT 1,
    [Comment]       TEXT,
    [OrderYear]     INT AS (CAST(strftime('%Y', [OrderDate]) AS INTEGER)),
    [IsShipped]     BIT NOT NULL AS ([ShippedDate] IS NOT NULL) STORED,
    FOREIGN KEY ([CustomerID]) REFERENCES [Customers] ([CustomerID]),
    CONSTRAINT [FK_Orders_ShipAddress] FOREIGN KEY ([CustomerID], [ShipAddressNo])
        REFERENCES [CustomerAddresses] ([CustomerID], [AddressNo]),
    CONSTRAINT [FK_Orders_BillAddress] FOREIGN KEY ([CustomerID], [BillAddressNo])
        REFERENCES [CustomerAddresses] ([CustomerID], [AddressNo]),
    FOREIGN KEY ([EmployeeID]) REFERENCES [Employees] ([EmployeeID]) ON DELETE SET NULL,
    FOREIGN KEY ([ShipVia]) REFERENCES [Shippers] ([ShipperID]),
    CONSTRAINT [CK_Orders_ShippedDate] CHECK ([ShippedDate] >= [OrderDate] OR [ShippedDate] IS NULL)
);
CREATE INDEX [CustomersOrders] ON [Orders] ([CustomerID], [OrderDate] DESC);
CREATE INDEX [EmployeesOrders] ON [Orders] ([EmployeeID]);
CREATE INDEX [IX_Orders_Open] ON [Orders] ([RequiredDate]) WHERE [ShippedDate] IS NULL;

CREATE TABLE [Order Details] (
    [OrderID]    INTEGER NOT NULL,
    [ProductID]  INTEGER NOT NULL,
    [UnitPrice]  NUMERIC NOT NULL DEFAULT 0,
    [Quantity]   INTEGER NOT NULL DEFAULT 1,
    [Discount]   REAL    NOT NULL DEFAULT 0,
    [Line Total] NUMERIC NOT NULL GENERATED ALWAYS AS (round([UnitPrice] * [Quantity] * (1 - [Discount]), 4)) STORED,
    PRIMARY KEY ([OrderID], [ProductID]),
    FOREIGN KEY ([OrderID]) REFERENCES [Orders] ([OrderID]) ON DELETE CASCADE,
    FOREIGN KEY ([ProductID]) REFERENCES [Products] ([ProductID]),
    CONSTRAINT [CK_Discount] CHECK ([Discount] >= 0 AND [Discount] <= 1),
    CONSTRAINT [CK_Quantity] CHECK ([Quantity] > 0)
);
CREATE INDEX [ProductsOrder_Details] ON [Order Details] ([ProductID]);

CREATE TABLE [Shipments] (
    [ShipmentID]     INTEGER PRIMARY KEY AUTOINCREMENT,
    [ShipperID]      INTEGER NOT NULL REFERENCES [Shippers] ([ShipperID]),
    [TrackingNumber] VARCHAR(50),
    [DispatchedAt]   DATETIME NOT NULL,
    [DeliveredAt]    DATETIME,
    [WeightKg]       DECIMAL(9, 3) CHECK ([WeightKg] > 0),
    CONSTRAINT [AK_Shipments_TrackingNumber] UNIQUE ([ShipperID], [TrackingNumber])
);

CREATE TABLE [ShipmentLines] (
    [ShipmentID] INTEGER  NOT NULL REFERENCES [Shipments] ([ShipmentID]) ON DELETE CASCADE,
    [LineNo]     SMALLINT NOT NULL,
    [OrderID]    INTEGER  NOT NULL,
    [ProductID]  INTEGER  NOT NULL,
    [Quantity]   SMALLINT NOT NULL,
    PRIMARY KEY ([ShipmentID], [LineNo]),
    FOREIGN KEY ([OrderID], [ProductID]) REFERENCES [Order Details] ([OrderID], [ProductID])
);
CREATE INDEX [IX_ShipmentLines_Order] ON [ShipmentLines] ([OrderID], [ProductID]);

CREATE TABLE [Invoices] (
    [InvoiceID]   INTEGER PRIMARY KEY AUTOINCREMENT,
    [OrderID]     INTEGER  NOT NULL REFERENCES [Orders] ([OrderID]),
    [InvoiceNo]   VARCHAR(10) GENERATED ALWAYS AS ('INV-' || printf('%06d', [InvoiceID])) VIRTUAL,
    [IssuedAt]    DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now', 'localtime')),
    [DueDate]     DATE     NOT NULL,
    [PaidDate]    DATE,
    [NetAmount]   NUMERIC(19, 4) NOT NULL,
    [TaxRate]     NUMERIC(5, 4)  NOT NULL DEFAULT 0.1900,
    [GrossAmount] NUMERIC(19, 4) GENERATED ALWAYS AS (round([NetAmount] * (1 + [TaxRate]), 4)) STORED,
    [Reminders]   TINYINT  NOT NULL DEFAULT 0,
    [Document]    BLOB,
    [Token]       BLOB     NOT NULL DEFAULT (randomblob(16)) UNIQUE,
    [RowVer]      INTEGER  NOT NULL DEFAULT 1
);
CREATE INDEX [IX_Invoices_Unpaid] ON [Invoices] ([DueDate]) WHERE [PaidDate] IS NULL;
CREATE INDEX [IX_Invoices_GrossAmount] ON [Invoices] ([GrossAmount] DESC);

CREATE VIEW [Order Subtotals] AS
SELECT [OrderID], sum([Line Total]) AS [Subtotal], count(*) AS [Lines]
FROM [Order Details]
GROUP BY [OrderID];
