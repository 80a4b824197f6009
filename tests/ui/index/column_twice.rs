use store::Table;

#[derive(Table)]
#[table(index(name = "ix_a", columns(source, source desc)))]
#[table(index(name = "ix_b", columns(source), include(place, place)))]
#[table(index(name = "ix_c", columns(source), include(place, source)))]
#[query(select all() order_by(source, id, source desc))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
    place: i32,
}

fn main() {}
