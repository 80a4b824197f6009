// Types by their whole paths, aliases that say the truth, and types that only their trait knows.

type Text = String;
type Maybe = Option<i32>;

#[derive(store::Field)]
#[field(precision = 19, scale = 4)]
struct Money(rust_decimal::Decimal);

#[derive(store::SqlEnum)]
#[sql_enum(rename_all = "SCREAMING_SNAKE_CASE")]
enum Status {
    InProgress,
    r#Type,
}

const LEN: usize = 20;

#[derive(store::Table)]
#[query(select some(status in ("IN_PROGRESS", "TYPE"), price > 5.25, maybe is null, text in :texts) order_by(text, id))]
#[query(update change(id) set(maybe = null, share += 1, status = "TYPE"))]
struct Job {
    #[column(primary_key)]
    id: ::std::primitive::i64,
    #[column(len = 20, default = "x")]
    text: Text,
    maybe: Maybe,
    created_at: chrono::DateTime<chrono::Utc>,
    uuid: ::std::option::Option<uuid::Uuid>,
    #[column(default = 0.5)]
    price: Money,
    #[column(len = 30)]
    status: Status,
    hash: [u8; LEN],
    #[column(default = 5)]
    share: Share,
}

#[derive(store::Field)]
struct Share(u8);

fn main() {
    let _ = (Status::InProgress, Status::r#Type);
    let texts = [Text::new()];
    let _ = Job::some(&texts);
    let _ = Job::change(1);
    let sql = <Job as store::Table>::SQL.of(store::Dialect::Mssql).create_table();
    assert!(sql.contains("[price] DECIMAL(19, 4) NOT NULL"), "{sql}");
    assert!(sql.contains("[text] NVARCHAR(20)"), "{sql}");
    assert!(sql.contains("[maybe] INT NULL"), "{sql}");
    assert!(sql.contains("[hash] BINARY(20)"), "{sql}");
}
