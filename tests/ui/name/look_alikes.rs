// Full-width letters, a Cyrillic `а`, a Greek capital, and an invisible space.

use store::Table;

#[derive(Table)]
#[table(schema = "ｄｂｏ", name = "dаta")]
struct Job {
    #[column(primary_key, name = "ΙD")]
    id: i64,
    #[column(name = "na\u{200B}me")]
    text: String,
}

fn main() {}
