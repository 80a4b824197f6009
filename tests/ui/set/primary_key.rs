use store::Table;

#[derive(Table)]
#[table(primary_key(columns(source, place)))]
#[query(update a(source) set(place = :new))]
#[query(claim b() order_by(source) set(source += 1))]
struct Job {
    source: i32,
    place: i32,
}

fn main() {}
