use store::Table;

#[derive(Table)]
#[table(unique(name = "ux_jobs_key", columns(source, number)))]
#[query(update without_a_condition() set(note) many)]
#[query(update part_of_a_key(source) set(note) many)]
#[query(update a_range(id >= :id) set(note) many)]
#[query(update a_constant(id = 1) set(note) many)]
#[query(update an_optional_key(id?) set(note) many)]
#[query(update alternatives(any(id, number)) set(note) many)]
#[query(update a_list(id, source in :sources) set(note) many)]
#[query(update a_key_column(id) set(source) many)]
#[query(delete of_another_kind(id) many)]
#[query(update twice(id) set(note) many many)]
#[query(update unknown(ident) set(note) many)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 20)]
    source: String,
    number: i64,
    note: i64,
}

fn main() {}
