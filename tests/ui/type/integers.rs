use store::Table;

#[derive(Table)]
#[table(check(level <= 128), check(digest >= -1), check(digest < 0.5))]
#[query(update raise(id) set(digest += 1))]
#[query(select of_digests(digest in :digests))]
#[query(select total() only(digest = sum(digest)) as Total)]
struct Signal {
    #[column(primary_key)]
    id: i64,
    #[column(default = -129)]
    level: i8,
    digest: u64,
    #[column(len = 8, precision = 5)]
    other: u64,
    #[column(default = -1)]
    third: u64,
}

fn main() {}
