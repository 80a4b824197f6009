//! Collects errors, so that all of a struct are reported at once.

use std::cell::{Cell, RefCell};
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Ctxt {
    errors: RefCell<Vec<syn::Error>>,
    unread: Cell<bool>,
}

impl Ctxt {
    /// Notes an error on the tokens of `on`.
    pub(crate) fn error(&self, on: impl ToTokens, message: impl Display) {
        self.errors.borrow_mut().push(syn::Error::new_spanned(on, message));
    }

    /// Notes an error at a place.
    pub(crate) fn error_at(&self, span: Span, message: impl Display) {
        self.errors.borrow_mut().push(syn::Error::new(span, message));
    }

    /// What was read, or none and its error noted.
    pub(crate) fn read<T>(&self, result: syn::Result<T>) -> Option<T> {
        result
            .map_err(|error| {
                self.unread.set(true);
                self.errors.borrow_mut().push(error);
            })
            .ok()
    }

    /// Whether an attribute could not be read, so that what is missing may stand in it.
    pub(crate) fn unread(&self) -> bool {
        self.unread.get()
    }

    /// Whether an error was noted.
    pub(crate) fn failed(&self) -> bool {
        self.len() > 0
    }

    /// How many errors were noted.
    pub(crate) fn len(&self) -> usize {
        self.errors.borrow().len()
    }

    /// All errors as compile errors.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.errors.into_inner().iter().map(syn::Error::to_compile_error).collect()
    }
}
