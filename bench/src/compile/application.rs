//! Small applications that do the same with different libraries.

/// An application.
pub(crate) struct Application {
    pub(crate) name: &'static str,
    pub(crate) dependencies: &'static str,
    pub(crate) source: &'static str,
}

/// All applications: each creates a table, upserts rows and reads them.
pub(crate) const APPLICATIONS: [Application; 3] = [
    Application {
        name: "store",
        dependencies: r#"
store = { path = "{root}/store", default-features = false }
store-sqlite = { path = "{root}/store-sqlite" }"#,
        source: include_str!("../../apps/store.rs"),
    },
    Application {
        name: "diesel",
        dependencies: r#"
diesel = { version = "=2.3.14", default-features = false, features = ["sqlite"] }
libsqlite3-sys = { version = "0.37", features = ["bundled"] }"#,
        source: include_str!("../../apps/diesel.rs"),
    },
    Application {
        name: "sqlx",
        dependencies: r#"
sqlx = { version = "=0.9.0", default-features = false, features = ["derive", "runtime-tokio", "sqlite-bundled"] }
tokio = { version = "1.54", features = ["macros", "rt-multi-thread"] }"#,
        source: include_str!("../../apps/sqlx.rs"),
    },
];
