//! Collects errors, so that all errors of a struct are reported at once.

use std::cell::{Cell, RefCell};
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The errors reported so far.
#[derive(Default)]
pub(crate) struct Ctxt {
    errors: RefCell<Vec<syn::Error>>,
    unread: Cell<bool>,
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

    /// Returns the value that was parsed, or reports the error.
    pub(crate) fn read<T>(&self, result: syn::Result<T>) -> Option<T> {
        result
            .map_err(|error| {
                self.unread.set(true);
                self.errors.borrow_mut().push(error);
            })
            .ok()
    }

    /// Whether an attribute could not be parsed, so that something that seems to be missing may be written in it.
    pub(crate) fn unread(&self) -> bool {
        self.unread.get()
    }

    /// Whether an error was reported.
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
