//! The tables of an existing SQL Server database, as `store scaffold` has read them.
#![allow(clippy::duplicated_attributes, reason = "two foreign keys may have the same words")]

use store::Table;
use store::chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use store::rust_decimal::Decimal;
use store::uuid::Uuid;

/// A row of `dbo.Region`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Region")]
#[table(primary_key(name = "PK_Region", columns(region_id)))]
pub struct Region {
    #[column(name = "RegionID")]
    pub region_id: i32,
    #[column(name = "RegionDescription", len = 50, sql_type(mssql = "NCHAR(50)"))]
    pub region_description: String,
}

/// A row of `dbo.Territories`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Territories")]
#[table(primary_key(name = "PK_Territories", columns(territory_id)))]
#[table(foreign_key(name = "FK_Territories_Region", columns(region_id), references(table = "Region", columns(RegionID))))]
pub struct Territories {
    #[column(name = "TerritoryID", len = 20, sql_type(mssql = "NVARCHAR(20)"))]
    pub territory_id: String,
    #[column(name = "TerritoryDescription", len = 50, sql_type(mssql = "NCHAR(50)"))]
    pub territory_description: String,
    #[column(name = "RegionID")]
    pub region_id: i32,
}

/// A row of `dbo.Employees`.
// Left undeclared: column SortName: its type is not known.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Employees", rename_all = "PascalCase")]
#[table(insert as NewEmployees, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_Employees", columns(employee_id)))]
#[table(index(name = "IX_Employees_Country_City", columns(country, city desc), include(last_name, first_name)))]
#[table(index(name = "LastName", columns(last_name)))]
#[table(check_sql(name = "CK_Birthdate", mssql = "[BirthDate] < GETDATE()"))]
#[table(check_sql(name = "CK_Employees_Gender", mssql = "UPPER([Gender]) = 'F' OR UPPER([Gender]) = 'M' OR UPPER([Gender]) = 'X'"))]
#[table(check_sql(name = "CK_Employees_VacationHours", mssql = "[VacationHours] BETWEEN - 40 AND 240"))]
#[table(foreign_key(name = "FK_Employees_Employees", columns(reports_to), references(table = "Employees", columns(EmployeeID))))]
#[table(undeclared("SortName"))]
pub struct Employees {
    #[column(name = "EmployeeID", identity)]
    pub employee_id: i32,
    #[column(len = 20, sql_type(mssql = "NVARCHAR(20)"))]
    pub last_name: String,
    #[column(len = 10, sql_type(mssql = "NVARCHAR(10)"))]
    pub first_name: String,
    #[column(len = 30, sql_type(mssql = "NVARCHAR(30)"))]
    pub title: Option<String>,
    #[column(len = 25, sql_type(mssql = "NVARCHAR(25)"))]
    pub title_of_courtesy: Option<String>,
    #[column(sql_type(mssql = "DATETIME"))]
    pub birth_date: Option<NaiveDateTime>,
    #[column(sql_type(mssql = "SMALLDATETIME"))]
    pub hire_date: Option<NaiveDateTime>,
    #[column(len = 60, sql_type(mssql = "NVARCHAR(60)"))]
    pub address: Option<String>,
    #[column(len = 15, sql_type(mssql = "NVARCHAR(15)"))]
    pub city: Option<String>,
    #[column(len = 10, sql_type(mssql = "NVARCHAR(10)"))]
    pub postal_code: Option<String>,
    #[column(len = 15, sql_type(mssql = "NVARCHAR(15)"), default = "USA")]
    pub country: Option<String>,
    #[column(len = 24, sql_type(mssql = "NVARCHAR(24)"))]
    pub home_phone: Option<String>,
    #[column(len = 4, sql_type(mssql = "NCHAR(4)"))]
    pub extension: Option<String>,
    #[column(len = 1, sql_type(mssql = "NCHAR(1)"))]
    pub gender: Option<String>,
    #[column(sql_type(mssql = "IMAGE"))]
    pub photo: Option<Vec<u8>>,
    #[column(sql_type(mssql = "NTEXT"))]
    pub notes: Option<String>,
    pub reports_to: Option<i32>,
    #[column(precision = 19, scale = 4, sql_type(mssql = "MONEY"))]
    pub salary: Option<Decimal>,
    #[column(default = 0)]
    pub vacation_hours: i16,
    #[column(default = 0)]
    pub sick_leave_hours: i16,
    #[column(default = -300)]
    pub login_time_zone: i16,
    #[column(default = true)]
    pub is_active: bool,
}

