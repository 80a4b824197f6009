//! What a statement that is prepared costs in memory: nothing for its text.

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

#[expect(unsafe_code, reason = "an allocator that counts is an allocator")]
// SAFETY: every call goes to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        CALLS.set(CALLS.get() + 1);
        BYTES.set(BYTES.get() + layout.size() as u64);
        // SAFETY: as for this function.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as for this function.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Calls of the allocator, and bytes, that `work` makes.
fn count(work: impl FnOnce()) -> (u64, u64) {
    let before = (CALLS.get(), BYTES.get());
    work();
    (CALLS.get() - before.0, BYTES.get() - before.1)
}

#[test]
fn rows_of_numbers_are_written_and_read_without_any() {
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
fn rows_of_every_type_cost_what_they_own() {
    let mut connection = memory();
    let mut store = connection.blocking();
    let mut item = Item::new(1);
    store.upsert(&item).unwrap();
    store.upsert(&item).unwrap();
    item.note = Some("x".repeat(10_000));
    assert_eq!(count(|| store.upsert(&item).map(|_| ()).unwrap()), (0, 0), "all is borrowed or on the stack");
    store.get::<Item>(1).unwrap();
    let (calls, _) = count(|| drop(store.get::<Item>(1).unwrap()));
    assert_eq!(calls, 4, "one for each text of the row");
}

#[test]
fn the_length_of_the_text_does_not_matter() {
    let mut connection = memory();
    let long: &'static str =
        format!("UPDATE main.ingest_tallies SET number = ?1 /*{}*/", "x".repeat(100_000)).leak();
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
fn transactions_cost_none() {
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
