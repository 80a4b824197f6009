mod inner {
    use store::{Field, Table};

    #[derive(Field)]
    pub struct Id(pub i64);

    #[derive(Table)]
    #[table(unique(columns(a)))]
    #[query(select all(a))]
    pub(crate) struct Crate {
        #[column(primary_key)]
        pub(crate) id: Id,
        a: i32,
    }

    #[derive(Table)]
    #[query(select all(id))]
    pub(super) struct Super {
        #[column(primary_key)]
        pub(super) id: Id,
    }

    #[derive(Table)]
    #[query(select all(id))]
    pub(in crate::inner) struct Hidden {
        #[column(primary_key)]
        id: Id,
    }

    pub(crate) fn check() {
        let _ = (Hidden::all(&Id(1)), Hidden::SQL, Hidden { id: Id(1) }.id.0, Crate { id: Id(1), a: 1 }.a);
    }
}

fn main() {
    use store::Table;

    inner::check();
    let _ = (inner::Crate::all(1), inner::Crate::UX_CRATE_A, inner::Crate::SQL);
    let _ = (inner::Super::all(&inner::Id(1)), inner::Super::SQL);
}
