SET QUOTED_IDENTIFIER ON;
GO

INSERT INTO [dbo].[Region] ([RegionID], [RegionDescription]) VALUES (1, N'Østlandet'), (2, N'Sørlandet');

INSERT INTO [dbo].[Territories] ([TerritoryID], [TerritoryDescription], [RegionID])
VALUES (N'01581', N'Grünerløkka', 1), (N'4611', N'Kristiansand', 2);

SET IDENTITY_INSERT [dbo].[Employees] ON;
INSERT INTO [dbo].[Employees] ([EmployeeID], [LastName], [FirstName], [Title], [BirthDate], [HireDate], [City], [Country], [Gender], [Photo],
    [Notes], [ReportsTo], [Salary], [VacationHours])
VALUES (1, N'Ødegård', N'Åse', N'Sales Manager', '1968-12-08T00:00:00', '1992-05-01T00:00:00', N'Oslo', N'Norway', N'F', 0x89504E47,
        N'Speaks Norwegian and 日本語.', NULL, 61000.5000, 120),
    (2, N'Smith', N'Pat', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, -8),
    (3, N'O''Neill', N'Siobhán', N'Sales Representative', '1985-02-28T00:00:00', '2012-10-17T08:30:00', N'London', N'UK', N'x', NULL,
        NULL, 1, 0.0001, 0);
SET IDENTITY_INSERT [dbo].[Employees] OFF;

INSERT INTO [dbo].[EmployeeTerritories] ([EmployeeID], [TerritoryID]) VALUES (1, N'01581'), (1, N'4611'), (3, N'4611');

INSERT INTO [dbo].[Currencies] ([CurrencyCode], [Name], [MinorUnits]) VALUES ('EUR', N'Euro (€)', 2), ('JPY', N'円', 0);
INSERT INTO [dbo].[Currencies] ([CurrencyCode], [Name]) VALUES ('NOK', N'Norsk krone');

INSERT INTO [dbo].[ExchangeRates] ([FromCurrency], [ToCurrency], [RateDate], [AverageRate], [EndOfDayRate], [Spread], [LoadedAt])
VALUES ('EUR', 'NOK', '2024-02-29', 11.4762, 11.492500, 0.25, '2024-02-29T17:00:00.123'),
    ('EUR', 'JPY', '2024-02-29', 162.35, 162.310000, NULL, '2024-02-29T17:00:00.120');

SET IDENTITY_INSERT [dbo].[Suppliers] ON;
INSERT INTO [dbo].[Suppliers] ([SupplierID], [CompanyName], [ContactName], [City], [Region], [Country], [HomePage], [VatNumber], [PaymentTerms])
VALUES (1, N'Süßwaren Großhandel Weiß', N'Jürgen Weiß', N'Frankfurt', NULL, N'Germany', N'https://weiss.example/#über-uns', 'DE811907980', 'NET60'),
    (2, N'東京貿易', NULL, N'東京', N'関東', N'Japan', NULL, NULL, 'COD');
INSERT INTO [dbo].[Suppliers] ([SupplierID], [CompanyName]) VALUES (3, N'Nameless Goods');
SET IDENTITY_INSERT [dbo].[Suppliers] OFF;

SET IDENTITY_INSERT [dbo].[Categories] ON;
INSERT INTO [dbo].[Categories] ([CategoryID], [CategoryName], [Description], [Picture])
VALUES (1, N'Beverages', N'Coffee, tea, Most', 0xFFD8FFE0), (2, N'Käse', NULL, NULL);
SET IDENTITY_INSERT [dbo].[Categories] OFF;

SET IDENTITY_INSERT [dbo].[Products] ON;
INSERT INTO [dbo].[Products] ([ProductID], [ProductNumber], [ProductName], [SupplierID], [CategoryID], [QuantityPerUnit], [UnitPrice], [StandardCost],
    [UnitsInStock], [Weight], [Size], [SellEndDate], [Attributes], [rowguid])
VALUES (1, N'BE-0001', N'Grüner Tee', 2, 1, N'10 boxes × 20 bags', 18.0000, 7.2500, 39, 0.40, N'M', NULL,
        N'<attributes><origin>静岡</origin></attributes>', '6F9619FF-8B86-D011-B42D-00C04FC964FF'),
    (2, N'KA-0001', N'Bergkäse', 1, 2, NULL, 38.0000, 21.0000, 0, NULL, N'', '2019-12-31T23:59:59.997', NULL,
        '0E984725-C51C-4BF4-9960-E1C80E27ABA0');
INSERT INTO [dbo].[Products] ([ProductID], [ProductNumber], [ProductName], [UnitPrice], [Discontinued]) VALUES (3, N'XX-0001', N'Muster ohne Wert', NULL, 1);
SET IDENTITY_INSERT [dbo].[Products] OFF;

INSERT INTO [dbo].[ProductPhotos] ([ProductID], [PhotoNo], [MimeType], [Thumbnail], [Original], [Sha256], [Caption])
VALUES (1, 0, 'image/png', NULL, 0x89504E470D0A1A0A, 0xE3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855, N'正面'),
    (1, 255, 'image/jpeg', 0xFFD8, 0xFFD8FFE0, 0x2C26B46B68FFC68FF99B453C1D30413413422D706483BFA0F98A5E886266E7AE, NULL);

