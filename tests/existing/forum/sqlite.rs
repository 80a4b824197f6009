//! The tables of an existing SQLite database, as `store scaffold` has read them.
#![allow(clippy::duplicated_attributes, reason = "two foreign keys may have the same words")]

use store::Table;

/// A row of `frm_users`.
// Left undeclared: key frm_users_email_unique: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_users", not_strict)]
#[table(insert as NewFrmUsers, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(username)))]
#[table(index(name = "frm_users_last_seen_at_index", columns(last_seen_at desc)))]
#[table(check_sql(sqlite = "`preferences` IS NULL OR json_valid(`preferences`)"))]
#[table(check_sql(sqlite = "`reputation` >= 1"))]
#[table(undeclared("frm_users_email_unique"))]
pub struct FrmUsers {
    #[column(primary_key, identity)]
    pub id: i64,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100) COLLATE NOCASE"))]
    pub username: String,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"))]
    pub display_name: Option<String>,
    #[column(len = 150, sql_type(sqlite = "VARCHAR(150) COLLATE NOCASE"))]
    pub email: Option<String>,
    #[column(sql_type(sqlite = "TINYINT(1)"), default(sqlite = "'0'"))]
    pub is_email_confirmed: i64,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"), default = "")]
    pub password_hash: String,
    #[column(len = 255, sql_type(sqlite = "VARCHAR(255)"), default(sqlite = "NULL"))]
    pub avatar_url: Option<String>,
    #[column(sql_type(sqlite = "MEDIUMTEXT"))]
    pub bio: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "JSON"))]
    pub preferences: Option<String>,
    #[column(sql_type(sqlite = "INT UNSIGNED"), default = 1)]
    pub reputation: i64,
    #[column(default = 0)]
    pub topic_count: i64,
    #[column(default = 0)]
    pub post_count: i64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "CURRENT_TIMESTAMP"))]
    pub joined_at: String,
    pub last_seen_at: Option<i64>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub suspended_until: Option<String>,
    #[column(sql_type(sqlite = "BOOLEAN"), default(sqlite = "FALSE"))]
    pub is_deleted: bool,
}

/// A row of `frm_groups`.
// Left undeclared: key frm_groups_name: it contains an expression, or a column that the struct does not declare.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_groups", not_strict)]
#[table(insert as NewFrmGroups, derive(Clone, Debug, PartialEq))]
#[table(check_sql(sqlite = "`color` GLOB '#[0-9a-f]*'"))]
#[table(undeclared("frm_groups_name"))]
pub struct FrmGroups {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"))]
    pub name_singular: String,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"))]
    pub name_plural: String,
    #[column(len = 7, sql_type(sqlite = "CHAR(7)"))]
    pub color: Option<String>,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"))]
    pub icon: Option<String>,
    #[column(sql_type(sqlite = "TINYINT(1)"), default(sqlite = "'0'"))]
    pub is_hidden: i64,
    #[column(name = "order", quoted, sql_type(sqlite = "SMALLINT"), default = -1)]
    pub order: i64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub created_at: Option<String>,
}

/// A row of `frm_group_user`.
// Left undeclared: foreign key (group_id) REFERENCES frm_groups (id) ON DELETE CASCADE ON UPDATE CASCADE: `ON DELETE CASCADE ON UPDATE CASCADE` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_group_user", not_strict)]
#[table(foreign_key(columns(user_id), references(table = "frm_users", columns(id), on_delete = "cascade")))]
#[table(undeclared("(group_id) REFERENCES frm_groups (id) ON DELETE CASCADE ON UPDATE CASCADE"))]
pub struct FrmGroupUser {
    #[column(primary_key)]
    pub user_id: i64,
    #[column(primary_key)]
    pub group_id: i64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "datetime('now')"))]
    pub created_at: Option<String>,
}

/// A row of `frm_group_permission`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_group_permission", without_rowid, not_strict)]
#[table(foreign_key(columns(group), references(table = "frm_groups", columns(id), on_delete = "cascade")))]
pub struct FrmGroupPermission {
    #[column(name = "group", quoted, primary_key)]
    pub group: i64,
    #[column(primary_key, len = 100, sql_type(sqlite = "VARCHAR(100)"))]
    pub permission: String,
}

/// A row of `frm_categories`.
// Left undeclared: foreign key (parent_id) REFERENCES frm_categories (id) ON DELETE SET NULL: SQL Server does not allow the action of a foreign key to its own table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_categories", not_strict)]
#[table(insert as NewFrmCategories, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(slug)))]
#[table(index(name = "frm_categories_parent", columns(parent_id, order)))]
#[table(check_sql(sqlite = "`parent_id` <> `id`"))]
#[table(undeclared("(parent_id) REFERENCES frm_categories (id) ON DELETE SET NULL"))]
pub struct FrmCategories {
    #[column(primary_key, identity)]
    pub id: i64,
    pub parent_id: Option<i64>,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"))]
    pub name: String,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"))]
    pub slug: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub description: Option<String>,
    #[column(name = "order", quoted, default = 0)]
    pub order: i64,
    #[column(sql_type(sqlite = "BOOL"), default = false)]
    pub is_restricted: bool,
    #[column(default = 0)]
    pub topic_count: i64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "TIMESTAMP"))]
    pub last_posted_at: Option<String>,
}

