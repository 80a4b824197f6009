//! Collects errors, so that all of a struct are reported at once.

use std::cell::RefCell;
use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// The errors found so far.
#[derive(Default)]
pub(crate) struct Ctxt(RefCell<Vec<syn::Error>>);

impl Ctxt {
    /// Notes an error on the tokens of `on`.
    pub(crate) fn error(&self, on: impl ToTokens, message: impl Display) {
        self.0.borrow_mut().push(syn::Error::new_spanned(on, message));
    }

    /// Notes an error at a place.
    pub(crate) fn error_at(&self, span: Span, message: impl Display) {
        self.0.borrow_mut().push(syn::Error::new(span, message));
    }

    /// The value, or none and its error noted.
    pub(crate) fn ok<T>(&self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.0.borrow_mut().push(error)).ok()
    }

    /// Whether an error was noted.
    pub(crate) fn failed(&self) -> bool {
        !self.0.borrow().is_empty()
    }

    /// All errors as compile errors.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0.into_inner().iter().map(syn::Error::to_compile_error).collect()
    }
}
