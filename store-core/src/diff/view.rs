//! The difference between a view in a database and its struct.

use super::parse::create_view;
use super::{CatalogReader, DefinitionRules, Drift, PartKind, Repair, RepairPlan, TableName, TablePart};
use crate::error::Error;
use crate::render::{TableDefinition, ViewDefinition};

/// A view, expected or existing.
#[derive(Debug, Default)]
pub(crate) struct ViewShape {
    /// The names of the columns, and their types as far as the engine knows them.
    pub(crate) columns: Vec<(String, Option<String>)>,
    /// The query in its normal form; `None` if the catalog does not show it.
    pub(crate) query: Option<String>,
}

/// A view in a database.
#[derive(Debug, Default)]
pub(crate) struct StoredView {
    pub(crate) shape: ViewShape,
    /// The statements that create the triggers, which the engine drops with the view.
    pub(crate) triggers: Vec<String>,
    /// Why the view cannot be replaced without a loss; `None` if it can.
    pub(crate) obstacle: Option<String>,
}

/// Returns the name and the shape of a defined view.
fn expected(
    rules: &dyn DefinitionRules,
    definition: &TableDefinition,
    view: &ViewDefinition,
) -> (TableName, ViewShape) {
    let (name, _, query) = create_view(rules, view.create());
    let columns = definition.columns.iter().map(|column| (column.name.clone(), Some(column.ty.clone())));
    (name, ViewShape { columns: columns.collect(), query: Some(query) })
}

/// Compares a view with its definition.
pub(super) async fn view_drift(
    engine: &dyn Repair,
    reader: &mut dyn CatalogReader,
    definition: &TableDefinition,
    view: &ViewDefinition,
) -> Result<Vec<Drift>, Error> {
    let (name, expected) = expected(engine, definition, view);
    let found = engine.read_view(reader, &name).await?;
    Ok(compare(engine, &expected, found.as_ref().map(|found| &found.shape)))
}

/// Plans the repair of a view: a view that differs is replaced, which loses no rows.
pub(super) async fn plan_view(
    engine: &dyn Repair,
    reader: &mut dyn CatalogReader,
    definition: &TableDefinition,
    view: &ViewDefinition,
) -> Result<RepairPlan, Error> {
    let (name, expected) = expected(engine, definition, view);
    let manual = |step: String| RepairPlan { statements: Vec::new(), manual_steps: vec![step] };
    let Some(found) = engine.read_view(reader, &name).await? else {
        return Ok(match engine.read_object(reader, &name).await? {
            Some(object) => manual(object.conflict("view")),
            None => RepairPlan { statements: definition.statements().collect(), manual_steps: Vec::new() },
        });
    };
    let drift = compare(engine, &expected, Some(&found.shape));
    if drift.iter().all(|drift| !drift.breaks()) {
        return Ok(RepairPlan::default());
    }
    Ok(match found.obstacle {
        Some(obstacle) => manual(obstacle),
        None => RepairPlan {
            statements: view.replace.iter().cloned().chain(found.triggers).collect(),
            manual_steps: drift.iter().filter_map(other_type).collect(),
        },
    })
}

/// Returns the manual step for a column of another type, which the query determines, not the repair.
fn other_type(drift: &Drift) -> Option<String> {
    let Drift { part, expected, found } = drift;
    let (Some(expected), Some(found), PartKind::Column) = (expected, found, part.kind) else { return None };
    // A collation follows the conversion.
    let (ty, collation) = expected
        .split_once(" COLLATE ")
        .map_or((expected.as_str(), String::new()), |(ty, name)| (ty, format!(" COLLATE {name}")));
    Some(format!(
        "column {} of the view is {found}: if it is still {found} after the statements, declare a field of that type, or write \
         `CAST(… AS {ty}){collation}` in the query",
        part.name
    ))
}

fn compare(rules: &dyn DefinitionRules, expected: &ViewShape, found: Option<&ViewShape>) -> Vec<Drift> {
    let whole = || TablePart { kind: PartKind::View, name: String::new() };
    let Some(found) = found else {
        return vec![Drift { part: whole(), expected: Some("a view".to_owned()), found: None }];
    };
    let mut drift = Vec::new();
    let type_of = |shape: &ViewShape, name: &str| {
        shape.columns.iter().find(|(column, _)| column == name).map(|(_, ty)| ty.clone())
    };
    let part = |name: &str| TablePart { kind: PartKind::Column, name: name.to_owned() };
    for (name, ty) in &expected.columns {
        let found = type_of(found, name);
        let is_same = match (ty, &found) {
            (Some(expected), Some(Some(found))) => rules.is_same(expected, found),
            (_, found) => found.is_some(),
        };
        if !is_same {
            drift.push(Drift { part: part(name), expected: ty.clone(), found: found.flatten() });
        }
    }
    for (name, ty) in found.columns.iter().filter(|(name, _)| type_of(expected, name).is_none()) {
        let ty = ty.clone().unwrap_or_else(|| "a column".to_owned());
        drift.push(Drift { part: part(name), expected: None, found: Some(ty) });
    }
    if let (Some(wanted), Some(existing)) = (&expected.query, &found.query)
        && wanted != existing
    {
        drift.push(Drift { part: whole(), expected: Some(wanted.clone()), found: Some(existing.clone()) });
    }
    drift
}

#[cfg(test)]
mod tests {
    use std::future::{Future, ready};
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::diff::CatalogFuture;
    use crate::engine::MSSQL;
    use crate::schema::{Columns, SqlPart, TableModel, ViewQuery};
    use crate::text::PackedStrings;
    use crate::types::SqlType;