/// A row of `frm_topics`.
// Left undeclared: index frm_topics_title: it contains an expression, or a column that the struct does not declare.
// Left undeclared: foreign key (first_post_id) REFERENCES frm_posts (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED: `ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_topics", not_strict)]
#[table(insert as NewFrmTopics, derive(Clone, Debug, PartialEq))]
#[table(index(name = "frm_topics_list", columns(category_id, is_pinned desc, last_posted_at desc), filter(status != "hidden")))]
#[table(index(name = "frm_topics_user", columns(user_id)))]
#[table(check_sql(sqlite = "`custom_fields` IS NULL OR json_type(`custom_fields`) = 'object'"))]
#[table(check_sql(sqlite = "`is_pinned` IN (0, 1)"))]
#[table(check_sql(sqlite = "length(`title`) BETWEEN 1 AND 200"))]
#[table(check_sql(sqlite = "`status` IN ('open', 'closed', 'archived', 'hidden')"))]
#[table(foreign_key(columns(category_id), references(table = "frm_categories", columns(id), on_delete = "set null")))]
#[table(foreign_key(columns(user_id), references(table = "frm_users", columns(id), on_delete = "set null")))]
#[table(undeclared("frm_topics_title", "(first_post_id) REFERENCES frm_posts (id) ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED"))]
pub struct FrmTopics {
    #[column(primary_key, identity)]
    pub id: i64,
    pub category_id: Option<i64>,
    pub user_id: Option<i64>,
    #[column(len = 200, sql_type(sqlite = "VARCHAR(200)"))]
    pub title: String,
    #[column(len = 255, sql_type(sqlite = "VARCHAR(255)"), default = "")]
    pub slug: String,
    #[column(sql_type(sqlite = "TEXT"), default = "open")]
    pub status: String,
    #[column(default = 0)]
    pub is_pinned: i64,
    #[column(sql_type(sqlite = "BIGINT UNSIGNED"), default = 0)]
    pub view_count: i64,
    #[column(default = 0)]
    pub post_count: i64,
    #[column(sql_type(sqlite = "DOUBLE"), default(sqlite = "0.0"))]
    pub score: f64,
    #[column(sql_type(sqlite = "FLOATING POINT"))]
    pub hotness: Option<i64>,
    #[column(default(sqlite = "strftime('%s', 'now')"))]
    pub created_at: i64,
    pub last_posted_at: Option<i64>,
    pub first_post_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub custom_fields: Option<String>,
}

/// A row of `frm_posts`.
// Left undeclared: key frm_posts_accepted: a unique key of the derive has no such filter.
// Left undeclared: index frm_posts_day: it contains an expression, or a column that the struct does not declare.
// Left undeclared: foreign key (reply_to) REFERENCES frm_posts (id) ON DELETE SET NULL: SQL Server does not allow the action of a foreign key to its own table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_posts", not_strict)]
#[table(insert as NewFrmPosts, derive(Clone, Debug, PartialEq))]
#[table(unique(name = "frm_posts_number_unique", columns(topic_id, number)))]
#[table(index(name = "frm_posts_user_id_created_at_index", columns(user_id, created_at)))]
#[table(check_sql(sqlite = "`edited_at` IS NULL OR `edited_at` >= `created_at`"))]
#[table(check_sql(name = "frm_posts_type", sqlite = "`type` IN ('comment', 'topicRenamed', 'topicStickied', 'wiki')"))]
#[table(foreign_key(columns(topic_id), references(table = "frm_topics", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(user_id), references(table = "frm_users", columns(id), on_delete = "set null")))]
#[table(undeclared("frm_posts_accepted", "frm_posts_day", "(reply_to) REFERENCES frm_posts (id) ON DELETE SET NULL"))]
pub struct FrmPosts {
    #[column(primary_key, identity)]
    pub id: i64,
    pub topic_id: i64,
    pub number: i64,
    pub reply_to: Option<i64>,
    pub user_id: Option<i64>,
    #[column(len = 20, sql_type(sqlite = "VARCHAR(20)"), default = "comment")]
    pub r#type: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub raw: String,
    #[column(sql_type(sqlite = "LONGTEXT"))]
    pub cooked: Option<String>,
    #[column(default = 0)]
    pub score: i64,
    #[column(sql_type(sqlite = "BOOLEAN"), default = false)]
    pub is_accepted: bool,
    #[column(len = 45, sql_type(sqlite = "VARCHAR(45)"))]
    pub ip_address: Option<String>,
    pub created_at: i64,
    pub edited_at: Option<i64>,
    pub deleted_at: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"), computed = "substr(`raw`, 1, 80)")]
    pub excerpt: Option<String>,
}

