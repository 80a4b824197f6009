use serde::{Deserialize, Serialize};
use store::{Table, TableValues};

#[derive(Serialize, Deserialize)]
struct Point {
    x: i32,
}

#[derive(Table)]
#[query(select without(points is null))]
#[query(update clear(id) set(value, points = null, point = :new))]
struct Shape {
    #[column(primary_key)]
    id: i64,
    value: serde_json::Value,
    maybe: Option<serde_json::Value>,
    #[column(json)]
    point: Point,
    #[column(json)]
    points: Option<Vec<Point>>,
    // Types without a column type of their own are fair behind `json`.
    #[column(json)]
    sizes: Vec<u64>,
}

fn main() {
    let value = serde_json::json!({});
    let _ = Shape::clear(1, &value, &Point { x: 1 });
    let shape = Shape { id: 1, value, maybe: None, point: Point { x: 1 }, points: None, sizes: vec![u64::MAX] };
    assert!(shape.values().is_ok());
    assert_eq!((shape.id, shape.point.x, shape.points.is_none(), shape.sizes.len()), (1, 1, true, 1));
    assert!(shape.maybe.is_none() && shape.value.is_object());
}
