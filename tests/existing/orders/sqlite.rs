//! The tables of an existing SQLite database, as `store scaffold` has read them.
#![allow(clippy::duplicated_attributes, reason = "two foreign keys may have the same words")]

use store::Table;

/// A row of `Region`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Region", not_strict)]
#[table(insert as NewRegion, derive(Clone, Debug, PartialEq))]
pub struct Region {
    #[column(name = "RegionID", primary_key, identity(reuse))]
    pub region_id: i64,
    #[column(name = "RegionDescription", sql_type(sqlite = "TEXT"))]
    pub region_description: String,
}

/// A row of `Territories`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Territories", not_strict)]
#[table(foreign_key(columns(region_id), references(table = "Region", columns(RegionID))))]
pub struct Territories {
    #[column(name = "TerritoryID", primary_key, sql_type(sqlite = "TEXT"))]
    pub territory_id: String,
    #[column(name = "TerritoryDescription", sql_type(sqlite = "TEXT"))]
    pub territory_description: String,
    #[column(name = "RegionID")]
    pub region_id: i64,
}

/// A row of `Employees`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Employees", rename_all = "PascalCase", not_strict)]
#[table(insert as NewEmployees, derive(Clone, Debug, PartialEq))]
#[table(index(name = "IX_Employees_Country_City", columns(country, city desc)))]
#[table(index(name = "IX_Employees_LastName", columns(last_name)))]
#[table(check_sql(name = "CK_Birthdate", sqlite = "`BirthDate` IS date(`BirthDate`)"))]
#[table(check_sql(name = "CK_Employees_VacationHours", sqlite = "`VacationHours` BETWEEN - 40 AND 240"))]
#[table(check_sql(sqlite = "upper(`Gender`) IN ('F', 'M', 'X')"))]
#[table(foreign_key(columns(reports_to), references(table = "Employees", columns(EmployeeID))))]
pub struct Employees {
    #[column(name = "EmployeeID", primary_key, identity)]
    pub employee_id: i64,
    #[column(len = 20, sql_type(sqlite = "NVARCHAR(20)"))]
    pub last_name: String,
    #[column(len = 10, sql_type(sqlite = "NVARCHAR(10)"))]
    pub first_name: String,
    #[column(len = 30, sql_type(sqlite = "NVARCHAR(30)"))]
    pub title: Option<String>,
    #[column(len = 25, sql_type(sqlite = "NVARCHAR(25)"))]
    pub title_of_courtesy: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATE"))]
    pub birth_date: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATE"))]
    pub hire_date: Option<String>,
    #[column(len = 60, sql_type(sqlite = "NVARCHAR(60)"))]
    pub address: Option<String>,
    #[column(len = 15, sql_type(sqlite = "NVARCHAR(15)"))]
    pub city: Option<String>,
    #[column(len = 10, sql_type(sqlite = "NVARCHAR(10)"))]
    pub postal_code: Option<String>,
    #[column(len = 15, sql_type(sqlite = "NVARCHAR(15)"), default = "USA")]
    pub country: Option<String>,
    #[column(len = 24, sql_type(sqlite = "NVARCHAR(24)"))]
    pub home_phone: Option<String>,
    #[column(len = 4, sql_type(sqlite = "NCHAR(4)"))]
    pub extension: Option<String>,
    #[column(len = 1, sql_type(sqlite = "NCHAR(1)"))]
    pub gender: Option<String>,
    #[column(sql_type(sqlite = "BLOB"))]
    pub photo: Option<Vec<u8>>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub notes: Option<String>,
    pub reports_to: Option<i64>,
    #[column(sql_type(sqlite = "NUMERIC(10, 2)"))]
    pub salary: Option<f64>,
    #[column(sql_type(sqlite = "SMALLINT"), default = 0)]
    pub vacation_hours: i64,
    #[column(sql_type(sqlite = "SMALLINT"), default = 0)]
    pub sick_leave_hours: i64,
    #[column(sql_type(sqlite = "SMALLINT"), default = -300)]
    pub login_time_zone: i64,
    #[column(sql_type(sqlite = "BOOLEAN"), default(sqlite = "TRUE"))]
    pub is_active: bool,
    #[column(len = 20, sql_type(sqlite = "NVARCHAR(20)"), computed = "upper(`LastName`)")]
    pub sort_name: Option<String>,
}

