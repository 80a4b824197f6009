//! Views of how old rows are.

use crate::dialect::{Dialect, Moved};
use crate::literal::Literal;
use crate::model::{Clause, Compare, Expr, Operator, Shift, TableModel, Term, Test, Unit};
use crate::render::{Renderer, Sql};

/// The ages that rows are counted by: up to how many seconds, and the name of the column.
const BUCKETS: [(usize, &str); 3] =
    [(300, "under_5_minutes"), (3_600, "under_1_hour"), (86_400, "under_1_day")];

/// Of those that are older.
const OLDER: &str = "over_1_day";

/// A view that counts rows of a table by how long ago a time of theirs was: under five minutes, an hour, a day, and more.
///
/// It has the columns that rows are grouped by, `items`, `oldest`, `under_5_minutes`, `under_1_hour`, `under_1_day` and
/// `over_1_day`, by the database's clock in UTC.
///
/// ```
/// # use store_core as store;
/// use store::ddl::AgeBucketsView;
///
/// fn waiting(letters: &'static store::model::TableModel<'static>) -> AgeBucketsView {
///     AgeBucketsView::new("letters_waiting", "Letters that wait, by box.", letters, "posted_at").by(&["letter_box"]).only("state", &["posted"])
/// }
/// ```
#[derive(Clone, Debug)]
pub struct AgeBucketsView {
    pub(super) name: &'static str,
    pub(super) doc: &'static str,
    pub(super) model: &'static TableModel<'static>,
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
    /// A view of this name on a table, by the time in a column.
    ///
    /// # Panics
    ///
    /// When the table has no such column, as with the other methods: a fault of the program, which its test finds.
    pub fn new(
        name: &'static str,
        doc: &'static str,
        model: &'static TableModel<'static>,
        time: &str,
    ) -> Self {
        Self { name, doc, model, time: position(model, time), groups: Vec::new(), filters: Vec::new() }
    }

    /// Grouped by these columns.
    #[must_use]
    pub fn by(mut self, columns: &[&str]) -> Self {
        self.groups = columns.iter().map(|column| position(self.model, column)).collect();
        self
    }

    /// Only rows with one of these texts in a column.
    #[must_use]
    pub fn only(mut self, column: &str, texts: &[&'static str]) -> Self {
        let texts = texts.iter().map(|text| Literal::Text(text)).collect();
        self.filters.push(Filter::Only(position(self.model, column), texts));
        self
    }

    /// Only rows with a time of the past in a column.
    #[must_use]
    pub fn past(mut self, column: &str) -> Self {
        self.filters.push(Filter::Past(position(self.model, column)));
        self
    }

    /// The select of the view, on its table in this schema.
    pub(super) fn select(&self, dialect: Dialect, schema: Option<&str>) -> String {
        let model = TableModel { schema, ..*self.model };
        let renderer = Renderer::new(dialect, &model);
        let tests: Vec<[Test<'_>; 1]> = self.filters.iter().map(|filter| [filter.test()]).collect();
        let clauses: Vec<Clause<'_>> = tests.iter().map(|test| &test[..]).collect();
        let mut out = Sql::default();
        out.push("SELECT ");
        renderer.names(&mut out, &self.groups);
        out.push(if self.groups.is_empty() { "" } else { ", " });
        out.push(renderer.grammar.count());
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

    /// Counts rows that are older than the first number of seconds, and no older than the second.
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
        renderer.grammar.now(out, Some(Moved { shift, amount: &|out| out.push_int(seconds) }));
    }
}

impl Filter {
    fn test(&self) -> Test<'_> {
        match self {
            // Which indexes with a filter of this value serve on SQLite, and `IN` does not.
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

#[expect(clippy::panic, reason = "a fault of the program, which its test finds")]
fn position(model: &TableModel<'_>, column: &str) -> usize {
    let found = model.columns.names.iter().position(|name| name == column);
    found.unwrap_or_else(|| panic!("{} has no column {column}", model.name))
}