/// A row of `dbo.EmployeeTerritories`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "EmployeeTerritories")]
#[table(primary_key(name = "PK_EmployeeTerritories", columns(employee_id, territory_id)))]
#[table(foreign_key(name = "FK_EmployeeTerritories_Employees", columns(employee_id), references(table = "Employees", columns(EmployeeID), on_delete = "cascade")))]
#[table(foreign_key(name = "FK_EmployeeTerritories_Territories", columns(territory_id), references(table = "Territories", columns(TerritoryID))))]
pub struct EmployeeTerritories {
    #[column(name = "EmployeeID")]
    pub employee_id: i32,
    #[column(name = "TerritoryID", len = 20, sql_type(mssql = "NVARCHAR(20)"))]
    pub territory_id: String,
}

/// A row of `dbo.Currencies`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Currencies", rename_all = "PascalCase")]
#[table(unique(columns(name)))]
#[table(check_sql(mssql = "[MinorUnits] <= 4"))]
pub struct Currencies {
    #[column(primary_key, len = 3, sql_type(mssql = "CHAR(3)"))]
    pub currency_code: String,
    #[column(len = 50, sql_type(mssql = "NVARCHAR(50)"))]
    pub name: String,
    #[column(default = 2)]
    pub minor_units: u8,
}

/// A row of `dbo.ExchangeRates`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "ExchangeRates", rename_all = "PascalCase")]
#[table(check_sql(mssql = "[EndOfDayRate] > 0"))]
#[table(check_sql(mssql = "[FromCurrency] <> [ToCurrency]"))]
#[table(foreign_key(columns(from_currency), references(table = "Currencies", columns(CurrencyCode))))]
#[table(foreign_key(columns(to_currency), references(table = "Currencies", columns(CurrencyCode))))]
pub struct ExchangeRates {
    #[column(primary_key, len = 3, sql_type(mssql = "CHAR(3)"))]
    pub from_currency: String,
    #[column(primary_key, len = 3, sql_type(mssql = "CHAR(3)"))]
    pub to_currency: String,
    #[column(primary_key, default(mssql = "CONVERT(DATE, GETDATE())"))]
    pub rate_date: NaiveDate,
    pub average_rate: f64,
    #[column(precision = 18, scale = 6, sql_type(mssql = "NUMERIC(18, 6)"))]
    pub end_of_day_rate: Decimal,
    pub spread: Option<f32>,
    #[column(sql_type(mssql = "DATETIME2(3)"), default(mssql = "SYSUTCDATETIME()"))]
    pub loaded_at: NaiveDateTime,
}

/// A row of `dbo.Suppliers`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Suppliers", rename_all = "PascalCase")]
#[table(insert as NewSuppliers, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_Suppliers", columns(supplier_id)))]
#[table(unique(name = "UX_Suppliers_VatNumber", columns(vat_number)))]
#[table(index(name = "CompanyName", columns(company_name)))]
#[table(check_sql(name = "CK_Suppliers_PaymentTerms", mssql = "[PaymentTerms] IN ('NET30', 'NET60', 'PREPAID', 'COD')"))]
pub struct Suppliers {
    #[column(name = "SupplierID", identity)]
    pub supplier_id: i32,
    #[column(len = 40, sql_type(mssql = "NVARCHAR(40)"))]
    pub company_name: String,
    #[column(len = 30, sql_type(mssql = "NVARCHAR(30)"))]
    pub contact_name: Option<String>,
    #[column(len = 60, sql_type(mssql = "NVARCHAR(60)"))]
    pub address: Option<String>,
    #[column(len = 15, sql_type(mssql = "NVARCHAR(15)"))]
    pub city: Option<String>,
    #[column(len = 15, sql_type(mssql = "NVARCHAR(15)"))]
    pub region: Option<String>,
    #[column(len = 10, sql_type(mssql = "NVARCHAR(10)"))]
    pub postal_code: Option<String>,
    #[column(len = 15, sql_type(mssql = "NVARCHAR(15)"))]
    pub country: Option<String>,
    #[column(len = 24, sql_type(mssql = "NVARCHAR(24)"))]
    pub phone: Option<String>,
    #[column(sql_type(mssql = "NTEXT"))]
    pub home_page: Option<String>,
    #[column(len = 20, sql_type(mssql = "VARCHAR(20)"))]
    pub vat_number: Option<String>,
    #[column(len = 10, sql_type(mssql = "CHAR(10)"), default = "NET30")]
    pub payment_terms: String,
}

