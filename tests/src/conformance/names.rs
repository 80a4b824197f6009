//! Tables and columns with names that the generated statements use for aliases, pseudo-tables, variables or functions.

use store::prelude::*;

/// A table with such a name and with columns of such names.
pub trait Named: Table + store::Insertable<Table = Self> {
    /// The unique key.
    const UNIQUE: UniqueKey<Self>;

    /// Creates a row.
    fn new(id: i64, value: &str, t: i64, c: Option<&str>) -> Self;

    /// Returns the columns `t` (with `add`) and `c` (with `keep`) of all rows.
    fn all(db: &mut impl Connection) -> impl Future<Output = Vec<(i64, Option<String>)>> + Send;

    /// Runs a query of each kind and returns the counts and sums of the results.
    fn queries(db: &mut impl Connection) -> impl Future<Output = Result<Vec<i64>, Error>> + Send;
}

macro_rules! named {
    ($module:ident $name:literal { $($attributes:tt)* }) => {
        pub mod $module {
            use super::*;

            #[derive(Clone, Debug, PartialEq, Table)]
            #[table($($attributes)* name = $name, unique(name = "ux_key", columns(value)))]
            #[table(primary_key(columns(id, r)))]
            #[query(select listed(value in :values, id in :ids) order_by(id))]
            #[query(select everything() order_by(id))]
            #[query(update change(value in :values) set(t += 1, w = now()))]
            #[query(claim next(t > 0) order_by(id) set(t += 10))]
            #[query(delete some(t > :least) limit(1))]
            #[query(count by_value() group_by(value))]
            pub struct Of {
                id: i64,
                r: i64,
                #[column(len = 20)]
                value: String,
                #[column(add)]
                t: i64,
                #[column(keep, len = 20)]
                c: Option<String>,
                w: Option<chrono::DateTime<chrono::Utc>>,
                atom: i32,
                excluded: i32,
                inserted: i32,
                deleted: i32,
                outcome: i32,
                own: i32,
                claimed: i32,
                n: i32,
                round: i32,
                missing: i32,
                main: i32,
                dbo: i32,
                length: i32,
                strftime: i32,
            }

            impl Named for Of {
                const UNIQUE: UniqueKey<Self> = Self::UX_KEY;

                fn new(id: i64, value: &str, t: i64, c: Option<&str>) -> Self {
                    let (value, c) = (value.to_owned(), c.map(str::to_owned));
                    Self {
                        id, r: 0, value, t, c, w: None, atom: 1, excluded: 2, inserted: 3, deleted: 4, outcome: 5, own: 6,
                        claimed: 7, n: 8, round: 9, missing: 10, main: 11, dbo: 12, length: 13, strftime: 14,
                    }
                }

                async fn all(db: &mut impl Connection) -> Vec<(i64, Option<String>)> {
                    let rows = Self::everything().all(db).await.unwrap();
                    rows.into_iter().map(|row| (row.t, row.c)).collect()
                }

                async fn queries(db: &mut impl Connection) -> Result<Vec<i64>, Error> {
                    let listed = Self::listed(&["a", "b", "z"], &[1, 2, 3]).all(db).await?;
                    let changed = Self::change(&["a"]).execute(db).await?;
                    let claimed = Self::next(1).all(db).await?;
                    let deleted = Self::some(100).execute(db).await?;
                    let counted = Self::by_value().groups(db).await?;
                    let counts = [i64::try_from(listed.len()), i64::try_from(changed)];
                    let mut seen: Vec<i64> = counts.into_iter().map(Result::unwrap).collect();
                    seen.extend(claimed.iter().map(|row| row.t));
                    seen.push(i64::try_from(deleted).unwrap());
                    seen.extend(counted.iter().map(|(_, count)| *count));
                    Ok(seen)
                }
            }
        }
    };
}

macro_rules! names {
    ($attributes:tt $($module:ident $name:literal)*) => {
        $(named!($module $name $attributes);)*

        /// Moves the tables to another schema.
        pub fn moved(schema: SchemaOverride) -> SchemaOverride {
            schema$(.table::<$module::Of>())*
        }

        /// Runs all operations on each table.
        pub async fn exercise(db: &mut impl Connection) {
            $(super::exercise::<$module::Of>(db, $name).await;)*
        }
    };
}

macro_rules! all_names {
    ($attributes:tt) => {
        names! {
            $attributes
            excluded "excluded" t "t" r "r" w "w" c "c" value "value" claimed "claimed" own "own"
            outcome "outcome" main "main" dbo "dbo" strftime "strftime" openjson "openjson" round "round"
        }
    };
}

/// A table for each name, in a schema.
pub mod in_a_schema {
    use super::Named;
    use store::prelude::*;
    use store::{SchemaOverride, UniqueKey};

    all_names!({ schema = "conformance", });
}

/// A table for each name, without a schema.
pub mod in_no_schema {
    use super::Named;
    use store::prelude::*;
    use store::{SchemaOverride, UniqueKey};

    all_names!({});
}

/// Generated statements do not confuse these names with their own.
pub async fn used_by_generated_statements(db: &mut impl Connection) {
    in_a_schema::exercise(db).await;
    // On SQL Server, tables without a schema would be in the schema that all cases share.
    if db.dialect() == store::Dialect::Sqlite {
        in_no_schema::exercise(db).await;
    }
}

async fn exercise<T: Named>(db: &mut impl Connection, name: &str) {
    db.create::<T>().await.unwrap();
    let row = |t, c| T::new(1, "a", t, c);
    assert_eq!(db.insert_if_absent(&row(5, Some("first"))).await.unwrap(), Outcome::Inserted, "{name}");
    assert_eq!(db.insert_if_absent(&row(7, None)).await.unwrap(), Outcome::Existing, "{name}");
    assert_eq!(db.upsert(&row(6, None)).await.unwrap(), Outcome::Updated, "{name}");
    assert_eq!(T::all(db).await, [(11, Some("first".to_owned()))], "{name}");
    assert_eq!(db.upsert_by(&row(1, Some("b")), T::UNIQUE).await.unwrap(), Outcome::Updated, "{name}");
    assert_eq!(T::all(db).await, [(12, Some("b".to_owned()))], "{name}");
    let outcomes = db.upsert_many(&[row(2, None), row(3, Some("c"))], T::UNIQUE).await.unwrap();
    assert_eq!(outcomes, [Outcome::Updated, Outcome::Updated], "{name}");
    assert_eq!(T::all(db).await, [(17, Some("c".to_owned()))], "{name}");
    assert!(db.update(&row(1, None)).await.unwrap(), "{name}");
    let more = [T::new(2, "b", 200, None), T::new(3, "c", 300, None)];
    assert_eq!(db.insert_many_if_absent(&more, UniqueKey::PRIMARY).await.unwrap(), [Outcome::Inserted; 2]);
    db.insert_many(&[T::new(4, "d", 0, None)]).await.unwrap();
    assert_eq!(db.update_many(&[row(1, Some("d"))]).await.unwrap(), [Outcome::Updated], "{name}");
    // Two listed rows; one updated row, whose sum is 1 + 1; its sum after the claim, 2 + 10; one deleted row; the counts.
    assert_eq!(T::queries(db).await.unwrap(), [2, 1, 12, 1, 1, 1, 1], "{name}");
    db.drop_table::<T>().await.unwrap();
}