/// A row of `EmployeeTerritories`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "EmployeeTerritories", not_strict)]
#[table(foreign_key(columns(employee_id), references(table = "Employees", columns(EmployeeID), on_delete = "cascade")))]
#[table(foreign_key(columns(territory_id), references(table = "Territories", columns(TerritoryID))))]
pub struct EmployeeTerritories {
    #[column(name = "EmployeeID", primary_key)]
    pub employee_id: i64,
    #[column(name = "TerritoryID", primary_key, sql_type(sqlite = "TEXT"))]
    pub territory_id: String,
}

/// A row of `Currencies`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Currencies", rename_all = "PascalCase", not_strict)]
#[table(unique(columns(name)))]
#[table(check_sql(sqlite = "`MinorUnits` <= 4"))]
pub struct Currencies {
    #[column(primary_key, len = 3, sql_type(sqlite = "CHAR(3)"))]
    pub currency_code: String,
    #[column(len = 50, sql_type(sqlite = "NVARCHAR(50)"))]
    pub name: String,
    #[column(sql_type(sqlite = "TINYINT"), default = 2)]
    pub minor_units: i64,
}

/// A row of `ExchangeRates`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "ExchangeRates", rename_all = "PascalCase", not_strict)]
#[table(check_sql(sqlite = "`EndOfDayRate` > 0"))]
#[table(check_sql(sqlite = "`FromCurrency` <> `ToCurrency`"))]
#[table(foreign_key(columns(from_currency), references(table = "Currencies", columns(CurrencyCode))))]
#[table(foreign_key(columns(to_currency), references(table = "Currencies", columns(CurrencyCode))))]
pub struct ExchangeRates {
    #[column(primary_key, len = 3, sql_type(sqlite = "CHAR(3)"))]
    pub from_currency: String,
    #[column(primary_key, len = 3, sql_type(sqlite = "CHAR(3)"))]
    pub to_currency: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(primary_key, sql_type(sqlite = "DATE"), default(sqlite = "CURRENT_DATE"))]
    pub rate_date: String,
    #[column(sql_type(sqlite = "REAL"))]
    pub average_rate: f64,
    #[column(sql_type(sqlite = "DECIMAL(18, 6)"))]
    pub end_of_day_rate: f64,
    #[column(sql_type(sqlite = "DOUBLE PRECISION"))]
    pub spread: Option<f64>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "strftime('%Y-%m-%d %H:%M:%f', 'now')"))]
    pub loaded_at: String,
}

/// A row of `Suppliers`.
// Left undeclared: key UX_Suppliers_VatNumber: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Suppliers", rename_all = "PascalCase", not_strict)]
#[table(insert as NewSuppliers, derive(Clone, Debug, PartialEq))]
#[table(index(name = "IX_Suppliers_CompanyName", columns(company_name)))]
#[table(check_sql(name = "CK_Suppliers_PaymentTerms", sqlite = "`PaymentTerms` IN ('NET30', 'NET60', 'PREPAID', 'COD')"))]
#[table(undeclared("UX_Suppliers_VatNumber"))]
pub struct Suppliers {
    #[column(name = "SupplierID", primary_key, identity)]
    pub supplier_id: i64,
    #[column(len = 40, sql_type(sqlite = "NVARCHAR(40)"))]
    pub company_name: String,
    #[column(len = 30, sql_type(sqlite = "NVARCHAR(30)"))]
    pub contact_name: Option<String>,
    #[column(len = 60, sql_type(sqlite = "NVARCHAR(60)"))]
    pub address: Option<String>,
    #[column(len = 15, sql_type(sqlite = "NVARCHAR(15)"))]
    pub city: Option<String>,
    #[column(len = 15, sql_type(sqlite = "NVARCHAR(15)"))]
    pub region: Option<String>,
    #[column(len = 10, sql_type(sqlite = "NVARCHAR(10)"))]
    pub postal_code: Option<String>,
    #[column(len = 15, sql_type(sqlite = "NVARCHAR(15)"))]
    pub country: Option<String>,
    #[column(len = 24, sql_type(sqlite = "NVARCHAR(24)"))]
    pub phone: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub home_page: Option<String>,
    #[column(len = 20, sql_type(sqlite = "VARCHAR(20)"))]
    pub vat_number: Option<String>,
    #[column(len = 10, sql_type(sqlite = "CHAR(10)"), default = "NET30")]
    pub payment_terms: String,
}

