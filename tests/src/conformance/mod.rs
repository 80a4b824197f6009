//! What every backend must do, written once: each case is given a connection to an empty database.
//!
//! [`for_each_case!`](crate::for_each_case) names them all; the test `conformance` runs each on each backend.

pub mod batches;
pub mod claims;
pub mod concurrency;
pub mod drift;
pub mod errors;
pub mod floats;
pub mod keys;
pub mod meters;
pub mod names;
pub mod queries;
pub mod ranges;
pub mod references;
pub mod rows;
pub mod samples;
pub mod state;
pub mod streams;
pub mod transactions;
pub mod types;

use store::{Dialect, SchemaOverride};

use crate::tables::{EveryType, Job, Meter, Step};

/// All tables of the suite in another schema, for servers on which cases run side by side.
pub fn in_schema(dialect: Dialect, name: &str) -> SchemaOverride {
    names::in_a_schema::moved(store::state::in_schema(dialect, name).unwrap())
        .table::<Meter>()
        .table::<EveryType>()
        .table::<Job>()
        .table::<Step>()
        .table::<claims::turns::Turn>()
        .table::<drift::grown::Meter>()
        .table::<drift::other::Job>()
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
}

/// Calls a macro with the path of each case.
#[macro_export]
macro_rules! for_each_case {
    ($call:ident) => {
        $call! {
            batches::are_all_or_nothing,
            batches::of_every_size,
            batches::see_their_own_rows,
            batches::with_duplicates,
            claims::by_composite_key,
            claims::come_in_order,
            claims::give_back_what_they_changed,
            claims::take_each_row_once,
            meters::add_up,
            meters::are_found_by_bytes,
            meters::bounded_deletes,
            meters::clock_in_milliseconds,
            meters::keep_what_is_there,
            meters::lists_exclude,
            drift::is_repaired,
            drift::is_repaired_in_two_steps,
            drift::is_reported,
            drift::names_are_changed,
            drift::there_is_none,
            errors::cascades_in_two_ways,
            errors::check,
            errors::foreign_key,
            errors::not_finite,
            errors::schema_drift,
            errors::too_long,
            errors::unique,
            floats::calculations_round_to_32_bits,
            floats::constants_are_of_the_columns_type,
            keys::compare_by_code_point,
            keys::of_full_length,
            keys::survive_hostile_texts,
            keys::that_json_escapes,
            keys::with_a_zero_character,
            names::that_statements_use,
            queries::arithmetic_and_nulls,
            queries::break_off,
            queries::clock,
            queries::counts,
            queries::lists,
            queries::lists_of_texts_that_json_escapes,
            queries::optional_filters,
            queries::pages,
            queries::updates_and_deletes,
            ranges::of_clocks,
            ranges::of_f32,
            ranges::of_f64,
            ranges::of_i16,
            ranges::of_i32,
            ranges::of_i64,
            ranges::of_u8,
            ranges::of_u16,
            ranges::of_u32,
            references::may_lead_forward,
            references::may_lead_within_a_thousand,
            references::must_lead_somewhere,
            rows::by_another_key,
            rows::by_composite_key,
            rows::delete,
            rows::insert_if_absent,
            rows::insert_only_columns_stay,
            rows::of_keys_alone,
            rows::round_trip,
            rows::schema_is_created_once,
            rows::update,
            rows::upsert,
            streams::in_bounded_memory,
            types::at_their_limits,
            types::decimals_sort_as_numbers,
            types::defaults_are_those_declared,
            types::leap_seconds_are_refused,
            types::none_of_each,
            types::random_rows_come_back,
        }
    };
}

/// As [`for_each_case!`](crate::for_each_case), for connections that belong to their caller.
#[macro_export]
macro_rules! for_each_transaction_case {
    ($call:ident) => {
        $call! {
            references::may_lead_forward_in_a_transaction,
            transactions::commit_keeps,
            transactions::drop_undoes,
            transactions::end_in_order,
            transactions::errors_leave_the_rest,
            transactions::nest,
            transactions::rollback_undoes,
        }
    };
}

/// As [`for_each_case!`](crate::for_each_case), for handles that tasks share.
#[macro_export]
macro_rules! for_each_shared_case {
    ($call:ident) => {
        $call! {
            concurrency::claimers_share_nothing,
            concurrency::create_at_once,
            concurrency::hot_key_counts_every_increment,
            concurrency::one_of_many_inserts,
            concurrency::reads_see_own_writes,
        }
    };
}
