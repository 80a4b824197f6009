//! A connection together with its prepared statements.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use rusqlite::{Connection, PrepFlags, Statement};
use store_core::SchemaOverride;

/// A connection together with its prepared statements, keyed by the constant text.
///
/// rusqlite's own cache makes a copy of the text at each use, to serve as the key. Here the key is the place
/// of the constant, so that a statement that is prepared costs no allocation and no hash over its text, and
/// a schema from configuration is looked up only when a statement is prepared.
pub(crate) struct Statements(Cell);

self_cell::self_cell!(
    struct Cell {
        owner: Connection,
        #[not_covariant]
        dependent: Cache,
    }
);

// SAFETY: a `Statement` is bound to its thread only because it points to its connection, and a `Connection` may
// be sent but not shared. Here both live in one allocation that moves as a whole: no statement and no reference to
// one leaves `Statements` but for the time of a borrow, during which it cannot be sent.
#[expect(unsafe_code, reason = "the connection and its statements move to another thread only together")]
unsafe impl Send for Statements {}

struct Cache<'c> {
    prepared: HashMap<Place, Prepared<'c>, BuildHasherDefault<PlaceHasher>>,
    capacity: usize,
    clock: u64,
}

/// Where a constant stands. Two constants with one place are one text, for as long as the program runs.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    address: usize,
    len: usize,
}

/// Mixes two numbers; nobody chooses where constants stand, so there is nothing to defend against.
#[derive(Default)]
struct PlaceHasher(u64);

impl Hasher for PlaceHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_usize(usize::from(*byte)));
    }

    fn write_usize(&mut self, number: usize) {
        // An odd number whose bits are spread evenly, as in Knuth's multiplicative hashing.
        const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
        self.0 = (self.0.rotate_left(5) ^ number as u64).wrapping_mul(SPREAD);
    }

    fn finish(&self) -> u64 {
        // The map takes the low bits; those of a product depend on few.
        self.0.rotate_left(26)
    }
}

struct Prepared<'c> {
    statement: Statement<'c>,
    used: u64,
}

impl Statements {
    /// Keeps up to `capacity` statements prepared.
    pub(crate) fn new(connection: Connection, capacity: usize) -> Self {
        Self(Cell::new(connection, |_| Cache { prepared: HashMap::default(), capacity, clock: 0 }))
    }

    pub(crate) fn connection(&self) -> &Connection {
        self.0.borrow_owner()
    }

    pub(crate) fn into_connection(self) -> Connection {
        self.0.into_owner()
    }

    /// Hands out the statement, prepared before or now, and clears its parameters afterwards: they may be
    /// large, or secret.
    pub(crate) fn with<R>(
        &mut self,
        sql: &'static str,
        schema: Option<&SchemaOverride>,
        run: impl FnOnce(&mut Statement<'_>) -> R,
    ) -> rusqlite::Result<R> {
        self.0.with_dependent_mut(|connection, cache| {
            let statement = cache.get(connection, sql, schema)?;
            let result = run(statement);
            statement.clear_bindings();
            Ok(result)
        })
    }
}

impl<'c> Cache<'c> {
    fn get(
        &mut self,
        connection: &'c Connection,
        sql: &'static str,
        schema: Option<&SchemaOverride>,
    ) -> rusqlite::Result<&mut Statement<'c>> {
        self.clock += 1;
        let used = self.clock;
        let place = Place { address: sql.as_ptr().addr(), len: sql.len() };
        if !self.prepared.contains_key(&place) {
            if self.prepared.len() >= self.capacity {
                self.evict();
            }
            let text = schema.map_or(sql, |schema| schema.text(sql));
            let statement = connection.prepare_with_flags(text, PrepFlags::SQLITE_PREPARE_PERSISTENT)?;
            self.prepared.insert(place, Prepared { statement, used });
        }
        match self.prepared.get_mut(&place) {
            Some(prepared) => {
                prepared.used = used;
                Ok(&mut prepared.statement)
            }
            None => Err(rusqlite::Error::InvalidQuery),
        }
    }

    fn evict(&mut self) {
        let oldest = self.prepared.iter().min_by_key(|(_, prepared)| prepared.used).map(|(place, _)| *place);
        if let Some(oldest) = oldest {
            self.prepared.remove(&oldest);
        }
    }
}

impl std::fmt::Debug for Statements {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Statements").field("connection", self.connection()).finish_non_exhaustive()
    }
}
