//! The conformance suite: what every backend must do. Each case gets a connection to an empty database.
//!
//! [`for_each_case!`](crate::for_each_case) lists the cases; the test `conformance` runs each case on each backend.

pub mod batches;
pub mod bulk_inserts;
pub mod claims;
pub mod concurrency;
pub mod conditions;
pub mod drift;
pub mod errors;
pub mod existing;
pub mod floats;
pub mod generated;
pub mod keyed_updates;
pub mod keys;
pub mod meters;
pub mod more_types;
pub mod names;
pub mod nullable_keys;
pub mod queries;
pub mod quoted_names;
pub mod ranges;
pub mod raw;
pub mod references;
pub mod rows;
pub mod samples;
pub mod signals;
pub mod state;
pub mod statement_batches;
pub mod streams;
pub mod summaries;
pub mod transactions;
pub mod types;
pub mod versions;
pub mod views;

use store::{Dialect, SchemaOverride};

use crate::tables::{
    Account, Document, EveryType, HolderSale, Invitation, Job, Member, Meter, OldGuest, OldInvoice, OldLine,
    OldUser, Order, OrderDetail, Page, RegionSales, Sale, Shipment, Signal, Step, TenantNote, Ticket,
};

/// Moves all tables of the suite to another schema, so that cases can run on one server at the same time.
pub fn in_schema(dialect: Dialect, name: &str) -> SchemaOverride {
    let moved = names::in_a_schema::moved(store::state::in_schema(dialect, name).unwrap());
    signals::in_schema(raw::in_schema(moved))
        .table::<Meter>()
        .table::<EveryType>()
        .table::<Job>()
        .table::<Step>()
        .table::<Order>()
        .table::<Invitation>()
        .table::<Ticket>()
        .table::<TenantNote>()
        .table::<Account>()
        .table::<Sale>()
        .table::<Shipment>()
        .table::<Member>()
        .table::<OldGuest>()
        .table::<OldInvoice>()
        .table::<OldUser>()
        .table::<OrderDetail>()
        .table::<OldLine>()
        .table::<Signal>()
        .table::<Page>()
        .table::<Document>()
        .table::<bulk_inserts::parcels::Depot>()
        .table::<bulk_inserts::parcels::Parcel>()
        .table::<claims::lots::Lot>()
        .table::<claims::turns::Turn>()
        .table::<drift::grown::Meter>()
        .table::<drift::other::Job>()
        .table::<state::schema_versions::earlier::WorkItem>()
        .table::<drift::moved::After>()
        .table::<drift::moved::Before>()
        .table::<drift::renamed::After>()
        .table::<drift::renamed::Before>()
        .table::<errors::cascades::Order>()
        .table::<errors::cascades::Line>()
        .table::<errors::cascades::Part>()
        .table::<floats::readings::Reading>()
        .table::<ranges::clocks::Clock>()
        .table::<ranges::of_f32::Number>()
        .table::<ranges::of_f64::Number>()
        .table::<ranges::of_i16::Number>()
        .table::<ranges::of_i32::Number>()
        .table::<ranges::of_i64::Number>()
        .table::<ranges::of_u8::Number>()
        .table::<ranges::of_u16::Number>()
        .table::<ranges::of_u32::Number>()
        .table::<references::nodes::Node>()
        .table::<rows::chapters::Chapter>()
        .table::<rows::pairs::Pair>()
        .table::<types::decimals::Amount>()
        .table::<types::defaults::Full>()
        .table::<types::defaults::Narrow>()
        .table::<HolderSale>()
        .table::<RegionSales>()
        .table::<views::other::HolderSale>()
        .table::<views::taken::HolderSale>()
}

