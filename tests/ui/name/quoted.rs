use store::Table;

#[derive(Table)]
#[table(name = "a]; DROP TABLE b --", quoted)]
struct Bracket {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "Order Details")]
struct WithoutQuoted {
    #[column(primary_key, name = "user")]
    id: i64,
}

#[derive(Table)]
#[table(quoted)]
struct WithoutName {
    #[column(primary_key, quoted)]
    id: i64,
}

#[derive(Table)]
#[table(name = "sqlite_stat1", quoted)]
struct OfSqlite {
    #[column(primary_key, name = "it's", quoted)]
    id: i64,
    #[column(name = "a`b", quoted)]
    a: i64,
    #[column(name = "a\"b", quoted)]
    b: i64,
    #[column(name = "a\nb", quoted)]
    c: i64,
    #[column(name = "a\u{202e}b", quoted)]
    d: i64,
    #[column(name = " a", quoted)]
    e: i64,
    #[column(name = "#n", quoted)]
    f: i64,
    #[column(name = "", quoted)]
    g: i64,
    #[column(name = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa aa", quoted)]
    h: i64,
    #[column(name = "rowid", quoted)]
    i: i64,
}

#[derive(Table)]
#[table(foreign_key(columns(other), references(table = "Other Table", columns("Id 1"))))]
struct Referencing {
    #[column(primary_key)]
    id: i64,
    other: i64,
}

#[derive(Table)]
struct ReferencingWord {
    #[column(primary_key, references(table = "user", columns(user)))]
    id: i64,
}

fn main() {}
