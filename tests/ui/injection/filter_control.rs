use store::Table;

#[derive(Table)]
#[query(select all(note != "a\0' OR 1=1 --", note in ("b", "c\n")))]
#[query(count some(any(note is null, note = "\u{7F}")))]
#[table(index(columns(id), filter(note = "a\nb")))]
#[table(check(note != "a\tb"))]
struct Job {
    #[column(primary_key)]
    id: i64,
    note: Option<String>,
}

fn main() {}
