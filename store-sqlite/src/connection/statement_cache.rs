//! A connection with its cache of prepared statements.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasherDefault, Hasher};

use rusqlite::{Connection, PrepFlags, Statement};
use store_core::SchemaOverride;

/// A connection with its cache of prepared statements, whose key is the address of the constant SQL.
///
/// rusqlite's cache hashes and copies the SQL at each use. Here a prepared statement is found without an allocation,
/// without a hash over its SQL, and without applying the schema override. docs/decisions.md has the measurement.
pub(crate) struct StatementCache(CachedConnection);

self_cell::self_cell!(
    struct CachedConnection {
        owner: Connection,
        #[not_covariant]
        dependent: PreparedStatements,
    }
);

// SAFETY: a `Statement` is not `Send` because it points to its connection, and a `Connection` is `Send` but not `Sync`.
// Here both are in one allocation that moves as a whole: no statement and no reference to one leaves `StatementCache`
// except during a borrow, and while it is borrowed it cannot be sent.
#[expect(unsafe_code, reason = "the connection and its statements move to another thread only together")]
unsafe impl Send for StatementCache {}

struct PreparedStatements<'c> {
    statements: HashMap<SqlAddress, PreparedStatement<'c>, BuildHasherDefault<AddressHasher>>,
    capacity: usize,
    /// The number of uses so far, by which the least recently used statement is found.
    uses: u64,
}

struct PreparedStatement<'c> {
    statement: Statement<'c>,
    last_use: u64,
}

/// The address and length of constant SQL. Constants with the same address and length are the same string.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct SqlAddress {
    address: usize,
    len: usize,
}

/// Mixes address and length. The addresses of constants are not under an attacker's control, so that a weak hash is enough.
#[derive(Default)]
struct AddressHasher(u64);

impl Hasher for AddressHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_usize(usize::from(*byte)));
    }

    fn write_usize(&mut self, number: usize) {
        // 2^64 divided by the golden ratio, for Knuth's multiplicative hashing.
        const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
        self.0 = (self.0.rotate_left(5) ^ number as u64).wrapping_mul(MULTIPLIER);
    }

    fn finish(&self) -> u64 {
        // The map uses the low bits, which in a product depend on few bits of its factors.
        self.0.rotate_left(26)
    }
}

impl StatementCache {
    /// Creates a cache of up to `capacity` statements.
    pub(crate) fn new(connection: Connection, capacity: usize) -> Self {
        let empty = PreparedStatements { statements: HashMap::default(), capacity, uses: 0 };
        Self(CachedConnection::new(connection, |_| empty))
    }

    pub(crate) fn connection(&self) -> &Connection {
        self.0.borrow_owner()
    }

    pub(crate) fn into_connection(self) -> Connection {
        self.0.into_owner()
    }

    /// Passes the prepared statement to `run`, and afterwards clears its parameters, which may be large or secret.
    pub(crate) fn with<R>(
        &mut self,
        sql: &'static str,
        schema: Option<&SchemaOverride>,
        run: impl FnOnce(&mut Statement<'_>) -> R,
    ) -> rusqlite::Result<R> {
        self.0.with_dependent_mut(|connection, cache| {
            let statement = cache.get_or_prepare(connection, sql, schema)?;
            let result = run(statement);
            statement.clear_bindings();
            Ok(result)
        })
    }
}

impl<'c> PreparedStatements<'c> {
    fn get_or_prepare(
        &mut self,
        connection: &'c Connection,
        sql: &'static str,
        schema: Option<&SchemaOverride>,
    ) -> rusqlite::Result<&mut Statement<'c>> {
        self.uses += 1;
        let last_use = self.uses;
        let address = SqlAddress { address: sql.as_ptr().addr(), len: sql.len() };
        if !self.statements.contains_key(&address) && self.statements.len() >= self.capacity {
            self.evict();
        }
        let prepared = match self.statements.entry(address) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => {
                let sql = schema.map_or(sql, |schema| schema.text(sql));
                let statement = connection.prepare_with_flags(sql, PrepFlags::SQLITE_PREPARE_PERSISTENT)?;
                entry.insert(PreparedStatement { statement, last_use })
            }
        };
        prepared.last_use = last_use;
        Ok(&mut prepared.statement)
    }

    /// Drops the least recently used statement.
    fn evict(&mut self) {
        let oldest = self.statements.iter().min_by_key(|(_, prepared)| prepared.last_use);
        if let Some(address) = oldest.map(|(address, _)| *address) {
            self.statements.remove(&address);
        }
    }
}

impl std::fmt::Debug for StatementCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StatementCache").field("connection", self.connection()).finish_non_exhaustive()
    }
}