/// A row of `Categories`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Categories", rename_all = "PascalCase", not_strict)]
#[table(insert as NewCategories, derive(Clone, Debug, PartialEq))]
#[table(unique(name = "AK_Categories_CategoryName", columns(category_name)))]
pub struct Categories {
    #[column(name = "CategoryID", primary_key, identity)]
    pub category_id: i64,
    #[column(len = 15, sql_type(sqlite = "NVARCHAR(15) COLLATE NOCASE"))]
    pub category_name: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub description: Option<String>,
    #[column(sql_type(sqlite = "BLOB"))]
    pub picture: Option<Vec<u8>>,
}

/// A row of `Products`.
// Left undeclared: index IX_Products_OnSale: its filter is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Products", rename_all = "PascalCase", not_strict)]
#[table(insert as NewProducts, derive(Clone, Debug, PartialEq))]
#[table(unique(name = "AK_Products_ProductNumber", columns(product_number)))]
#[table(unique(name = "AK_Products_rowguid", columns(rowguid)))]
#[table(index(name = "CategoriesProducts", columns(category_id)))]
#[table(index(name = "SuppliersProducts", columns(supplier_id)))]
#[table(check_sql(name = "CK_Products_SellEndDate", sqlite = "`SellEndDate` >= `SellStartDate` OR `SellEndDate` IS NULL"))]
#[table(check_sql(name = "CK_Products_UnitPrice", sqlite = "`UnitPrice` >= 0"))]
#[table(foreign_key(name = "FK_Products_Categories", columns(category_id), references(table = "Categories", columns(CategoryID), on_delete = "set null")))]
#[table(foreign_key(name = "FK_Products_Suppliers", columns(supplier_id), references(table = "Suppliers", columns(SupplierID))))]
#[table(undeclared("IX_Products_OnSale"))]
pub struct Products {
    #[column(name = "ProductID", primary_key, identity)]
    pub product_id: i64,
    #[column(len = 25, sql_type(sqlite = "NVARCHAR(25)"))]
    pub product_number: String,
    #[column(len = 40, sql_type(sqlite = "NVARCHAR(40)"))]
    pub product_name: String,
    #[column(name = "SupplierID")]
    pub supplier_id: Option<i64>,
    #[column(name = "CategoryID")]
    pub category_id: Option<i64>,
    #[column(len = 20, sql_type(sqlite = "NVARCHAR(20)"))]
    pub quantity_per_unit: Option<String>,
    #[column(sql_type(sqlite = "NUMERIC(19, 4)"), default(sqlite = "0"))]
    pub unit_price: Option<f64>,
    #[column(sql_type(sqlite = "NUMERIC(19, 4)"), default(sqlite = "0.0000"))]
    pub standard_cost: f64,
    #[column(sql_type(sqlite = "NUMERIC"), computed = "`UnitPrice` - `StandardCost`")]
    pub margin: Option<f64>,
    #[column(sql_type(sqlite = "SMALLINT"), default = 0)]
    pub units_in_stock: Option<i64>,
    #[column(sql_type(sqlite = "SMALLINT"), default = 0)]
    pub units_on_order: Option<i64>,
    #[column(sql_type(sqlite = "SMALLINT"), default = -1)]
    pub reorder_level: Option<i64>,
    #[column(sql_type(sqlite = "DECIMAL(8, 2)"))]
    pub weight: Option<f64>,
    #[column(len = 5, sql_type(sqlite = "NVARCHAR(5)"), default = "")]
    pub size: String,
    #[column(sql_type(sqlite = "BIT"), default(sqlite = "0"))]
    pub discontinued: f64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default = "1996-01-01 00:00:00")]
    pub sell_start_date: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub sell_end_date: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "XML"))]
    pub attributes: Option<String>,
    #[column(name = "rowguid", sql_type(sqlite = "TEXT"), default(sqlite = "lower(hex(randomblob(16)))"))]
    pub rowguid: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "CURRENT_TIMESTAMP"))]
    pub modified_date: String,
}