/// A row of `frm_post_history`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_post_history", not_strict)]
#[table(foreign_key(columns(post_id), references(table = "frm_posts", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(user_id), references(table = "frm_users", columns(id), on_delete = "set null")))]
pub struct FrmPostHistory {
    #[column(primary_key)]
    pub post_id: i64,
    #[column(primary_key, sql_type(sqlite = "SMALLINT"))]
    pub revision: i64,
    pub user_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub raw: String,
    #[column(len = 255, sql_type(sqlite = "VARCHAR(255)"))]
    pub comment: Option<String>,
    pub created_at: i64,
}

/// A row of `frm_tags`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_tags", not_strict)]
#[table(insert as NewFrmTags, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(name)))]
#[table(foreign_key(columns(synonym_of), references(table = "frm_tags", columns(id))))]
pub struct FrmTags {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "STRING"))]
    pub name: String,
    pub synonym_of: Option<i64>,
    #[column(default = 0)]
    pub usage_count: Option<i64>,
}

/// A row of `frm_topic_tags`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_topic_tags", not_strict)]
#[table(index(name = "frm_topic_tags_tag", columns(tag_id)))]
#[table(foreign_key(columns(tag_id), references(table = "frm_tags", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(topic_id), references(table = "frm_topics", columns(id), on_delete = "cascade")))]
pub struct FrmTopicTags {
    #[column(primary_key)]
    pub topic_id: i64,
    #[column(primary_key)]
    pub tag_id: i64,
}

/// A row of `frm_vote_types`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_vote_types", not_strict)]
pub struct FrmVoteTypes {
    #[column(primary_key, sql_type(sqlite = "INT"))]
    pub id: i64,
    #[column(len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub name: String,
    #[column(sql_type(sqlite = "TINYINT"), default(sqlite = "+ 1"))]
    pub weight: i64,
}

/// A row of `frm_votes`.
// Left undeclared: key frm_votes_unique: a unique key of the derive has no such filter.
// Left undeclared: foreign key (vote_type) REFERENCES frm_vote_types (id) ON DELETE RESTRICT: `ON DELETE RESTRICT` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_votes", not_strict)]
#[table(insert as NewFrmVotes, derive(Clone, Debug, PartialEq))]
#[table(foreign_key(columns(post_id), references(table = "frm_posts", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(user_id), references(table = "frm_users", columns(id), on_delete = "set null")))]
#[table(undeclared("frm_votes_unique", "(vote_type) REFERENCES frm_vote_types (id) ON DELETE RESTRICT"))]
pub struct FrmVotes {
    #[column(primary_key, identity)]
    pub id: i64,
    pub post_id: i64,
    pub user_id: Option<i64>,
    #[column(sql_type(sqlite = "INT"))]
    pub vote_type: i64,
    #[column(sql_type(sqlite = "DECIMAL(8, 2)"))]
    pub bounty_amount: Option<f64>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATE"), default(sqlite = "CURRENT_DATE"))]
    pub created_on: String,
}

/// A row of `frm_badges`.
// Left undeclared: key UNIQUE (name) ON CONFLICT IGNORE: `ON CONFLICT IGNORE` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_badges", not_strict)]
#[table(insert as NewFrmBadges, derive(Clone, Debug, PartialEq))]
#[table(check_sql(sqlite = "`class` BETWEEN 1 AND 3"))]
#[table(foreign_key(columns(tag_id), references(table = "frm_tags", columns(id))))]
#[table(undeclared("UNIQUE (name) ON CONFLICT IGNORE"))]
pub struct FrmBadges {
    #[column(primary_key, identity)]
    pub id: i64,
    #[column(len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub name: String,
    #[column(sql_type(sqlite = "TINYINT"), default = 3)]
    pub class: i64,
    pub tag_id: Option<i64>,
    #[column(sql_type(sqlite = "BOOLEAN"), default = false)]
    pub is_multiple: bool,
}

/// A row of `frm_user_badges`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_user_badges", without_rowid, not_strict)]
#[table(foreign_key(columns(badge_id), references(table = "frm_badges", columns(id))))]
#[table(foreign_key(columns(post_id), references(table = "frm_posts", columns(id), on_delete = "set null")))]
#[table(foreign_key(columns(user_id), references(table = "frm_users", columns(id), on_delete = "cascade")))]
pub struct FrmUserBadges {
    #[column(primary_key)]
    pub user_id: i64,
    #[column(primary_key)]
    pub badge_id: i64,
    #[column(primary_key)]
    pub awarded_at: i64,
    pub post_id: Option<i64>,
}