/// A row of `dbo.Categories`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Categories", rename_all = "PascalCase")]
#[table(insert as NewCategories, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_Categories", columns(category_id)))]
#[table(unique(name = "AK_Categories_CategoryName", columns(category_name)))]
pub struct Categories {
    #[column(name = "CategoryID", identity)]
    pub category_id: i32,
    #[column(len = 15, sql_type(mssql = "NVARCHAR(15)"))]
    pub category_name: String,
    #[column(sql_type(mssql = "NTEXT"))]
    pub description: Option<String>,
    #[column(sql_type(mssql = "IMAGE"))]
    pub picture: Option<Vec<u8>>,
}

/// A row of `dbo.Products`.
// Left undeclared: column Margin: its type is not known.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Products", rename_all = "PascalCase")]
#[table(insert as NewProducts, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_Products", columns(product_id)))]
#[table(unique(name = "AK_Products_ProductNumber", columns(product_number)))]
#[table(unique(name = "AK_Products_rowguid", columns(rowguid)))]
#[table(index(name = "CategoriesProducts", columns(category_id)))]
#[table(index(name = "IX_Products_OnSale", columns(category_id, unit_price desc), include(product_name, units_in_stock), filter(discontinued = false)))]
#[table(index(name = "SuppliersProducts", columns(supplier_id)))]
#[table(check_sql(name = "CK_Products_SellEndDate", mssql = "[SellEndDate] >= [SellStartDate] OR [SellEndDate] IS NULL"))]
#[table(check_sql(name = "CK_Products_UnitPrice", mssql = "[UnitPrice] >= 0"))]
#[table(foreign_key(name = "FK_Products_Categories", columns(category_id), references(table = "Categories", columns(CategoryID), on_delete = "set null")))]
#[table(foreign_key(name = "FK_Products_Suppliers", columns(supplier_id), references(table = "Suppliers", columns(SupplierID))))]
#[table(undeclared("Margin"))]
pub struct Products {
    #[column(name = "ProductID", identity)]
    pub product_id: i32,
    #[column(len = 25, sql_type(mssql = "NVARCHAR(25)"))]
    pub product_number: String,
    #[column(len = 40, sql_type(mssql = "NVARCHAR(40)"))]
    pub product_name: String,
    #[column(name = "SupplierID")]
    pub supplier_id: Option<i32>,
    #[column(name = "CategoryID")]
    pub category_id: Option<i32>,
    #[column(len = 20, sql_type(mssql = "NVARCHAR(20)"))]
    pub quantity_per_unit: Option<String>,
    #[column(precision = 19, scale = 4, sql_type(mssql = "MONEY"), default(mssql = "0"))]
    pub unit_price: Option<Decimal>,
    #[column(precision = 19, scale = 4, default(mssql = "0.0000"))]
    pub standard_cost: Decimal,
    #[column(default = 0)]
    pub units_in_stock: Option<i16>,
    #[column(default = 0)]
    pub units_on_order: Option<i16>,
    #[column(default = -1)]
    pub reorder_level: Option<i16>,
    #[column(precision = 8, scale = 2)]
    pub weight: Option<Decimal>,
    #[column(len = 5, sql_type(mssql = "NVARCHAR(5)"), default = "")]
    pub size: String,
    #[column(default = false)]
    pub discontinued: bool,
    #[column(sql_type(mssql = "DATETIME"), default(mssql = "'1996-01-01T00:00:00'"))]
    pub sell_start_date: NaiveDateTime,
    #[column(sql_type(mssql = "DATETIME"))]
    pub sell_end_date: Option<NaiveDateTime>,
    #[column(sql_type(mssql = "XML"))]
    pub attributes: Option<String>,
    #[column(name = "rowguid", default(mssql = "NEWID()"))]
    pub rowguid: Uuid,
    #[column(sql_type(mssql = "DATETIME"), default(mssql = "GETDATE()"))]
    pub modified_date: NaiveDateTime,
}

