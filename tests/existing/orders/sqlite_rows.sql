INSERT INTO [Region] ([RegionID], [RegionDescription]) VALUES (1, 'Østlandet'), (2, 'Sørlandet');

INSERT INTO [Territories] ([TerritoryID], [TerritoryDescription], [RegionID])
VALUES ('01581', 'Grünerløkka', 1), ('4611', 'Kristiansand', 2);

INSERT INTO [Employees] ([EmployeeID], [LastName], [FirstName], [Title], [BirthDate], [HireDate], [City], [Country], [Gender], [Photo],
    [Notes], [ReportsTo], [Salary], [VacationHours])
VALUES (1, 'Ødegård', 'Åse', 'Sales Manager', '1968-12-08', '1992-05-01', 'Oslo', 'Norway', 'F', x'89504E47',
        'Speaks Norwegian and 日本語.', NULL, 61000.5000, 120),
    (2, 'Smith', 'Pat', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 1, NULL, -8),
    (3, 'O''Neill', 'Siobhán', 'Sales Representative', '1985-02-28', '2012-10-17', 'London', 'UK', 'x', NULL,
        NULL, 1, 0.0001, 0);

INSERT INTO [EmployeeTerritories] ([EmployeeID], [TerritoryID]) VALUES (1, '01581'), (1, '4611'), (3, '4611');

INSERT INTO [Currencies] ([CurrencyCode], [Name], [MinorUnits]) VALUES ('EUR', 'Euro (€)', 2), ('JPY', '円', 0);
INSERT INTO [Currencies] ([CurrencyCode], [Name]) VALUES ('NOK', 'Norsk krone');

INSERT INTO [ExchangeRates] ([FromCurrency], [ToCurrency], [RateDate], [AverageRate], [EndOfDayRate], [Spread], [LoadedAt])
VALUES ('EUR', 'NOK', '2024-02-29', 11.4762, 11.492500, 0.25, '2024-02-29 17:00:00.123'),
    ('EUR', 'JPY', '2024-02-29', 162.35, 162.310000, NULL, '2024-02-29 17:00:00.120');

INSERT INTO [Suppliers] ([SupplierID], [CompanyName], [ContactName], [City], [Region], [Country], [HomePage], [VatNumber], [PaymentTerms])
VALUES (1, 'Süßwaren Großhandel Weiß', 'Jürgen Weiß', 'Frankfurt', NULL, 'Germany', 'https://weiss.example/#über-uns', 'DE811907980', 'NET60'),
    (2, '東京貿易', NULL, '東京', '関東', 'Japan', NULL, NULL, 'COD');
INSERT INTO [Suppliers] ([SupplierID], [CompanyName]) VALUES (3, 'Nameless Goods');

INSERT INTO [Categories] ([CategoryID], [CategoryName], [Description], [Picture])
VALUES (1, 'Beverages', 'Coffee, tea, Most', x'FFD8FFE0'), (2, 'Käse', NULL, NULL);

INSERT INTO [Products] ([ProductID], [ProductNumber], [ProductName], [SupplierID], [CategoryID], [QuantityPerUnit], [UnitPrice], [StandardCost],
    [UnitsInStock], [Weight], [Size], [SellEndDate], [Attributes], [rowguid])
VALUES (1, 'BE-0001', 'Grüner Tee', 2, 1, '10 boxes × 20 bags', 18.0000, 7.2500, 39, 0.40, 'M', NULL,
        '<attributes><origin>静岡</origin></attributes>', '6f9619ff8b86d011b42d00c04fc964ff'),
    (2, 'KA-0001', 'Bergkäse', 1, 2, NULL, 38.0000, 21.0000, 0, NULL, '', '2019-12-31 23:59:59', NULL,
        '0e984725c51c4bf49960e1c80e27aba0');
INSERT INTO [Products] ([ProductID], [ProductNumber], [ProductName], [UnitPrice], [Discontinued]) VALUES (3, 'XX-0001', 'Muster ohne Wert', NULL, 1);

INSERT INTO [ProductPhotos] ([ProductID], [PhotoNo], [MimeType], [Thumbnail], [Original], [Sha256], [Caption])
VALUES (1, 0, 'image/png', NULL, x'89504E470D0A1A0A', x'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855', '正面'),
    (1, 255, 'image/jpeg', x'FFD8', x'FFD8FFE0', x'2C26B46B68FFC68FF99B453C1D30413413422D706483BFA0F98A5E886266E7AE', NULL);

