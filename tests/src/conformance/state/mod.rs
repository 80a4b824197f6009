//! The state store: every verb, and every way that an item, a run or a checkpoint can go.

pub mod checkpoints;
pub mod claims;
pub mod clock;
pub mod completions;
pub mod controls;
pub mod failures;
pub mod leases;
pub mod model;
pub mod queue;
pub mod recrawls;
pub mod retention;
pub mod runs;
pub mod samples;
pub mod statistics;
pub mod transfers;
pub mod transitions;

/// As [`for_each_case!`](crate::for_each_case), for cases of the state store, which are given a shared handle to an
/// empty database.
#[macro_export]
macro_rules! for_each_state_case {
    ($call:ident) => {
        $call! {
            checkpoints::are_fenced_by_the_lease,
            checkpoints::have_versions,
            claims::are_for_a_run,
            claims::come_in_order,
            claims::of_sources,
            claims::share_nothing,
            completions::are_all_or_nothing,
            completions::keep_versions_and_links,
            completions::many_at_once,
            completions::refuse_a_bad_link_alone,
            controls::drain_and_pause,
            controls::not_before,
            controls::of_keys_that_end_in_blanks,
            controls::one_at_a_time,
            failures::are_tried_again,
            failures::manual_steps,
            failures::that_are_final,
            failures::skips,
            leases::are_fenced,
            leases::expired_and_swept,
            leases::expired_and_swept,
            leases::of_a_worker_that_came_back,
            leases::out_of_range_are_refused,
            leases::released,
            leases::renewed,
            leases::run_out,
            leases::that_run_out_too_often,
            queue::duplicates_tell_where_they_stand,
            queue::identities_do_not_run_together,
            queue::known_resources,
            queue::many_at_once,
            queue::rows_of_all_columns,
            queue::too_long_parts_are_refused,
            queue::within_a_transaction_of_ones_own,
            queue::without_tables,
            recrawls::by_filter,
            recrawls::keep_history,
            recrawls::of_open_items_are_refused,
            retention::leaves_identities,
            runs::begin_and_end,
            runs::count_what_they_do,
            runs::have_batches,
            statistics::are_counted_anew,
            statistics::are_kept,
            statistics::blanks_at_the_end_make_no_other_source,
            statistics::of_progress,
            statistics::of_workers,
            transfers::exports_tell_of_changes,
            transfers::files_there_and_back,
            transfers::find_rows_of_the_targets_own,
            transfers::go_on_where_they_were_broken_off,
            transfers::into_another_engine,
            transfers::json_stays_as_it_is,
            transfers::out_of_another_engine,
            transfers::refuse_rows_of_the_targets_own,
            transfers::tell_what_differs,
            transitions::lead_where_they_say,
        }
    };
}