/// A row of `ProductPhotos`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "ProductPhotos", rename_all = "PascalCase", not_strict)]
#[table(primary_key(name = "PK_ProductPhotos", columns(product_id, photo_no)))]
#[table(index(name = "IX_ProductPhotos_Sha256", columns(sha256)))]
#[table(check_sql(sqlite = "length(`Sha256`) = 32"))]
#[table(foreign_key(columns(product_id), references(table = "Products", columns(ProductID), on_delete = "cascade")))]
pub struct ProductPhotos {
    #[column(name = "ProductID")]
    pub product_id: i64,
    #[column(sql_type(sqlite = "TINYINT"))]
    pub photo_no: i64,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"), default = "image/jpeg")]
    pub mime_type: String,
    #[column(sql_type(sqlite = "BLOB"))]
    pub thumbnail: Option<Vec<u8>>,
    #[column(sql_type(sqlite = "BLOB"))]
    pub original: Vec<u8>,
    #[column(sql_type(sqlite = "BINARY(32)"))]
    pub sha256: Vec<u8>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub caption: Option<String>,
}

/// A row of `ProductPriceHistory`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "ProductPriceHistory", rename_all = "PascalCase", without_rowid, not_strict)]
#[table(foreign_key(columns(product_id), references(table = "Products", columns(ProductID), on_delete = "cascade")))]
pub struct ProductPriceHistory {
    #[column(name = "ProductID", primary_key)]
    pub product_id: i64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(primary_key, sql_type(sqlite = "DATETIME"))]
    #[column(default(sqlite = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"))]
    pub changed_at: String,
    #[column(sql_type(sqlite = "NUMERIC(19, 4)"))]
    pub old_unit_price: Option<f64>,
    #[column(sql_type(sqlite = "NUMERIC(19, 4)"))]
    pub new_unit_price: Option<f64>,
    #[column(sql_type(sqlite = "TEXT"), default = "unknown")]
    pub changed_by: String,
}

