//! The shape of the struct or enum.

use syn::{Data, DeriveInput, Fields, FieldsNamed, GenericParam, Generics};

use crate::ctxt::Ctxt;

/// Returns whether there are no generic parameters; reports an error otherwise.
pub(super) fn not_generic(ctxt: &Ctxt, generics: &Generics, what: &str) -> bool {
    let message = match generics.params.first() {
        None => return true,
        Some(GenericParam::Lifetime(_)) => format!(
            "{what} cannot have lifetime parameters, since it owns its values: use `String` for `&str`, `Vec<u8>` for `&[u8]`"
        ),
        Some(GenericParam::Type(_)) => {
            format!("{what} cannot have type parameters: declare one for each type")
        }
        Some(GenericParam::Const(_)) => {
            format!("{what} cannot have const parameters: declare one for each value")
        }
    };
    ctxt.error(generics, message);
    false
}

/// Returns the named fields of a struct, or reports that there are none.
pub(super) fn named_fields<'i>(ctxt: &Ctxt, input: &'i DeriveInput, derive: &str) -> Option<&'i FieldsNamed> {
    let message = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields),
            _ => format!("`{derive}` requires named fields: write `struct Name {{ field: Type }}`"),
        },
        _ if derive == "Table" => {
            format!("`{derive}` can only be derived for structs: derive `SqlEnum` for an enum")
        }
        _ => format!(
            "`{derive}` can only be derived for structs: declare a struct with a field for each column"
        ),
    };
    ctxt.error(&input.ident, message);
    None
}