/// A row of `dbo.ProductPhotos`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "ProductPhotos", rename_all = "PascalCase")]
#[table(primary_key(name = "PK_ProductPhotos", columns(product_id, photo_no)))]
#[table(foreign_key(name = "FK_ProductPhotos_Products", columns(product_id), references(table = "Products", columns(ProductID), on_delete = "cascade")))]
pub struct ProductPhotos {
    #[column(name = "ProductID")]
    pub product_id: i32,
    pub photo_no: u8,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"), default = "image/jpeg")]
    pub mime_type: String,
    #[column(len = 4000)]
    pub thumbnail: Option<Vec<u8>>,
    #[column(sql_type(mssql = "VARBINARY(MAX)"))]
    pub original: Vec<u8>,
    pub sha256: [u8; 32],
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub caption: Option<String>,
}

/// A row of `dbo.Customers`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Customers", rename_all = "PascalCase")]
#[table(primary_key(name = "PK_Customers", columns(customer_id)))]
#[table(unique(name = "UX_Customers_Email", columns(email)))]
#[table(index(name = "CompanyName", columns(company_name)))]
#[table(check_sql(name = "CK_Customers_Email", mssql = "[Email] LIKE '%_@_%'"))]
#[table(foreign_key(name = "FK_Customers_Currencies", columns(currency_code), references(table = "Currencies", columns(CurrencyCode))))]
pub struct Customers {
    #[column(name = "CustomerID", len = 5, sql_type(mssql = "NCHAR(5)"))]
    pub customer_id: String,
    #[column(len = 40, sql_type(mssql = "NVARCHAR(40)"))]
    pub company_name: String,
    #[column(len = 30, sql_type(mssql = "NVARCHAR(30)"))]
    pub contact_name: Option<String>,
    #[column(len = 30, sql_type(mssql = "NVARCHAR(30)"))]
    pub contact_title: Option<String>,
    #[column(len = 24, sql_type(mssql = "NVARCHAR(24)"))]
    pub phone: Option<String>,
    #[column(len = 254, sql_type(mssql = "VARCHAR(254)"))]
    pub email: Option<String>,
    #[column(len = 3, sql_type(mssql = "CHAR(3)"), default = "EUR")]
    pub currency_code: String,
    #[column(precision = 19, scale = 4, sql_type(mssql = "MONEY"), default(mssql = "$500.0000"))]
    pub credit_limit: Decimal,
    pub price_group: Option<u8>,
    #[column(default(mssql = "'19000101'"))]
    pub customer_since: NaiveDate,
    pub is_company: Option<bool>,
}