/// A row of `Customers`.
// Left undeclared: key UX_Customers_Email: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Customers", rename_all = "PascalCase", not_strict)]
#[table(index(name = "IX_Customers_CompanyName", columns(company_name)))]
#[table(check_sql(name = "CK_Customers_Email", sqlite = "`Email` LIKE '%_@_%'"))]
#[table(foreign_key(columns(currency_code), references(table = "Currencies", columns(CurrencyCode))))]
#[table(undeclared("UX_Customers_Email"))]
pub struct Customers {
    #[column(name = "CustomerID", primary_key, len = 5, sql_type(sqlite = "NCHAR(5)"))]
    pub customer_id: String,
    #[column(len = 40, sql_type(sqlite = "NVARCHAR(40)"))]
    pub company_name: String,
    #[column(len = 30, sql_type(sqlite = "NVARCHAR(30)"))]
    pub contact_name: Option<String>,
    #[column(len = 30, sql_type(sqlite = "NVARCHAR(30)"))]
    pub contact_title: Option<String>,
    #[column(len = 24, sql_type(sqlite = "NVARCHAR(24)"))]
    pub phone: Option<String>,
    #[column(len = 254, sql_type(sqlite = "VARCHAR(254) COLLATE NOCASE"))]
    pub email: Option<String>,
    #[column(len = 3, sql_type(sqlite = "CHAR(3)"), default = "EUR")]
    pub currency_code: String,
    #[column(sql_type(sqlite = "NUMERIC(19, 4)"), default(sqlite = "500.0000"))]
    pub credit_limit: f64,
    #[column(sql_type(sqlite = "TINYINT"))]
    pub price_group: Option<i64>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATE"), default = "1900-01-01")]
    pub customer_since: String,
    #[column(sql_type(sqlite = "BOOLEAN"))]
    pub is_company: Option<bool>,
}

/// A row of `CustomerAddresses`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "CustomerAddresses", rename_all = "PascalCase", not_strict)]
#[table(unique(columns(customer_id, address_type, line1)))]
#[table(check_sql(sqlite = "`Latitude` >= - 90.0 AND `Latitude` <= 90.0"))]
#[table(foreign_key(columns(customer_id), references(table = "Customers", columns(CustomerID), on_delete = "cascade")))]
pub struct CustomerAddresses {
    #[column(name = "CustomerID", primary_key, len = 5, sql_type(sqlite = "NCHAR(5)"))]
    pub customer_id: String,
    #[column(primary_key, sql_type(sqlite = "SMALLINT"))]
    pub address_no: i64,
    #[column(len = 20, sql_type(sqlite = "NVARCHAR(20)"))]
    pub address_type: String,
    #[column(len = 60, sql_type(sqlite = "NVARCHAR(60)"))]
    pub line1: String,
    #[column(len = 60, sql_type(sqlite = "NVARCHAR(60)"))]
    pub line2: Option<String>,
    #[column(len = 30, sql_type(sqlite = "NVARCHAR(30)"))]
    pub city: String,
    #[column(len = 30, sql_type(sqlite = "NVARCHAR(30)"))]
    pub region: Option<String>,
    #[column(len = 15, sql_type(sqlite = "NVARCHAR(15)"))]
    pub postal_code: Option<String>,
    #[column(len = 30, sql_type(sqlite = "NVARCHAR(30)"))]
    pub country: String,
    #[column(sql_type(sqlite = "FLOAT"))]
    pub latitude: Option<f64>,
    #[column(sql_type(sqlite = "FLOAT"))]
    pub longitude: Option<f64>,
}

/// A row of `Shippers`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Shippers", rename_all = "PascalCase", not_strict)]
#[table(insert as NewShippers, derive(Clone, Debug, PartialEq))]
pub struct Shippers {
    #[column(name = "ShipperID", primary_key, identity(reuse))]
    pub shipper_id: i64,
    #[column(len = 40, sql_type(sqlite = "NVARCHAR(40)"))]
    pub company_name: String,
    #[column(len = 24, sql_type(sqlite = "NVARCHAR(24)"))]
    pub phone: Option<String>,
    #[column(sql_type(sqlite = "NUMERIC(10, 4)"), default(sqlite = "0.00"))]
    pub base_rate: f64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "TIME"))]
    pub pickup_time: Option<String>,
    #[column(len = 2048, sql_type(sqlite = "VARCHAR(2048)"))]
    pub tracking_url: Option<String>,
}

