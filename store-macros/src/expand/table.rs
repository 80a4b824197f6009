//! The implementation of `Table`.

use bumpalo::Bump;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::{fallback, relation, rows, sql};
use crate::ctxt::Ctxt;
use crate::lower;

/// Returns the implementation of `Table`, or all errors.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let bump = Bump::new();
    let lowered = match lower::table(&ctxt, &bump, input) {
        Some(lowered) if !ctxt.failed() => lowered,
        lowered => return relation::with_errors(ctxt, lowered.as_ref(), input, fallback::table),
    };
    let keys = sql::key_constants(&lowered, input);
    let rows = rows::tokens(&lowered, input, &sql::tokens(&lowered, input));
    relation::tokens(&lowered, input, &quote!(#keys #rows))
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::parse2;

    use super::table;

    /// Returns the implementation for a table with these attributes.
    fn expanded(attributes: proc_macro2::TokenStream) -> String {
        let item = quote! {
            #attributes
            struct Job {
                #[column(primary_key)]
                id: i64,
                #[column(len = 20)]
                status: String,
                token: i64,
                attempts: i32,
                #[column(len = 50)]
                owner: Option<String>,
                until: Option<DateTime<Utc>>,
            }
        };
        table(&parse2(item).unwrap()).to_string()
    }

    #[test]
    fn a_query_with_fragments_is_the_query_written_out() {
        let written_out = expanded(quote! {
            #[table(index(columns(until), filter(status = "held", owner is not null)))]
            #[query(update renew(id, status = "held", token) set(until = now() + seconds(:lease), attempts += 1))]
            #[query(update give_up(attempts > :most, id, status = "held", token)
                set(status = "open", owner = null, until = null, token += :step, attempts = 0))]
            #[query(claim next(status = "open", owner?, any(until is null, until < now()))
                order_by(id) set(status = "held", until = now() + seconds(:lease), attempts += 1))]
        });
        let with_fragments = expanded(quote! {
            #[table(filter(held(id, status = "held", token), open(status = "open", owner?)))]
            #[table(filter(owned(status = "held", owner is not null)))]
            #[table(set(extended(until = now() + seconds(:lease), attempts += 1)))]
            #[table(set(ended(owner = null, until = null, token += :step)))]
            #[table(index(columns(until), filter(owned())))]
            #[query(update renew(held()) set(extended()))]
            #[query(update give_up(attempts > :most, held()) set(status = "open", ended(), attempts = 0))]
            #[query(claim next(open(), any(until is null, until < now()))
                order_by(id) set(status = "held", extended()))]
        });
        assert!(!written_out.contains("compile_error"), "{written_out}");
        assert_eq!(with_fragments, written_out);
    }
}