/// A row of `dbo.CustomerAddresses`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "CustomerAddresses", rename_all = "PascalCase")]
#[table(primary_key(name = "PK_CustomerAddresses", columns(customer_id, address_no)))]
#[table(unique(name = "AK_CustomerAddresses_AddressType", columns(customer_id, address_type, line1)))]
#[table(check_sql(name = "CK_CustomerAddresses_Latitude", mssql = "[Latitude] >= - 90.0 AND [Latitude] <= 90.0"))]
#[table(foreign_key(name = "FK_CustomerAddresses_Customers", columns(customer_id), references(table = "Customers", columns(CustomerID), on_delete = "cascade")))]
pub struct CustomerAddresses {
    #[column(name = "CustomerID", len = 5, sql_type(mssql = "NCHAR(5)"))]
    pub customer_id: String,
    pub address_no: i16,
    #[column(len = 20, sql_type(mssql = "NVARCHAR(20)"))]
    pub address_type: String,
    #[column(len = 60, sql_type(mssql = "NVARCHAR(60)"))]
    pub line1: String,
    #[column(len = 60, sql_type(mssql = "NVARCHAR(60)"))]
    pub line2: Option<String>,
    #[column(len = 30, sql_type(mssql = "NVARCHAR(30)"))]
    pub city: String,
    #[column(len = 30, sql_type(mssql = "NVARCHAR(30)"))]
    pub region: Option<String>,
    #[column(len = 15, sql_type(mssql = "NVARCHAR(15)"))]
    pub postal_code: Option<String>,
    #[column(len = 30, sql_type(mssql = "NVARCHAR(30)"))]
    pub country: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

/// A row of `dbo.Shippers`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Shippers", rename_all = "PascalCase")]
#[table(insert as NewShippers, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_Shippers", columns(shipper_id)))]
pub struct Shippers {
    #[column(name = "ShipperID", identity(seed = 10, increment = 10))]
    pub shipper_id: i16,
    #[column(len = 40, sql_type(mssql = "NVARCHAR(40)"))]
    pub company_name: String,
    #[column(len = 24, sql_type(mssql = "NVARCHAR(24)"))]
    pub phone: Option<String>,
    #[column(precision = 10, scale = 4, sql_type(mssql = "SMALLMONEY"), default(mssql = "0.00"))]
    pub base_rate: Decimal,
    #[column(sql_type(mssql = "TIME(0)"))]
    pub pickup_time: Option<NaiveTime>,
    #[column(len = 2048, sql_type(mssql = "VARCHAR(2048)"))]
    pub tracking_url: Option<String>,
}

/// A row of `dbo.Orders`.
// Left undeclared: column OrderYear: its type is not known.
// Left undeclared: column IsShipped: its type is not known.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Orders", rename_all = "PascalCase")]
#[table(insert as NewOrders, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_Orders", columns(order_id)))]
#[table(index(name = "CustomersOrders", columns(customer_id, order_date desc)))]
#[table(index(name = "EmployeesOrders", columns(employee_id)))]
#[table(index(name = "IX_Orders_Open", columns(required_date), include(customer_id), filter(shipped_date is null)))]
#[table(check_sql(name = "CK_Orders_ShippedDate", mssql = "[ShippedDate] >= [OrderDate] OR [ShippedDate] IS NULL"))]
#[table(check_sql(name = "CK_Orders_Status", mssql = "[Status] BETWEEN 0 AND 8"))]
#[table(foreign_key(name = "FK_Orders_BillAddress", columns(customer_id, bill_address_no), references(table = "CustomerAddresses", columns(CustomerID, AddressNo))))]
#[table(foreign_key(name = "FK_Orders_Customers", columns(customer_id), references(table = "Customers", columns(CustomerID))))]
#[table(foreign_key(name = "FK_Orders_Employees", columns(employee_id), references(table = "Employees", columns(EmployeeID), on_delete = "set null")))]
#[table(foreign_key(name = "FK_Orders_ShipAddress", columns(customer_id, ship_address_no), references(table = "CustomerAddresses", columns(CustomerID, AddressNo))))]
#[table(foreign_key(name = "FK_Orders_Shippers", columns(ship_via), references(table = "Shippers", columns(ShipperID))))]
#[table(undeclared("OrderYear", "IsShipped"))]
pub struct Orders {
    #[column(name = "OrderID", identity(seed = 10248, increment = 1))]
    pub order_id: i32,
    #[column(name = "CustomerID", len = 5, sql_type(mssql = "NCHAR(5)"))]
    pub customer_id: Option<String>,
    pub ship_address_no: Option<i16>,
    pub bill_address_no: Option<i16>,
    #[column(name = "EmployeeID")]
    pub employee_id: Option<i32>,
    #[column(sql_type(mssql = "DATETIME"), default(mssql = "GETDATE()"))]
    pub order_date: Option<NaiveDateTime>,
    #[column(sql_type(mssql = "DATETIME"))]
    pub required_date: Option<NaiveDateTime>,
    #[column(sql_type(mssql = "DATETIME"))]
    pub shipped_date: Option<NaiveDateTime>,
    pub ship_via: Option<i16>,
    #[column(precision = 19, scale = 4, sql_type(mssql = "MONEY"), default(mssql = "0"))]
    pub freight: Option<Decimal>,
    #[column(default = 1)]
    pub status: u8,
    #[column(default = true)]
    pub online_order: bool,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub comment: Option<String>,
}

/// A row of `dbo.Order Details`.
// Left undeclared: column Line Total: its type is not known.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Order Details", quoted, rename_all = "PascalCase")]
#[table(primary_key(name = "PK_Order_Details", columns(order_id, product_id)))]
#[table(index(name = "ProductsOrder_Details", columns(product_id)))]
#[table(check_sql(name = "CK_Discount", mssql = "[Discount] >= 0 AND [Discount] <= 1"))]
#[table(check_sql(name = "CK_Quantity", mssql = "[Quantity] > 0"))]
#[table(foreign_key(name = "FK_Order_Details_Orders", columns(order_id), references(table = "Orders", columns(OrderID), on_delete = "cascade")))]
#[table(foreign_key(name = "FK_Order_Details_Products", columns(product_id), references(table = "Products", columns(ProductID))))]
#[table(undeclared("Line Total"))]
pub struct OrderDetails {
    #[column(name = "OrderID")]
    pub order_id: i32,
    #[column(name = "ProductID")]
    pub product_id: i32,
    #[column(precision = 19, scale = 4, sql_type(mssql = "MONEY"), default(mssql = "0"))]
    pub unit_price: Decimal,
    #[column(default = 1)]
    pub quantity: i16,
    #[column(default(mssql = "0"))]
    pub discount: f32,
}

/// A row of `dbo.Shipments`.
// Left undeclared: key AK_Shipments_TrackingNumber: it accepts one row with NULL, and a unique key of the derive any number.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Shipments", rename_all = "PascalCase")]
#[table(insert as NewShipments, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_Shipments", columns(shipment_id)))]
#[table(check_sql(mssql = "[WeightKg] > 0"))]
#[table(foreign_key(name = "FK_Shipments_Shippers", columns(shipper_id), references(table = "Shippers", columns(ShipperID))))]
#[table(undeclared("AK_Shipments_TrackingNumber"))]
pub struct Shipments {
    #[column(name = "ShipmentID", identity)]
    pub shipment_id: i64,
    #[column(name = "ShipperID")]
    pub shipper_id: i16,
    #[column(len = 50, sql_type(mssql = "VARCHAR(50)"))]
    pub tracking_number: Option<String>,
    #[column(sql_type(mssql = "DATETIMEOFFSET"))]
    pub dispatched_at: DateTime<FixedOffset>,
    #[column(sql_type(mssql = "DATETIMEOFFSET"))]
    pub delivered_at: Option<DateTime<FixedOffset>>,
    #[column(precision = 9, scale = 3)]
    pub weight_kg: Option<Decimal>,
}

/// A row of `dbo.ShipmentLines`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "ShipmentLines")]
#[table(primary_key(name = "PK_ShipmentLines", columns(shipment_id, line_no)))]
#[table(index(name = "IX_ShipmentLines_Order", columns(order_id, product_id)))]
#[table(foreign_key(name = "FK_ShipmentLines_Order_Details", columns(order_id, product_id), references(table = "Order Details", quoted, columns(OrderID, ProductID))))]
#[table(foreign_key(name = "FK_ShipmentLines_Shipments", columns(shipment_id), references(table = "Shipments", columns(ShipmentID), on_delete = "cascade")))]
pub struct ShipmentLines {
    #[column(name = "ShipmentID")]
    pub shipment_id: i64,
    #[column(name = "LineNo", quoted)]
    pub line_no: i16,
    #[column(name = "OrderID")]
    pub order_id: i32,
    #[column(name = "ProductID")]
    pub product_id: i32,
    #[column(name = "Quantity")]
    pub quantity: i16,
}

/// A row of `dbo.Invoices`.
// Left undeclared: column InvoiceNo: its type is not known.
// Left undeclared: column DaysOverdue: its type is not known.
// Left undeclared: column GrossAmount: its type is not known.
// Left undeclared: index IX_Invoices_GrossAmount: it contains an expression, or a column that the struct does not declare.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Invoices", rename_all = "PascalCase")]
#[table(insert as NewInvoices, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_Invoices", columns(invoice_id)))]
#[table(unique(name = "AK_Invoices_Token", columns(token)))]
#[table(index(name = "IX_Invoices_Unpaid", columns(due_date), include(net_amount, tax_rate), filter(paid_date is null)))]
#[table(foreign_key(name = "FK_Invoices_Orders", columns(order_id), references(table = "Orders", columns(OrderID))))]
#[table(undeclared("InvoiceNo", "DaysOverdue", "GrossAmount", "IX_Invoices_GrossAmount"))]
pub struct Invoices {
    #[column(name = "InvoiceID", identity)]
    pub invoice_id: i32,
    #[column(name = "OrderID")]
    pub order_id: i32,
    #[column(sql_type(mssql = "DATETIME2(3)"), default(mssql = "SYSDATETIME()"))]
    pub issued_at: NaiveDateTime,
    pub due_date: NaiveDate,
    pub paid_date: Option<NaiveDate>,
    #[column(precision = 19, scale = 4, sql_type(mssql = "MONEY"))]
    pub net_amount: Decimal,
    #[column(precision = 5, scale = 4, default(mssql = "0.1900"))]
    pub tax_rate: Decimal,
    #[column(default = 0)]
    pub reminders: u8,
    #[column(sql_type(mssql = "VARBINARY(MAX)"))]
    pub document: Option<Vec<u8>>,
    #[column(default(mssql = "NEWSEQUENTIALID()"))]
    pub token: Uuid,
    #[column(rowversion)]
    pub row_ver: [u8; 8],
}

// No struct declares:
// table dbo.ProductPriceHistory: column ChangedAt of the primary key: a key column cannot be a timestamp with an offset, since one instant can have several offsets: use `DateTime<Utc>`
