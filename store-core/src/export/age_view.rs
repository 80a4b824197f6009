//! Views of the age of rows.

use crate::render::{ClockOffset, Grammar, Renderer, Sql};
use crate::schema::{Clause, Compare, Expr, Operator, Shift, TableModel, Term, Test, Unit};
use crate::types::Literal;

/// The buckets: the age in seconds, and the name of the column.
const BUCKETS: [(usize, &str); 3] =
    [(300, "under_5_minutes"), (3_600, "under_1_hour"), (86_400, "under_1_day")];

/// The column for older rows.
const OLDER: &str = "over_1_day";

/// A view that counts the rows of a table by age: under five minutes, an hour, a day, and more.
///
/// The view has the grouping columns, `items`, `oldest`, `under_5_minutes`, `under_1_hour`, `under_1_day` and `over_1_day`. The
/// age is measured with the database's clock in UTC.
///
/// ```
/// # use store_core as store;
/// use store::export::AgeBucketsView;
///
/// fn waiting(letters: &'static store::schema::TableModel<'static>) -> AgeBucketsView {
///     AgeBucketsView::new("letters_waiting", "Waiting letters by box.", letters, "posted_at").group_by(&["letter_box"]).where_in("state", &["posted"])
/// }
/// ```
#[derive(Clone, Debug)]
pub struct AgeBucketsView {
    pub(crate) name: &'static str,
    pub(crate) doc: &'static str,
    pub(crate) model: &'static TableModel<'static>,
    time: usize,
    groups: Vec<usize>,
    filters: Vec<Filter>,
}

#[derive(Clone, Debug)]
enum Filter {
    Only(usize, Vec<Literal<'static>>),
    Past(usize),
}

impl AgeBucketsView {
    /// Creates a view on a table, by the time in a column.
    ///
    /// # Panics
    ///
    /// When the table has no column with this name; the other methods panic too. A test that creates the view finds the mistake.
    pub fn new(
        name: &'static str,
        doc: &'static str,
        model: &'static TableModel<'static>,
        time: &str,
    ) -> Self {
        Self { name, doc, model, time: position(model, time), groups: Vec::new(), filters: Vec::new() }
    }

    /// Groups the counts by these columns.
    #[must_use]
    pub fn group_by(mut self, columns: &[&str]) -> Self {
        self.groups = columns.iter().map(|column| position(self.model, column)).collect();
        self
    }

    /// Restricts the view to rows with one of these strings in a column.
    #[must_use]
    pub fn where_in(mut self, column: &str, values: &[&'static str]) -> Self {
        let values = values.iter().map(|text| Literal::Text(text)).collect();
        self.filters.push(Filter::Only(position(self.model, column), values));
        self
    }

    /// Restricts the view to rows with a past time in a column.
    #[must_use]
    pub fn where_past(mut self, column: &str) -> Self {
        self.filters.push(Filter::Past(position(self.model, column)));
        self
    }

    /// Returns the query of the view, with the table in this schema.
    pub(crate) fn select(&self, grammar: &'static dyn Grammar, schema: Option<&str>) -> String {
        let model = TableModel { schema, ..*self.model };
        let renderer = Renderer::with_grammar(grammar, &model);
        let tests: Vec<[Test<'_>; 1]> = self.filters.iter().map(|filter| [filter.test()]).collect();
        let clauses: Vec<Clause<'_>> = tests.iter().map(|test| &test[..]).collect();
        let mut out = Sql::default();
        out.push("SELECT ");
        renderer.names(&mut out, &self.groups);
        out.push(if self.groups.is_empty() { "" } else { ", " });
        out.push(renderer.grammar.count());
        out.push("(*)");
        out.push(" AS ");
        renderer.grammar.name(&mut out, "items");
        out.push(", MIN(");
        renderer.column(&mut out, self.time);
        out.push(") AS ");
        renderer.grammar.name(&mut out, "oldest");
        for (at, (seconds, name)) in BUCKETS.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| BUCKETS[before].0);
            self.bucket(&renderer, &mut out, name, before, Some(*seconds));
        }
        self.bucket(&renderer, &mut out, OLDER, BUCKETS.last().map(|bucket| bucket.0), None);
        out.push("\nFROM ");
        renderer.grammar.table(&mut out, &model);
        renderer.filters(&mut out, "\nWHERE ", &clauses, "");
        if !self.groups.is_empty() {
            out.push("\nGROUP BY ");
            renderer.names(&mut out, &self.groups);
        }
        out.into_text()
    }

    /// Writes the count of rows that are older than `over` seconds and at most `upto` seconds old.
    fn bucket(
        &self,
        renderer: &Renderer<'_>,
        out: &mut Sql,
        name: &str,
        over: Option<usize>,
        upto: Option<usize>,
    ) {
        out.push(",\n    SUM(CASE WHEN ");
        if let Some(seconds) = over {
            self.compare(renderer, out, " <= ", seconds);
        }
        out.push(if over.is_some() && upto.is_some() { " AND " } else { "" });
        if let Some(seconds) = upto {
            self.compare(renderer, out, " > ", seconds);
        }
        out.push(" THEN 1 ELSE 0 END) AS ");
        renderer.grammar.name(out, name);
    }

    fn compare(&self, renderer: &Renderer<'_>, out: &mut Sql, operator: &str, seconds: usize) {
        renderer.column(out, self.time);
        out.push(operator);
        let amount = Term::Literal(Literal::Null);
        let shift = Shift { backwards: true, amount, unit: Unit::Seconds };
        renderer.grammar.now(out, Some(ClockOffset { shift, amount: &|out| out.push_int(seconds) }));
    }
}

impl Filter {
    fn test(&self) -> Test<'_> {
        match self {
            // SQLite uses an index with the same filter for `=`, but not for `IN`.
            Self::Only(column, values) if values.len() == 1 => Test::Compare(Compare {
                column: *column,
                operator: Operator::Equal,
                with: Expr::Term(Term::Literal(values[0])),
            }),
            Self::Only(column, values) => Test::InList { column: *column, values, negated: false },
            Self::Past(column) => {
                Test::Compare(Compare { column: *column, operator: Operator::Less, with: Expr::Now(None) })
            }
        }
    }
}

#[expect(clippy::panic, reason = "documented under Panics")]
fn position(model: &TableModel<'_>, column: &str) -> usize {
    let found = model.columns.names.iter().position(|name| name == column);
    found.unwrap_or_else(|| panic!("{} has no column {column}", model.name))
}
