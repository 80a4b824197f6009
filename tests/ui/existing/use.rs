use store::Table;

// The key of an existing column can be longer than one that the library creates.
#[derive(Table)]
struct Accepted {
    #[column(primary_key, len = 2_000, sql_type(sqlite = "TEXT"))]
    path: String,
}

#[derive(Table)]
struct Rejected {
    #[column(primary_key, len = 2_000)]
    path: String,
}

fn main() {}