INSERT INTO [dbo].[ProductPriceHistory] ([ProductID], [ChangedAt], [OldUnitPrice], [NewUnitPrice], [ChangedBy])
VALUES (1, '2023-03-26T03:00:00.001+02:00', NULL, 17.5000, N'åse'), (1, '2024-01-01T00:00:00.000-05:00', 17.5000, 18.0000, N'import');

INSERT INTO [dbo].[Customers] ([CustomerID], [CompanyName], [ContactName], [Phone], [Email], [CurrencyCode], [CreditLimit], [PriceGroup], [CustomerSince], [IsCompany])
VALUES (N'LINDQ', N'Lindqvists köksbod', N'Örjan Lindqvist', N'0920-55 00 01', 'orjan@lindqvists.example', 'NOK', 10000.0000, 255, '2001-09-09', 1),
    (N'KOJIN', N'個人 太郎', NULL, NULL, NULL, 'JPY', -1.0000, NULL, '2020-02-29', 0);
INSERT INTO [dbo].[Customers] ([CustomerID], [CompanyName]) VALUES (N'NOBOD', N'Nobody & Söhne');

INSERT INTO [dbo].[CustomerAddresses] ([CustomerID], [AddressNo], [AddressType], [Line1], [Line2], [City], [Region], [PostalCode], [Country], [Latitude], [Longitude])
VALUES (N'LINDQ', 1, N'Main Office', N'Kvarnvägen 8', NULL, N'Luleå', NULL, N'S-958 22', N'Sweden', 65.584819, 22.156703),
    (N'LINDQ', 2, N'Warehouse', N'Storgatan 1', N'Gården', N'Piteå', N'Norrbotten', NULL, N'Sweden', NULL, NULL),
    (N'KOJIN', 1, N'Home', N'銀座 1-2-3', NULL, N'東京', NULL, N'104-0061', N'日本', -0.5, 139.76);

SET IDENTITY_INSERT [dbo].[Shippers] ON;
INSERT INTO [dbo].[Shippers] ([ShipperID], [CompanyName], [Phone], [BaseRate], [PickupTime], [TrackingUrl])
VALUES (10, N'Rasch & Co', N'+47 555 00 100', 4.9900, '16:30:00', 'https://rasch.example/t?n={0}'), (20, N'Äußerst Schnell', NULL, 0, NULL, NULL);
SET IDENTITY_INSERT [dbo].[Shippers] OFF;

SET IDENTITY_INSERT [dbo].[Orders] ON;
INSERT INTO [dbo].[Orders] ([OrderID], [CustomerID], [ShipAddressNo], [BillAddressNo], [EmployeeID], [OrderDate], [RequiredDate], [ShippedDate], [ShipVia],
    [Freight], [Status], [OnlineOrder], [Comment])
VALUES (10248, N'LINDQ', 2, 1, 3, '2024-02-28T10:15:30.003', '2024-03-15T00:00:00', '2024-02-29T08:00:00', 10, 32.3800, 5, 0, N'Bitte läuten!'),
    (10249, N'KOJIN', 1, NULL, NULL, '2024-03-01T00:00:00', NULL, NULL, NULL, 0, 1, 1, NULL),
    (10250, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, N'');
SET IDENTITY_INSERT [dbo].[Orders] OFF;

INSERT INTO [dbo].[Order Details] ([OrderID], [ProductID], [UnitPrice], [Quantity], [Discount])
VALUES (10248, 1, 18.0000, 12, 0.25), (10248, 2, 38.0000, 1, 0), (10249, 1, 17.5000, 32767, 1);

SET IDENTITY_INSERT [dbo].[Shipments] ON;
INSERT INTO [dbo].[Shipments] ([ShipmentID], [ShipperID], [TrackingNumber], [DispatchedAt], [DeliveredAt], [WeightKg])
VALUES (1, 10, 'RC000123456784NO', '2024-02-29T08:00:00+01:00', '2024-03-02T12:34:56.789+01:00', 12.500),
    (2, 20, NULL, '2024-03-03T23:59:59.9999999+09:00', NULL, NULL);
SET IDENTITY_INSERT [dbo].[Shipments] OFF;

INSERT INTO [dbo].[ShipmentLines] ([ShipmentID], [LineNo], [OrderID], [ProductID], [Quantity]) VALUES (1, 1, 10248, 1, 12), (1, 2, 10248, 2, 1), (2, 1, 10249, 1, 5);

INSERT INTO [dbo].[Invoices] ([OrderID], [IssuedAt], [DueDate], [PaidDate], [NetAmount], [TaxRate], [Reminders], [Document])
VALUES (10248, '2024-02-29T08:05:00.500', '2024-03-30', '2024-03-29', 200.0000, 0.2500, 1, 0x255044462D),
    (10249, '2024-03-03T00:00:00.000', '2024-04-02', NULL, -0.0100, 0, 0, NULL);
INSERT INTO [dbo].[Invoices] ([OrderID], [DueDate], [NetAmount]) VALUES (10250, '2024-04-30', 0);
