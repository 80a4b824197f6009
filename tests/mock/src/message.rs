//! Messages of the server: errors and information.

use bytes::{BufMut, BytesMut};

use crate::text;

/// An error or an informational message.
///
/// A message that is created from a number alone has SQL Server's class for that number and a default text:
/// `Response::new().error(1205)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The number, as in `sys.messages`.
    pub number: u32,
    /// The state, which distinguishes the places that raise the same number.
    pub state: u8,
    /// The severity: up to 10 for information, from 11 for errors, from 20 for errors that end the connection.
    pub class: u8,
    /// The text.
    pub text: String,
    /// The procedure that raised the message, or an empty string.
    pub procedure: String,
    /// The line in the batch or procedure.
    pub line: u32,
}

impl Message {
    /// Creates a message with number and text, and with the class and state of SQL Server for the number.
    pub fn new(number: u32, text: impl Into<String>) -> Self {
        let (class, state) = severity(number);
        Self { number, state, class, text: text.into(), procedure: String::new(), line: 1 }
    }

    /// Sets the state.
    #[must_use]
    pub fn state(mut self, state: u8) -> Self {
        self.state = state;
        self
    }

    /// Sets the class.
    #[must_use]
    pub fn class(mut self, class: u8) -> Self {
        self.class = class;
        self
    }

    /// Sets the line.
    #[must_use]
    pub fn line(mut self, line: u32) -> Self {
        self.line = line;
        self
    }

    /// Sets the procedure that raised the message.
    #[must_use]
    pub fn procedure(mut self, procedure: impl Into<String>) -> Self {
        self.procedure = procedure.into();
        self
    }
}

impl From<u32> for Message {
    fn from(number: u32) -> Self {
        Self::new(number, default_text(number))
    }
}

/// Returns class and state of SQL Server, for the errors that clients distinguish.
fn severity(number: u32) -> (u8, u8) {
    match number {
        3621 | 5701 | 5703 => (0, 1),
        1205 => (13, 51),
        1222 => (16, 51),
        2601 | 2627 => (14, 1),
        4060 => (11, 1),
        18452 | 18456 => (14, 1),
        10928 | 10929 | 40501 => (20, 1),
        40197 | 40613 => (17, 1),
        _ => (16, 1),
    }
}

fn default_text(number: u32) -> String {
    match number {
        1205 => {
            "Transaction was deadlocked on lock resources with another process and has been chosen as the \
                 deadlock victim. Rerun the transaction."
                .into()
        }
        2627 => "Violation of PRIMARY KEY constraint. Cannot insert duplicate key.".into(),
        3621 => "The statement has been terminated.".into(),
        3902 => "The COMMIT TRANSACTION request has no corresponding BEGIN TRANSACTION.".into(),
        3903 => "The ROLLBACK TRANSACTION request has no corresponding BEGIN TRANSACTION.".into(),
        3989 => {
            "New request is not allowed to start because it should come with valid transaction descriptor."
                .into()
        }
        4060 => "Cannot open the database requested by the login. The login failed.".into(),
        18456 => "Login failed.".into(),
        40613 => "The database is not currently available. Please retry the connection later.".into(),
        628 => "Cannot issue SAVE TRANSACTION when there is no active transaction.".into(),
        _ => format!("message {number} of the mock server"),
    }
}

/// The token of an error (MS-TDS 2.2.7.10).
pub(crate) const ERROR: u8 = 0xAA;
/// The token of an informational message (MS-TDS 2.2.7.13).
pub(crate) const INFO: u8 = 0xAB;

/// Writes an ERROR or INFO token, which have the same form.
pub(crate) fn put_message(to: &mut BytesMut, token: u8, message: &Message) {
    let mut body = BytesMut::new();
    body.put_u32_le(message.number);
    body.put_u8(message.state);
    body.put_u8(message.class);
    text::put_long(&mut body, &message.text);
    text::put_short(&mut body, "mock");
    text::put_short(&mut body, &message.procedure);
    body.put_u32_le(message.line);
    put_body(to, token, &body);
}

/// Writes a token with a two-byte length.
pub(crate) fn put_body(to: &mut BytesMut, token: u8, body: &[u8]) {
    to.put_u8(token);
    to.put_u16_le(u16::try_from(body.len()).expect("a token has at most 65535 bytes"));
    to.put_slice(body);
}