INSERT INTO [ProductPriceHistory] ([ProductID], [ChangedAt], [OldUnitPrice], [NewUnitPrice], [ChangedBy])
VALUES (1, '2023-03-26T01:00:00.001Z', NULL, 17.5000, 'åse'), (1, '2024-01-01T05:00:00.000Z', 17.5000, 18.0000, 'import');

INSERT INTO [Customers] ([CustomerID], [CompanyName], [ContactName], [Phone], [Email], [CurrencyCode], [CreditLimit], [PriceGroup], [CustomerSince], [IsCompany])
VALUES ('LINDQ', 'Lindqvists köksbod', 'Örjan Lindqvist', '0920-55 00 01', 'orjan@lindqvists.example', 'NOK', 10000.0000, 255, '2001-09-09', 1),
    ('KOJIN', '個人 太郎', NULL, NULL, NULL, 'JPY', -1.0000, NULL, '2020-02-29', 0);
INSERT INTO [Customers] ([CustomerID], [CompanyName]) VALUES ('NOBOD', 'Nobody & Söhne');

INSERT INTO [CustomerAddresses] ([CustomerID], [AddressNo], [AddressType], [Line1], [Line2], [City], [Region], [PostalCode], [Country], [Latitude], [Longitude])
VALUES ('LINDQ', 1, 'Main Office', 'Kvarnvägen 8', NULL, 'Luleå', NULL, 'S-958 22', 'Sweden', 65.584819, 22.156703),
    ('LINDQ', 2, 'Warehouse', 'Storgatan 1', 'Gården', 'Piteå', 'Norrbotten', NULL, 'Sweden', NULL, NULL),
    ('KOJIN', 1, 'Home', '銀座 1-2-3', NULL, '東京', NULL, '104-0061', '日本', -0.5, 139.76);

INSERT INTO [Shippers] ([ShipperID], [CompanyName], [Phone], [BaseRate], [PickupTime], [TrackingUrl])
VALUES (10, 'Rasch & Co', '+47 555 00 100', 4.9900, '16:30:00', 'https://rasch.example/t?n={0}'), (20, 'Äußerst Schnell', NULL, 0, NULL, NULL);

INSERT INTO [Orders] ([OrderID], [CustomerID], [ShipAddressNo], [BillAddressNo], [EmployeeID], [OrderDate], [RequiredDate], [ShippedDate], [ShipVia],
    [Freight], [Status], [OnlineOrder], [Comment])
VALUES (10248, 'LINDQ', 2, 1, 3, '2024-02-28 10:15:30.003', '2024-03-15 00:00:00', '2024-02-29 08:00:00', 10, 32.3800, 5, 0, 'Bitte läuten!'),
    (10249, 'KOJIN', 1, NULL, NULL, '2024-03-01 00:00:00', NULL, NULL, NULL, 0, 1, 1, NULL),
    (10250, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 1, '');

INSERT INTO [Order Details] ([OrderID], [ProductID], [UnitPrice], [Quantity], [Discount])
VALUES (10248, 1, 18.0000, 12, 0.25), (10248, 2, 38.0000, 1, 0), (10249, 1, 17.5000, 32767, 1);

INSERT INTO [Shipments] ([ShipmentID], [ShipperID], [TrackingNumber], [DispatchedAt], [DeliveredAt], [WeightKg])
VALUES (1, 10, 'RC000123456784NO', '2024-02-29 07:00:00', '2024-03-02 11:34:56.789', 12.500),
    (2, 20, NULL, '2024-03-03 14:59:59.999', NULL, NULL);

INSERT INTO [ShipmentLines] ([ShipmentID], [LineNo], [OrderID], [ProductID], [Quantity]) VALUES (1, 1, 10248, 1, 12), (1, 2, 10248, 2, 1), (2, 1, 10249, 1, 5);

INSERT INTO [Invoices] ([OrderID], [IssuedAt], [DueDate], [PaidDate], [NetAmount], [TaxRate], [Reminders], [Document])
VALUES (10248, '2024-02-29 08:05:00.500', '2024-03-30', '2024-03-29', 200.0000, 0.2500, 1, x'255044462D'),
    (10249, '2024-03-03 00:00:00.000', '2024-04-02', NULL, -0.0100, 0, 0, NULL);
INSERT INTO [Invoices] ([OrderID], [DueDate], [NetAmount]) VALUES (10250, '2024-04-30', 0);
