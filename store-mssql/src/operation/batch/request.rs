//! Requests that run several statements.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use store_core::{Error, Value};

use super::plan::Exec;
use super::response::Response;
use crate::babelfish::Product;
use crate::batch_sql::{BatchText, MAX_PARAMS};
use crate::session::{Driver, Session};
use crate::value::Param;

/// The size of text and bytes, in UTF-8, at which a request accepts no more statements; a single statement may be larger. The
/// driver keeps a request in memory, in UTF-16, and a message of the protocol has at most 65,536 packets.
const MAX_BYTES: usize = 16 << 20;

/// A request that runs several statements.
pub(super) struct Request<'p> {
    text: BatchText,
    params: Vec<Param<'p>>,
    /// The numbers of the parameters that are statements and declarations, each of which is sent once.
    sql_params: HashMap<Cow<'p, str>, usize>,
    /// The number of `EXEC`s.
    execs: usize,
    /// The size of the text and the bytes of all parameters.
    bytes: usize,
}

impl<'p> Request<'p> {
    /// Builds the request for the first `EXEC`s, as many as the limits allow; returns the others too.
    ///
    /// `sum` is the sum of the row counts of the first statement in earlier requests.
    pub(super) fn build<'e>(
        execs: &'e [Exec<'p>],
        mut sum: i64,
        product: Product,
    ) -> Result<(Self, &'e [Exec<'p>]), Error>
    where
        'e: 'p,
    {
        let mut request = Self {
            text: BatchText::new(),
            params: Vec::new(),
            sql_params: HashMap::new(),
            execs: 0,
            bytes: 0,
        };
        let mut begins = true;
        for (at, exec) in execs.iter().enumerate() {
            if !request.fits(exec) {
                return Ok((request, &execs[at..]));
            }
            if begins && exec.guard.is_some() {
                request.text.begin_sum();
            }
            request.add(exec, product)?;
            if let Some(guard) = exec.guard {
                request.text.add_to_sum();
                if exec.is_last {
                    request.params.push(Param::integer(guard.expected_sum().saturating_sub(sum)));
                    request.text.expect_sum(request.params.len());
                }
            }
            begins = exec.is_last;
            if exec.is_last {
                sum = 0;
            }
        }
        Ok((request, &[]))
    }

    /// Returns whether the request has room for the parameters of a statement, itself, its declaration and a guard.
    fn fits(&self, exec: &Exec<'_>) -> bool {
        let has_room = || self.params.len() + exec.params.iter().count() + 3 <= MAX_PARAMS;
        self.params.is_empty() || (has_room() && self.bytes + size(exec) <= MAX_BYTES)
    }

    fn add(&mut self, exec: &Exec<'p>, product: Product) -> Result<(), Error> {
        let mut declaration = String::new();
        let mut values = Vec::new();
        for (value, number) in exec.params.iter().zip(1..) {
            let encoded = product.encode_with_type(value);
            let (param, ty) = encoded.map_err(|error| Error::invalid_parameter(&error, value, exec.table))?;
            let separator = if number == 1 { "" } else { "," };
            // Writing to a string cannot fail.
            let _ = write!(declaration, "{separator}@P{number} {ty}");
            values.push(param);
        }
        let statement = self.sql_param(product.statement(exec.sql, exec.params));
        let declaration = if values.is_empty() { statement } else { self.sql_param(Cow::Owned(declaration)) };
        let first = self.params.len() + 1;
        self.params.append(&mut values);
        self.text.execute(statement, declaration, first..self.params.len() + 1);
        self.execs += 1;
        self.bytes += size(exec);
        Ok(())
    }

    /// Returns the number of the parameter with this statement or declaration.
    fn sql_param(&mut self, text: Cow<'p, str>) -> usize {
        if let Some(number) = self.sql_params.get(&text) {
            return *number;
        }
        self.params.push(Param::text(text.clone()));
        self.sql_params.insert(text, self.params.len());
        self.params.len()
    }

    /// Sends the request and reads its response.
    pub(super) async fn send<D: Driver>(
        self,
        session: &mut Session<D>,
        response: &mut Response<'_>,
    ) -> Result<(), Error> {
        let completed = response.completed() + self.execs;
        let sent = session.query_sets(self.text.finish(), self.params, response).await;
        sent.map_err(|error| response.explain(error))?;
        response.check(completed)
    }
}

/// Returns the size of the text and the bytes of the parameters.
fn size(exec: &Exec<'_>) -> usize {
    let size = |value: &Value<'_>| match value {
        Value::Text(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        _ => 0,
    };
    exec.params.iter().map(size).sum()
}
