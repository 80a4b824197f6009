//! Decodes procedure calls (MS-TDS 2.2.6.6).

use bytes::Buf;

use crate::text;
use crate::types::Type;
use crate::value::Value;

/// A procedure call.
#[derive(Clone, Debug, PartialEq)]
pub struct Rpc {
    /// The name of the procedure, also if the client called it by number.
    pub procedure: String,
    /// The statement of `sp_executesql`.
    pub statement: String,
    /// The parameter declaration of `sp_executesql`, such as `@P1 int,@P2 nvarchar(4000)`.
    pub declaration: String,
    /// The parameters, without the statement and the declaration of `sp_executesql`.
    pub params: Vec<Param>,
}

/// A parameter of a procedure call.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// The name with its `@`, or an empty string.
    pub name: String,
    /// The type on the wire.
    pub ty: Type,
    /// The value.
    pub value: Value,
    /// Whether this is an output parameter.
    pub output: bool,
}

const EXECUTE_SQL: &str = "sp_executesql";

impl Rpc {
    pub(crate) fn read(from: &mut &[u8]) -> Self {
        const BY_NUMBER: u16 = 0xFFFF;
        let procedure = match from.get_u16_le() {
            BY_NUMBER => well_known(from.get_u16_le()).to_owned(),
            units => text::read(from, units.into()),
        };
        let _options = from.get_u16_le();
        let mut params = Vec::new();
        while from.has_remaining() {
            params.push(Param::read(from));
        }
        let mut call = Self { procedure, statement: String::new(), declaration: String::new(), params };
        if call.procedure == EXECUTE_SQL {
            let mut params = call.params.into_iter();
            let mut text = || match params.next().map(|param| param.value) {
                Some(Value::Text(text)) => text,
                None | Some(Value::Null) => String::new(),
                Some(other) => panic!("the statement of sp_executesql must be text, not {other:?}"),
            };
            (call.statement, call.declaration) = (text(), text());
            call.params = params.collect();
        }
        call
    }
}

impl Param {
    fn read(from: &mut &[u8]) -> Self {
        const BY_REFERENCE: u8 = 1;
        let name = text::read_short(from);
        let flags = from.get_u8();
        let ty = Type::read(from);
        Self { name, ty, value: Value::read(from, ty), output: flags & BY_REFERENCE != 0 }
    }
}

/// Returns the name of a procedure that has a number.
fn well_known(number: u16) -> &'static str {
    match number {
        1 => "sp_cursor",
        2 => "sp_cursoropen",
        3 => "sp_cursorprepare",
        4 => "sp_cursorexecute",
        5 => "sp_cursorprepexec",
        6 => "sp_cursorunprepare",
        7 => "sp_cursorfetch",
        8 => "sp_cursoroption",
        9 => "sp_cursorclose",
        10 => EXECUTE_SQL,
        11 => "sp_prepare",
        12 => "sp_execute",
        13 => "sp_prepexec",
        14 => "sp_prepexecrpc",
        15 => "sp_unprepare",
        other => panic!("unknown procedure number {other}"),
    }
}
