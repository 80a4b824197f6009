//! A prepared statement runs without allocating memory for its SQL.

mod common;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use common::{Counter, Item, memory};
use futures_util::FutureExt;
use store_core::schema::StatementKind;
use store_core::{Connection, ConnectionExt, Params, Statement, Table, Value};

struct Counting;

thread_local! {
    static CALLS: Cell<u64> = const { Cell::new(0) };
    static BYTES: Cell<u64> = const { Cell::new(0) };
}

#[expect(unsafe_code, reason = "GlobalAlloc is an unsafe trait")]
// SAFETY: every call is passed to the system allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.set(CALLS.get() + 1);
        BYTES.set(BYTES.get() + layout.size() as u64);
        // SAFETY: the caller guarantees what the system allocator requires.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller guarantees what the system allocator requires.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Returns the number of allocations that `work` makes, and their bytes.
fn count(work: impl FnOnce()) -> (u64, u64) {
    let before = (CALLS.get(), BYTES.get());
    work();
    (CALLS.get() - before.0, BYTES.get() - before.1)
}

#[test]
fn writing_and_reading_rows_of_numbers_does_not_allocate() {
    let mut connection = memory();
    let mut store = connection.blocking();
    let mut round = |from: i64, to: i64| {
        for id in from..to {
            let counter = Counter { id, item: None, number: 1 };
            store.insert(&counter).unwrap();
            store.insert_if_absent(&counter).unwrap();
            store.upsert(&counter).unwrap();
            store.update(&counter).unwrap();
            assert_eq!(store.get::<Counter>(id).unwrap(), Some(counter));
        }
        assert!(store.run(async |c| Counter::add(1).execute(c).await).unwrap() > 0);
        assert!(store.delete::<Counter>(from).unwrap());
    };
    round(0, 10);
    assert_eq!(count(|| round(10, 110)), (0, 0));
}

#[test]
fn reading_a_row_allocates_only_its_strings() {
    let mut connection = memory();
    let mut store = connection.blocking();
    let mut item = Item::new(1);
    store.upsert(&item).unwrap();
    store.upsert(&item).unwrap();
    item.note = Some("x".repeat(10_000));
    assert_eq!(
        count(|| store.upsert(&item).map(|_| ()).unwrap()),
        (0, 0),
        "every value is borrowed or on the stack"
    );
    store.get::<Item>(1).unwrap();
    let (calls, _) = count(|| drop(store.get::<Item>(1).unwrap()));
    assert_eq!(calls, 4, "one for each string of the row");
}

#[test]
fn selecting_and_claiming_rows_allocates_only_their_strings_and_one_vector() {
    const ROWS: i64 = 50;
    let mut connection = memory();
    let mut store = connection.blocking();
    let rows: Vec<Item> =
        (0..ROWS).map(|id| Item { priority: -i32::try_from(id).unwrap(), ..Item::new(id) }).collect();
    store.insert_many(&rows).unwrap();
    // The vector begins with room for 4 rows and doubles.
    let (strings, vector) = (3 * 50, [4, 8, 16, 32, 64].len() as u64);
    store.run(async |c| Item::all().all(c).await).unwrap();
    let select = || drop(store.run(async |c| Item::all().all(c).await).unwrap());
    assert_eq!(count(select).0, strings + vector);

    store.run(async |c| Item::claim(0).all(c).await).unwrap();
    let mut claimed = Vec::new();
    let claim = || claimed = store.run(async |c| Item::claim(100).all(c).await).unwrap();
    assert_eq!(count(claim).0, strings + vector);
    assert!(claimed.is_sorted_by_key(|item| item.priority));
    assert_eq!(claimed.len(), 50);
}

#[test]
fn running_a_prepared_statement_does_not_copy_its_sql() {
    let mut connection = memory();
    let long: &'static str =
        format!("UPDATE main.ingest_counters SET number = ?1 /*{}*/", "x".repeat(100_000)).leak();
    let statement = Statement::new(long, "long", StatementKind::Write, Counter::MODEL);
    let params = [Value::I32(1)];
    let mut run = || {
        let done = connection.execute(statement, Params::all(&params)).now_or_never();
        assert_eq!(done.unwrap().unwrap(), 0);
    };
    run();
    assert_eq!(count(run), (0, 0));
}

#[test]
fn transactions_do_not_allocate() {
    pollster::block_on(async {
        let mut connection = memory();
        for round in 0..2 {
            let before = CALLS.get();
            let mut outer = connection.begin_transaction().await.unwrap();
            let inner = outer.begin_transaction().await.unwrap();
            inner.commit().await.unwrap();
            outer.commit().await.unwrap();
            assert!(round == 0 || CALLS.get() == before);
        }
    });
}
