use store::SqlEnum;

#[derive(SqlEnum)]
enum Status<const N: usize> {
    Pending,
}

fn main() {}
