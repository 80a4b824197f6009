//! `f32` columns, and constants for columns whose type is a newtype.

use store::prelude::*;

use readings::{Price, Reading, Share};

pub mod readings {
    use rust_decimal::Decimal;
    use store::{Field, Table};

    #[derive(Clone, Copy, Debug, PartialEq, Field)]
    pub struct Share(pub f32);

    #[derive(Clone, Copy, Debug, PartialEq, Field)]
    #[field(precision = 9, scale = 2)]
    pub struct Price(pub Decimal);

    #[derive(Clone, Debug, PartialEq, Table)]
    #[table(schema = "conformance", name = "readings")]
    #[table(index(columns(id), filter(ratio > 0.1, share != 0.3, price >= 0.5)))]
    #[table(check(ratio <= 3.3, share <= 0.7, price <= 99.95))]
    #[query(select tenth(ratio = 0.1))]
    #[query(select up_to_a_tenth(ratio <= 0.1))]
    #[query(select listed(ratio in (0.1, 0.7)))]
    #[query(select of(ratio, wide = 0.1))]
    #[query(select shared(share = 0.7, share in (0.1, 0.7), price = 1.5, price in (1.5, 2.25)))]
    #[query(select above(ratio > level - 0.2))]
    #[query(update tenths() set(ratio = 0.1, share = 0.1, price = 2.25))]
    #[query(update raise() set(ratio += 0.2))]
    #[query(update raise_by(id) set(ratio += :more, level = ratio * 0.3))]
    #[query(update lower() set(ratio -= 0.1))]
    pub struct Reading {
        #[column(primary_key)]
        pub id: i32,
        #[column(default = 0.1)]
        pub ratio: f32,
        #[column(default = 0.7)]
        pub share: Share,
        #[column(default = 1.5)]
        pub price: Price,
        #[column(default = 0.1)]
        pub wide: f64,
        #[column(add)]
        pub level: f32,
    }
}

fn reading(id: i32, ratio: f32) -> Reading {
    Reading { id, ratio, share: Share(0.7), price: Price("1.5".parse().unwrap()), wide: 0.1, level: 0.25 }
}

async fn only(db: &mut impl Connection) -> Reading {
    db.get::<Reading>(1).await.unwrap().unwrap()
}

/// A constant is converted to the type of its column in every clause.
pub async fn constants_have_the_column_type(db: &mut impl Connection) {
    db.create::<Reading>().await.unwrap();
    let row = reading(1, 0.1);
    db.insert(&row).await.unwrap();
    db.insert(&reading(2, 0.100_000_01)).await.unwrap();
    for found in [
        Reading::tenth().all(db).await.unwrap(),
        Reading::up_to_a_tenth().all(db).await.unwrap(),
        Reading::listed().all(db).await.unwrap(),
        Reading::of(0.1).all(db).await.unwrap(),
    ] {
        assert_eq!(found, std::slice::from_ref(&row));
    }
    assert_eq!(Reading::shared().all(db).await.unwrap().len(), 2);

    // Values at the limits of the checks, and beyond them.
    let most = Reading { price: Price("99.95".parse().unwrap()), ..reading(3, 3.3) };
    db.insert(&most).await.unwrap();
    for beyond in [
        Reading { ratio: 3.300_000_2, ..reading(4, 0.0) },
        Reading { share: Share(0.700_000_05), ..reading(4, 0.0) },
        Reading { price: Price("99.96".parse().unwrap()), ..reading(4, 0.0) },
    ] {
        assert_eq!(db.insert(&beyond).await.unwrap_err().kind(), ErrorKind::CheckViolation, "{beyond:?}");
    }

    assert_eq!(Reading::tenths().execute(db).await.unwrap(), 3);
    let changed = only(db).await;
    assert_eq!(
        (changed.ratio, changed.share, changed.price.0.to_string().as_str()),
        (0.1, Share(0.1), "2.25")
    );
    assert_eq!(Reading::tenth().all(db).await.unwrap().len(), 3);
}

/// SQL arithmetic has the same results as `f32` arithmetic in Rust.
pub async fn calculations_round_to_32_bits(db: &mut impl Connection) {
    db.create::<Reading>().await.unwrap();
    db.insert(&reading(1, 0.1)).await.unwrap();
    let mut expected = 0.1_f32;

    Reading::raise().execute(db).await.unwrap();
    expected += 0.2;
    assert_eq!(Reading::of(expected).all(db).await.unwrap().len(), 1);
    Reading::raise_by(1, 1e-7).execute(db).await.unwrap();
    let level = expected * 0.3;
    expected += 1e-7;
    assert_eq!(Reading::of(expected).all(db).await.unwrap().len(), 1);
    Reading::lower().execute(db).await.unwrap();
    expected -= 0.1;
    assert_eq!(Reading::of(expected).all(db).await.unwrap().len(), 1);
    let read = only(db).await;
    assert_eq!((read.ratio, read.level), (expected, level));
    assert_eq!(Reading::above().all(db).await.unwrap().len(), usize::from(expected > level - 0.2));

    // A single upsert and a batch of upserts add to the column.
    let mut level = level;
    let more = Reading { level: 0.1, ..reading(1, 0.1) };
    db.upsert(&more).await.unwrap();
    level += 0.1;
    db.upsert_many(&[more.clone(), Reading { level: 0.7, ..more }], UniqueKey::PRIMARY).await.unwrap();
    level += 0.1;
    level += 0.7;
    assert_eq!(only(db).await.level, level);
}
