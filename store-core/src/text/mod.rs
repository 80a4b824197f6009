//! Names, and strings that are built in a `const`.

mod const_text;
mod const_writer;
pub mod default_name;
mod name;
mod packed;

pub use const_text::ConstText;
pub use const_writer::{ConstWriter, collect};
pub use name::{IdentError, MAX_LEN, is_hidden};
pub(crate) use name::{check_form, check_quoted_form};
pub(crate) use packed::equal;
pub use packed::{PackedStrings, pack};
