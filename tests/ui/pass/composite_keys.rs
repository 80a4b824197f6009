use store::Table;

#[derive(Table)]
#[table(schema = "app", name = "steps", primary_key(name = "pk_steps", columns(number, job)))]
#[table(unique(name = "ux_steps_name", columns(job, name)), unique(columns(hash)))]
struct Step {
    job: i64,
    number: i32,
    #[column(len = 100)]
    name: String,
    hash: [u8; 32],
    #[column(unique)]
    place: i64,
}

fn main() {
    // The key's columns stand in the order of `columns(…)`.
    let _ = <Step as Table>::key_values((1i32, 2i64));
    let keys: Vec<&str> = Step::SQL.of(store::Dialect::Sqlite).keys().map(|key| key.name()).collect();
    assert_eq!(keys, ["pk_steps", "ux_steps_name", "ux_steps__hash", "ux_steps__place"]);
    let _ = (Step::UX_STEPS_NAME, Step::UX_STEPS_HASH, Step::UX_STEPS_PLACE);
}
