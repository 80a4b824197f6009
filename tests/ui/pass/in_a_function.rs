#![deny(warnings)]

use store::Table;

fn main() {
    #[derive(Table)]
    #[query(count all())]
    struct Local {
        #[column(primary_key)]
        id: i64,
    }
    assert_eq!(Local { id: 1 }.id, 1);
    let _ = Local::all();
}
