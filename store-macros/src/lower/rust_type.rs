//! The Rust types that the derive knows by name.

use store_core::SqlType;
use syn::{Expr, GenericArgument, Lit, PathArguments, Type};

/// A field's type as its tokens name it; generated code checks that the name refers to the known type.
pub(crate) struct Known {
    /// The type without `Option`.
    pub(crate) inner: Type,
    /// Whether the type is in an `Option`.
    pub(crate) nullable: bool,
    /// The column type, or `Deferred`.
    pub(crate) ty: SqlType,
}

/// How a function takes an argument.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Passing {
    /// As `&'a str`.
    Text,
    /// As `&'a [u8]`.
    Bytes,
    /// By value; the type is `Copy`.
    Value,
    /// As a reference.
    Reference,
}

impl Known {
    /// Reads the tokens of a type.
    pub(crate) fn of(ty: &Type) -> Self {
        // A type that a macro passes on is in an invisible group.
        let ty = match ty {
            Type::Group(group) => return Self::of(&group.elem),
            Type::Paren(paren) => return Self::of(&paren.elem),
            ty => ty,
        };
        match argument(ty, "Option") {
            Some(inner) => Self { inner: inner.clone(), nullable: true, ty: by_name(inner) },
            None => Self { inner: ty.clone(), nullable: false, ty: by_name(ty) },
        }
    }

    /// Returns whether the tokens are the bare name of a primitive type.
    pub(crate) fn is_primitive(&self) -> bool {
        let plain = matches!(&self.inner, Type::Path(path) if path.path.get_ident().is_some());
        plain
            && matches!(
                self.ty,
                SqlType::Bool
                    | SqlType::I8
                    | SqlType::I16
                    | SqlType::I32
                    | SqlType::I64
                    | SqlType::U8
                    | SqlType::U16
                    | SqlType::U32
                    | SqlType::F32
                    | SqlType::F64
            )
    }

    /// Returns how a function takes an argument of the type.
    pub(crate) fn passing(&self) -> Passing {
        match self.ty {
            SqlType::Text(_) => Passing::Text,
            SqlType::Bytes(_) => Passing::Bytes,
            SqlType::FixedBytes(_) | SqlType::Deferred | SqlType::Json => Passing::Reference,
            _ => Passing::Value,
        }
    }
}

fn by_name(ty: &Type) -> SqlType {
    if let Some(len) = byte_array(ty) {
        return SqlType::FixedBytes(len);
    }
    let Type::Path(path) = ty else { return SqlType::Deferred };
    let Some(last) = path.path.segments.last() else { return SqlType::Deferred };
    let plain = match last.ident.to_string().as_str() {
        "bool" => SqlType::Bool,
        "i8" => SqlType::I8,
        "i16" => SqlType::I16,
        "i32" => SqlType::I32,
        "i64" => SqlType::I64,
        "u8" => SqlType::U8,
        "u16" => SqlType::U16,
        "u32" => SqlType::U32,
        "u64" => SqlType::U64,
        "f32" => SqlType::F32,
        "f64" => SqlType::F64,
        "String" => SqlType::Text(None),
        "Uuid" => SqlType::Uuid,
        "NaiveDateTime" => SqlType::DateTime,
        "NaiveDate" => SqlType::Date,
        "NaiveTime" => SqlType::Time,
        "Decimal" => SqlType::Decimal { precision: 0, scale: 0 },
        "Vec" if argument(ty, "Vec").is_some_and(|inner| is(inner, "u8")) => return SqlType::Bytes(None),
        "DateTime" if argument(ty, "DateTime").is_some_and(|inner| is(inner, "Utc")) => {
            return SqlType::Timestamp;
        }
        "DateTime" if argument(ty, "DateTime").is_some_and(|inner| is(inner, "FixedOffset")) => {
            return SqlType::OffsetTimestamp;
        }
        // `Value` alone is ambiguous.
        "Value" if path.path.segments.iter().any(|segment| segment.ident == "serde_json") => SqlType::Json,
        _ => return SqlType::Deferred,
    };
    if last.arguments.is_none() { plain } else { SqlType::Deferred }
}

/// Returns the length of an array of bytes; `None` for other types.
pub(crate) fn byte_array(ty: &Type) -> Option<u32> {
    match ty {
        Type::Array(array) if is(&array.elem, "u8") => array_len(&array.len),
        _ => None,
    }
}

/// Returns the argument of `wrapper<…>`; `None` for other types.
fn argument<'t>(ty: &'t Type, wrapper: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first() {
        Some(GenericArgument::Type(inner)) if arguments.args.len() == 1 => Some(inner),
        _ => None,
    }
}

fn is(ty: &Type, name: &str) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
}

fn array_len(len: &Expr) -> Option<u32> {
    match len {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Int(int) => int.base10_parse().ok(),
            _ => None,
        },
        _ => None,
    }
}