/// A row of `frm_topic_user`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_topic_user", without_rowid, not_strict)]
#[table(index(name = "frm_topic_user_following", columns(topic_id), filter(subscription = "follow")))]
#[table(check_sql(sqlite = "`subscription` IN ('follow', 'ignore')"))]
#[table(foreign_key(columns(topic_id), references(table = "frm_topics", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(user_id), references(table = "frm_users", columns(id), on_delete = "cascade")))]
pub struct FrmTopicUser {
    #[column(primary_key)]
    pub user_id: i64,
    #[column(primary_key)]
    pub topic_id: i64,
    #[column(default = 0)]
    pub last_read_number: i64,
    pub last_read_at: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub subscription: Option<String>,
}

/// A row of `frm_notifications`.
// Left undeclared: foreign key (user_id) REFERENCES frm_users (id) ON DELETE CASCADE: SQL Server does not allow two foreign keys with an action to one table.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_notifications", not_strict)]
#[table(insert as NewFrmNotifications, derive(Clone, Debug, PartialEq))]
#[table(index(name = "frm_notifications_unread", columns(user_id, created_at desc), filter(read_at is null, is_deleted = 0)))]
#[table(foreign_key(columns(from_user_id), references(table = "frm_users", columns(id), on_delete = "set null")))]
#[table(undeclared("(user_id) REFERENCES frm_users (id) ON DELETE CASCADE"))]
pub struct FrmNotifications {
    #[column(primary_key, identity)]
    pub id: i64,
    pub user_id: i64,
    pub from_user_id: Option<i64>,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"))]
    pub r#type: String,
    pub subject_id: Option<i64>,
    #[column(sql_type(sqlite = "BLOB"))]
    pub data: Option<Vec<u8>>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub created_at: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub read_at: Option<String>,
    #[column(sql_type(sqlite = "TINYINT(1)"), default(sqlite = "'0'"))]
    pub is_deleted: i64,
}

/// A row of `frm_access_tokens`.
// Left undeclared: foreign key (user_id) REFERENCES frm_users (id) ON DELETE CASCADE ON UPDATE CASCADE: `ON DELETE CASCADE ON UPDATE CASCADE` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_access_tokens", without_rowid, not_strict)]
#[table(undeclared("(user_id) REFERENCES frm_users (id) ON DELETE CASCADE ON UPDATE CASCADE"))]
pub struct FrmAccessTokens {
    #[column(primary_key, len = 40, sql_type(sqlite = "CHAR(40)"))]
    pub token: String,
    pub user_id: i64,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"), default = "session")]
    pub r#type: String,
    #[column(len = 150, sql_type(sqlite = "VARCHAR(150)"))]
    pub title: Option<String>,
    pub created_at: i64,
    pub last_activity_at: Option<i64>,
    #[column(len = 255, sql_type(sqlite = "VARCHAR(255)"))]
    pub last_user_agent: Option<String>,
}

/// A row of `frm_settings`.
// Left undeclared: column value: it has no type, so its values can be of any type.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_settings", not_strict)]
#[table(undeclared("value"))]
pub struct FrmSettings {
    #[column(name = "group", quoted, primary_key, sql_type(sqlite = "TEXT"), default = "core")]
    pub group: String,
    #[column(name = "key", quoted, primary_key, sql_type(sqlite = "TEXT"))]
    pub key: String,
}

/// A row of `frm_poll_options`.
// Left undeclared: column extra: its values can be of any type.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "frm_poll_options")]
#[table(insert as NewFrmPollOptions, derive(Clone, Debug, PartialEq))]
#[table(foreign_key(columns(topic_id), references(table = "frm_topics", columns(id), on_delete = "cascade")))]
#[table(undeclared("extra"))]
pub struct FrmPollOptions {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    pub topic_id: i64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub answer: String,
    #[column(sql_type(sqlite = "BLOB"))]
    pub image: Option<Vec<u8>>,
    #[column(sql_type(sqlite = "REAL"))]
    pub share: Option<f64>,
    #[column(sql_type(sqlite = "INT"), default = 0)]
    pub vote_count: i64,
}

// No struct declares:
// table frm_cache: column cache_key of the primary key: it has no type, so its values can be of any type; inserts fail, since it requires a value
// virtual table frm_posts_search: its module determines what it stores: use `sql!`
// virtual table frm_posts_search_data: it belongs to a virtual table, which alone may change it
// virtual table frm_posts_search_idx: it belongs to a virtual table, which alone may change it
// virtual table frm_posts_search_docsize: it belongs to a virtual table, which alone may change it
// virtual table frm_posts_search_config: it belongs to a virtual table, which alone may change it
