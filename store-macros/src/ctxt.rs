//! The errors of a struct, collected so that all are reported at once.

use std::cell::{Cell, RefCell};
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The errors reported so far.
#[derive(Default)]
pub(crate) struct Ctxt {
    errors: RefCell<Vec<syn::Error>>,
    unparsed: Cell<bool>,
}

impl Ctxt {
    /// Reports an error at the tokens of `on`.
    pub(crate) fn error(&self, on: impl ToTokens, message: impl Display) {
        self.errors.borrow_mut().push(syn::Error::new_spanned(on, message));
    }

    /// Reports an error at a span.
    pub(crate) fn error_at(&self, span: Span, message: impl Display) {
        self.errors.borrow_mut().push(syn::Error::new(span, message));
    }

    /// Returns the parsed value, or reports the error.
    pub(crate) fn parsed<T>(&self, result: syn::Result<T>) -> Option<T> {
        result
            .map_err(|error| {
                self.unparsed.set(true);
                self.errors.borrow_mut().push(error);
            })
            .ok()
    }

    /// Returns whether an attribute could not be parsed; it may contain a declaration that seems to be missing.
    pub(crate) fn has_unparsed(&self) -> bool {
        self.unparsed.get()
    }

    /// Returns whether an error was reported.
    pub(crate) fn failed(&self) -> bool {
        self.len() > 0
    }

    /// Returns the number of errors.
    pub(crate) fn len(&self) -> usize {
        self.errors.borrow().len()
    }

    /// Returns all errors.
    pub(crate) fn into_errors(self) -> Vec<syn::Error> {
        self.errors.into_inner()
    }

    /// Returns all errors as compile errors.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.into_errors().iter().map(syn::Error::to_compile_error).collect()
    }
}