/// A row of `Orders`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Orders", rename_all = "PascalCase", not_strict)]
#[table(insert as NewOrders, derive(Clone, Debug, PartialEq))]
#[table(index(name = "CustomersOrders", columns(customer_id, order_date desc)))]
#[table(index(name = "EmployeesOrders", columns(employee_id)))]
#[table(index(name = "IX_Orders_Open", columns(required_date), filter(shipped_date is null)))]
#[table(check_sql(name = "CK_Orders_ShippedDate", sqlite = "`ShippedDate` >= `OrderDate` OR `ShippedDate` IS NULL"))]
#[table(check_sql(sqlite = "`Status` BETWEEN 0 AND 8"))]
#[table(foreign_key(columns(customer_id), references(table = "Customers", columns(CustomerID))))]
#[table(foreign_key(columns(employee_id), references(table = "Employees", columns(EmployeeID), on_delete = "set null")))]
#[table(foreign_key(columns(ship_via), references(table = "Shippers", columns(ShipperID))))]
#[table(foreign_key(name = "FK_Orders_BillAddress", columns(customer_id, bill_address_no), references(table = "CustomerAddresses", columns(CustomerID, AddressNo))))]
#[table(foreign_key(name = "FK_Orders_ShipAddress", columns(customer_id, ship_address_no), references(table = "CustomerAddresses", columns(CustomerID, AddressNo))))]
pub struct Orders {
    #[column(name = "OrderID", primary_key, identity)]
    pub order_id: i64,
    #[column(name = "CustomerID", len = 5, sql_type(sqlite = "NCHAR(5)"))]
    pub customer_id: Option<String>,
    #[column(sql_type(sqlite = "SMALLINT"))]
    pub ship_address_no: Option<i64>,
    #[column(sql_type(sqlite = "SMALLINT"))]
    pub bill_address_no: Option<i64>,
    #[column(name = "EmployeeID")]
    pub employee_id: Option<i64>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "datetime('now')"))]
    pub order_date: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub required_date: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub shipped_date: Option<String>,
    pub ship_via: Option<i64>,
    #[column(sql_type(sqlite = "NUMERIC"), default(sqlite = "0"))]
    pub freight: Option<f64>,
    #[column(sql_type(sqlite = "TINYINT"), default = 1)]
    pub status: i64,
    #[column(sql_type(sqlite = "BIT"), default(sqlite = "1"))]
    pub online_order: f64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub comment: Option<String>,
    #[column(sql_type(sqlite = "INT"), computed = "CAST(strftime('%Y', `OrderDate`) AS INTEGER)")]
    pub order_year: Option<i64>,
    #[column(sql_type(sqlite = "BIT"), computed = "`ShippedDate` IS NOT NULL", stored)]
    pub is_shipped: f64,
}

/// A row of `Order Details`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Order Details", quoted, not_strict)]
#[table(insert as NewOrderDetails, derive(Clone, Debug, PartialEq))]
#[table(index(name = "ProductsOrder_Details", columns(product_id)))]
#[table(check_sql(name = "CK_Discount", sqlite = "`Discount` >= 0 AND `Discount` <= 1"))]
#[table(check_sql(name = "CK_Quantity", sqlite = "`Quantity` > 0"))]
#[table(foreign_key(columns(order_id), references(table = "Orders", columns(OrderID), on_delete = "cascade")))]
#[table(foreign_key(columns(product_id), references(table = "Products", columns(ProductID))))]
pub struct OrderDetails {
    #[column(name = "OrderID", primary_key)]
    pub order_id: i64,
    #[column(name = "ProductID", primary_key)]
    pub product_id: i64,
    #[column(name = "UnitPrice", sql_type(sqlite = "NUMERIC"), default(sqlite = "0"))]
    pub unit_price: f64,
    #[column(name = "Quantity", default = 1)]
    pub quantity: i64,
    #[column(name = "Discount", sql_type(sqlite = "REAL"), default(sqlite = "0"))]
    pub discount: f64,
    #[column(name = "Line Total", quoted, sql_type(sqlite = "NUMERIC"))]
    #[column(computed = "round(`UnitPrice` * `Quantity` * (1 - `Discount`), 4)", stored)]
    pub line_total: f64,
}

