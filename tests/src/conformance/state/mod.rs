//! The state store: every method, and every status of items and runs.

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
pub mod schema_versions;
pub mod statistics;
pub mod transfers;
pub mod transitions;

/// Like [`for_each_case!`](crate::for_each_case), for cases of the state store. Each case gets a shared handle to an
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
            completions::count_for_the_run_of_each_claim,
            completions::keep_what_the_options_say,
            completions::keep_versions_and_links,
            completions::many_at_once,
            completions::refuse_a_bad_link_alone,
            controls::drain_and_pause,
            controls::ignore_trailing_spaces_of_keys,
            controls::not_before,
            controls::one_at_a_time,
            failures::are_retried,
            failures::skips,
            failures::status_is_set_directly,
            failures::that_are_final,
            leases::are_fenced,
            leases::expire,
            leases::expired_and_swept,
            leases::of_a_restarted_worker,
            leases::out_of_range_are_refused,
            leases::released,
            leases::renewed,
            leases::that_expire_too_often,
            queue::duplicates_report_their_status,
            queue::identities_are_distinct,
            queue::known_resources,
            queue::many_at_once,
            queue::rows_of_all_columns,
            queue::too_long_parts_are_refused,
            queue::within_a_transaction_of_the_application,
            queue::without_tables,
            recrawls::by_filter,
            recrawls::keep_history,
            recrawls::of_open_items_are_refused,
            retention::keeps_identities,
            runs::have_batches,
            runs::have_counters,
            runs::start_and_end,
            schema_versions::are_recorded_once,
            schema_versions::of_different_tables_are_refused,
            schema_versions::that_are_missing_are_added,
            schema_versions::that_are_newer_and_compatible_are_used,
            schema_versions::that_are_newer_are_refused,
            statistics::are_kept,
            statistics::are_rebuilt,
            statistics::of_progress,
            statistics::of_workers,
            statistics::trailing_spaces_of_sources_are_ignored,
            transfers::find_any_foreign_row,
            transfers::from_another_engine,
            transfers::into_another_engine,
            transfers::keep_json_unchanged,
            transfers::refuse_a_target_with_foreign_rows,
            transfers::report_changes_during_an_export,
            transfers::report_differences,
            transfers::resume_after_an_interruption,
            transfers::round_trip_through_a_file,
            transitions::lead_to_the_listed_status,
        }
    };
}