/// Calls a macro with the paths of the cases for every connection.
#[macro_export]
macro_rules! for_each_case {
    ($call:ident) => {
        $call! {
            batches::are_all_or_nothing,
            batches::of_every_size,
            batches::later_rows_see_earlier_rows,
            batches::with_duplicates,
            bulk_inserts::are_all_or_nothing,
            bulk_inserts::are_written_verbatim,
            bulk_inserts::have_row_versions,
            bulk_inserts::have_values_of_the_database,
            bulk_inserts::have_versions,
            bulk_inserts::keep_nulls,
            bulk_inserts::of_every_length,
            bulk_inserts::of_every_size,
            bulk_inserts::of_every_type,
            bulk_inserts::of_more_types,
            bulk_inserts::refer_to_later_rows,
            bulk_inserts::refer_to_missing_rows,
            bulk_inserts::take_rows_one_by_one,
            claims::by_composite_key,
            claims::are_in_order,
            claims::have_the_order_of_a_select,
            claims::return_changed_rows,
            claims::claim_each_row_once,
            meters::add_up,
            meters::keys_of_bytes,
            meters::bounded_deletes,
            meters::clock_in_milliseconds,
            meters::keep_stored_values,
            meters::not_in_lists,
            conditions::are_combined,
            conditions::on_json,
            conditions::on_text,
            conditions::on_the_end_of_text,
            conditions::on_the_start_of_text,
            drift::columns_are_renamed,
            drift::is_repaired,
            drift::is_repaired_in_two_steps,
            drift::is_reported,
            drift::names_are_changed,
            drift::created_tables_have_none,
            errors::cascades_along_two_paths,
            errors::check,
            errors::foreign_key,
            errors::not_finite,
            errors::schema_drift,
            errors::too_long,
            errors::unique,
            existing::are_scaffolded,
            existing::have_errors,
            existing::have_every_statement,
            existing::have_keys_of_defaults,
            existing::have_no_drift,
            existing::have_queries,
            floats::calculations_round_to_32_bits,
            floats::constants_have_the_column_type,
            generated::are_computed_before_they_are_returned,
            generated::are_kept_by_upserts,
            generated::are_not_used_twice,
            generated::are_read_back,
            generated::are_returned_by_batches,
            generated::are_returned_by_changes,
            generated::are_returned_in_order,
            generated::are_returned_in_order_of_composite_keys,
            generated::are_written_verbatim,
            generated::cannot_be_a_key_of_inserts,
            generated::change_with_the_row,
            generated::have_a_seed_and_an_increment,
            keyed_updates::are_all_or_nothing,
            keyed_updates::by_bytes,
            keyed_updates::by_unique_key,
            keyed_updates::in_a_batch_of_statements,
            keyed_updates::of_every_type,
            keyed_updates::of_several_batches,
            keyed_updates::report_each_element,
            keyed_updates::see_earlier_batches,
            keyed_updates::see_earlier_elements,
            keys::compare_by_code_point,
            keys::of_maximum_length,
            keys::with_special_characters,
            keys::with_characters_that_json_escapes,
            keys::with_a_nul_character,
            more_types::are_checked,
            more_types::are_parameters,
            more_types::round_trip,
            names::used_by_generated_statements,
            nullable_keys::are_unique_where_not_null,
            nullable_keys::find_rows_without_null,
            nullable_keys::find_rows_without_null_in_batches,
            queries::arithmetic_and_nulls,
            queries::stop_early,
            queries::clock,
            queries::counts,
            queries::lists,
            queries::lists_with_characters_that_json_escapes,
            queries::optional_filters,
            queries::pages,
            queries::updates_and_deletes,
            quoted_names::are_in_errors,
            quoted_names::are_in_every_statement,
            quoted_names::are_in_queries,
            quoted_names::have_no_drift,
            ranges::of_clocks,
            ranges::of_f32,
            ranges::of_f64,
            ranges::of_i16,
            ranges::of_i32,
            ranges::of_i64,
            ranges::of_sums,
            ranges::of_u8,
            ranges::of_u16,
            ranges::of_u32,
            raw::are_part_of_batches,
            raw::parameters_of_every_type,
            raw::rows_are_changed,
            raw::rows_are_read,
            references::to_later_rows,
            references::are_checked_every_thousand_rows,
            references::to_missing_rows,
            rows::by_unique_key,
            rows::by_composite_key,
            rows::delete,
            rows::insert_if_absent,
            rows::insert_only_columns_are_kept,
            rows::with_only_key_columns,
            rows::round_trip,
            rows::schema_is_created_once,
            rows::update,
            rows::upsert,
            signals::are_checked,
            signals::are_used_in_queries,
            signals::instants_are_compared,
            signals::round_trip,
            statement_batches::claim_in_order,
            statement_batches::end_at_a_guard_that_fails,
            statement_batches::have_no_effect_after_an_error,
            statement_batches::of_many_parameters,
            statement_batches::of_many_rows,
            statement_batches::of_one_statement_or_none,
            statement_batches::of_values_of_every_type,
            statement_batches::return_each_result,
            statement_batches::that_only_read,
            streams::use_bounded_memory,
            summaries::are_distinct,
            summaries::are_exact,
            summaries::have_the_chosen_order,
            summaries::have_the_selected_columns,
            summaries::of_all_rows,
            summaries::of_existence,
            summaries::of_groups,
            types::at_their_limits,
            types::decimals_sort_as_numbers,
            types::declared_defaults,
            types::lists_of_bytes,
            types::leap_seconds_are_refused,
            types::without_optional_values,
            types::random_rows_round_trip,
            versions::are_compared_and_raised,
            versions::are_compared_by_deletes,
            versions::are_made_by_the_database,
            versions::are_outcomes_of_many,
            versions::are_raised_by_every_change,
            versions::are_results_of_batches,
            views::are_dropped,
            views::are_part_of_batches,
            views::drift_is_reported_and_repaired,
            views::of_a_view,
            views::parts_and_pages_are_read,
            views::rows_are_read,
            views::share_their_names_with_tables,
        }
    };
}

/// Calls a macro with the paths of the cases for connections with transactions.
#[macro_export]
macro_rules! for_each_transaction_case {
    ($call:ident) => {
        $call! {
            bulk_inserts::are_part_of_a_transaction,
            keyed_updates::leave_a_transaction_usable,
            references::to_later_rows_in_a_transaction,
            statement_batches::are_part_of_a_transaction,
            statement_batches::that_fail_keep_the_transaction,
            transactions::commit_keeps,
            transactions::drop_rolls_back,
            transactions::ends_without_a_beginning_are_errors,
            transactions::errors_keep_earlier_statements,
            transactions::nest,
            transactions::rollback_discards,
        }
    };
}

/// Calls a macro with the paths of the cases for handles that several tasks share.
#[macro_export]
macro_rules! for_each_shared_case {
    ($call:ident) => {
        $call! {
            concurrency::a_guard_lets_one_batch_through,
            concurrency::claimers_get_distinct_rows,
            concurrency::concurrent_creates_succeed,
            concurrency::hot_key_counts_every_increment,
            concurrency::one_concurrent_insert_wins,
            concurrency::reads_see_own_writes,
        }
    };
}