/// A row of `Shipments`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Shipments", rename_all = "PascalCase", not_strict)]
#[table(insert as NewShipments, derive(Clone, Debug, PartialEq))]
#[table(unique(name = "AK_Shipments_TrackingNumber", columns(shipper_id, tracking_number)))]
#[table(check_sql(sqlite = "`WeightKg` > 0"))]
#[table(foreign_key(columns(shipper_id), references(table = "Shippers", columns(ShipperID))))]
pub struct Shipments {
    #[column(name = "ShipmentID", primary_key, identity)]
    pub shipment_id: i64,
    #[column(name = "ShipperID")]
    pub shipper_id: i64,
    #[column(len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub tracking_number: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub dispatched_at: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub delivered_at: Option<String>,
    #[column(sql_type(sqlite = "DECIMAL(9, 3)"))]
    pub weight_kg: Option<f64>,
}

/// A row of `ShipmentLines`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "ShipmentLines", not_strict)]
#[table(index(name = "IX_ShipmentLines_Order", columns(order_id, product_id)))]
#[table(foreign_key(columns(order_id, product_id), references(table = "Order Details", quoted, columns(OrderID, ProductID))))]
#[table(foreign_key(columns(shipment_id), references(table = "Shipments", columns(ShipmentID), on_delete = "cascade")))]
pub struct ShipmentLines {
    #[column(name = "ShipmentID", primary_key)]
    pub shipment_id: i64,
    #[column(name = "LineNo", quoted, primary_key, sql_type(sqlite = "SMALLINT"))]
    pub line_no: i64,
    #[column(name = "OrderID")]
    pub order_id: i64,
    #[column(name = "ProductID")]
    pub product_id: i64,
    #[column(name = "Quantity", sql_type(sqlite = "SMALLINT"))]
    pub quantity: i64,
}

/// A row of `Invoices`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "Invoices", rename_all = "PascalCase", not_strict)]
#[table(insert as NewInvoices, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(token)))]
#[table(index(name = "IX_Invoices_GrossAmount", columns(gross_amount desc)))]
#[table(index(name = "IX_Invoices_Unpaid", columns(due_date), filter(paid_date is null)))]
#[table(foreign_key(columns(order_id), references(table = "Orders", columns(OrderID))))]
pub struct Invoices {
    #[column(name = "InvoiceID", primary_key, identity)]
    pub invoice_id: i64,
    #[column(name = "OrderID")]
    pub order_id: i64,
    #[column(len = 10, sql_type(sqlite = "VARCHAR(10)"))]
    #[column(computed = "'INV-' || printf('%06d', `InvoiceID`)")]
    pub invoice_no: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    #[column(default(sqlite = "strftime('%Y-%m-%d %H:%M:%f', 'now', 'localtime')"))]
    pub issued_at: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATE"))]
    pub due_date: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATE"))]
    pub paid_date: Option<String>,
    #[column(sql_type(sqlite = "NUMERIC(19, 4)"))]
    pub net_amount: f64,
    #[column(sql_type(sqlite = "NUMERIC(5, 4)"), default(sqlite = "0.1900"))]
    pub tax_rate: f64,
    #[column(sql_type(sqlite = "NUMERIC(19, 4)"), computed = "round(`NetAmount` * (1 + `TaxRate`), 4)")]
    #[column(stored)]
    pub gross_amount: Option<f64>,
    #[column(sql_type(sqlite = "TINYINT"), default = 0)]
    pub reminders: i64,
    #[column(sql_type(sqlite = "BLOB"))]
    pub document: Option<Vec<u8>>,
    #[column(sql_type(sqlite = "BLOB"), default(sqlite = "randomblob(16)"))]
    pub token: Vec<u8>,
    #[column(default = 1)]
    pub row_ver: i64,
}

// No struct declares:
// view Order Subtotals: write a struct that derives `View`, with the query of the view