    fn shape(columns: &[(&str, &str)], query: Option<&str>) -> ViewShape {
        let columns = columns.iter().map(|(name, ty)| ((*name).to_owned(), Some((*ty).to_owned())));
        ViewShape { columns: columns.collect(), query: query.map(str::to_owned) }
    }

    #[test]
    fn columns_and_the_query_are_compared() {
        let expected = shape(&[("a", "BIGINT"), ("b", "NVARCHAR(20) COLLATE C")], Some("select 1"));
        let drift = |found: &ViewShape| -> Vec<String> {
            compare(MSSQL, &expected, Some(found)).iter().map(Drift::to_string).collect()
        };
        assert_eq!(drift(&expected), <[String; 0]>::default());
        assert_eq!(
            drift(&shape(&[("a", "INT"), ("c", "BIT")], Some("select 2"))),
            [
                "column a is INT, expected BIGINT",
                "column b is missing: NVARCHAR(20) COLLATE C",
                "column c is not declared by the struct: BIT",
                "the view is select 2, expected select 1",
            ]
        );
        // Without a permission, the catalog does not show the query.
        assert_eq!(
            drift(&shape(&[("a", "BIGINT"), ("b", "NVARCHAR(20) COLLATE C")], None)),
            <[String; 0]>::default()
        );
        assert_eq!(compare(MSSQL, &expected, None)[0].to_string(), "the view is missing");
    }

    type Rows = Vec<Vec<Option<&'static str>>>;

    /// A catalog that returns these rows, one list per query.
    struct Preset(Vec<Rows>);

    impl CatalogReader for Preset {
        fn rows<'a>(
            &'a mut self,
            _sql: &'static str,
            _width: usize,
            _params: &'a [&'a str],
        ) -> CatalogFuture<'a, Vec<Vec<Option<String>>>> {
            let rows = self.0.remove(0).into_iter();
            let owned = rows.map(|row| row.into_iter().map(|value| value.map(str::to_owned)).collect());
            Box::pin(ready(Ok(owned.collect())))
        }
    }

    /// Returns the repair of a view with one column on SQL Server, given the rows of the catalog, one list per query.
    fn plan(catalog: Vec<Rows>) -> RepairPlan {
        let columns = Columns {
            names: PackedStrings::Each(&["a"]),
            types: &[SqlType::I64],
            nullable: &[false],
            ..Columns::NONE
        };
        let view = ViewQuery { select: [&[SqlPart::Text("SELECT 1")]; 2] };
        let model =
            TableModel { schema: Some("s"), name: "v", columns, view: Some(view), ..TableModel::NONE };
        let definitions = TableDefinition::of(MSSQL, &model);
        let mut catalog = Preset(catalog);
        let view = definitions.view.as_ref().unwrap();
        let plan = pin!(plan_view(MSSQL, &mut catalog, &definitions, view));
        match plan.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(plan) => plan.unwrap(),
            Poll::Pending => panic!("the catalog is ready"),
        }
    }

    /// Returns the only manual step.
    fn conflict(catalog: Vec<Rows>) -> String {
        let RepairPlan { statements, mut manual_steps } = plan(catalog);
        assert_eq!((statements, manual_steps.len()), (Vec::new(), 1));
        manual_steps.remove(0)
    }

    /// Returns the repair of an existing view.
    fn repair(definition: &'static str, index: Option<&'static str>, ty: &'static str) -> RepairPlan {
        let mut column = vec![None; 16];
        (column[0], column[1]) = (Some("a"), Some(ty));
        plan(vec![vec![vec![Some(definition), index]], vec![column]])
    }

    #[test]
    fn an_object_of_another_kind_is_left_to_the_user() {
        let of_kind = |kind| conflict(vec![Vec::new(), vec![vec![Some(kind)]]]);
        assert_eq!(
            of_kind("table"),
            "a table has the name of the view: drop it (DROP TABLE [s].[v]) or create it with another name, then check again"
        );
        assert_eq!(of_kind("view"), "the view was created by another program meanwhile: check again");
        assert_eq!(
            of_kind("object"),
            "an object has the name of the view: drop it or create it with another name, then check again"
        );
    }

    #[test]
    fn a_view_is_replaced_unless_it_has_an_index() {
        let same = "CREATE   VIEW s.v(a) WITH SCHEMABINDING\nAS -- one\nselect 1;";
        assert_eq!(repair(same, Some("ix"), "bigint"), RepairPlan::default());
        let replace = "CREATE OR ALTER VIEW [s].[v] (\n    [a]\n) AS\nSELECT 1;";
        let other = "CREATE VIEW s.v AS SELECT 2 AS a";
        let plan = repair(other, None, "bigint");
        assert_eq!((plan.statements, plan.manual_steps), (vec![replace.to_owned()], Vec::new()));
        let plan = repair(same, None, "int");
        let step = "column a of the view is INT: if it is still INT after the statements, declare a field of that type, or write \
                    `CAST(… AS BIGINT)` in the query";
        assert_eq!((plan.statements, plan.manual_steps), (vec![replace.to_owned()], vec![step.to_owned()]));
        let text = Drift {
            part: TablePart { kind: PartKind::Column, name: "a".to_owned() },
            expected: Some("NVARCHAR(40) COLLATE C".to_owned()),
            found: Some("NVARCHAR(50) COLLATE C".to_owned()),
        };
        assert!(other_type(&text).unwrap().ends_with("`CAST(… AS NVARCHAR(40)) COLLATE C` in the query"));
        let indexed = repair(other, Some("ix"), "bigint");
        assert_eq!(indexed.statements, <[String; 0]>::default());
        assert!(indexed.manual_steps[0].contains("would drop its index ix"), "{indexed:?}");
    }
}
