//! The tables of an existing SQL Server database, as `store scaffold` has read them.
#![allow(clippy::duplicated_attributes, reason = "two foreign keys may have the same words")]

use store::Table;
use store::chrono::{NaiveDate, NaiveDateTime};
use store::rust_decimal::Decimal;

/// A row of `dbo.users`.
// Left undeclared: key uq_users_email: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users")]
#[table(insert as NewUsers, derive(Clone, Debug, PartialEq))]
#[table(unique(name = "uq_users_username", columns(username)))]
#[table(index(name = "ix_users_last_seen_at", columns(last_seen_at desc)))]
#[table(check_sql(mssql = "reputation >= 1"))]
#[table(check_sql(name = "ck_users_preferences", mssql = "isjson(preferences) = 1"))]
#[table(undeclared("uq_users_email"))]
pub struct Users {
    #[column(primary_key, identity)]
    pub id: i32,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100)"))]
    pub username: String,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100)"))]
    pub display_name: Option<String>,
    #[column(len = 150, sql_type(mssql = "VARCHAR(150)"))]
    pub email: Option<String>,
    #[column(default = false)]
    pub is_email_confirmed: bool,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"), default = "")]
    pub password_hash: String,
    #[column(len = 255, sql_type(mssql = "VARCHAR(255)"))]
    pub avatar_url: Option<String>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub bio: Option<String>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub preferences: Option<String>,
    #[column(default = 1)]
    pub reputation: i32,
    #[column(default = 0)]
    pub topic_count: i32,
    #[column(default = 0)]
    pub post_count: i32,
    #[column(sql_type(mssql = "DATETIME2(0)"), default(mssql = "sysutcdatetime"))]
    pub joined_at: NaiveDateTime,
    #[column(sql_type(mssql = "DATETIME2(0)"))]
    pub last_seen_at: Option<NaiveDateTime>,
    #[column(sql_type(mssql = "DATETIME2(0)"))]
    pub suspended_until: Option<NaiveDateTime>,
    #[column(default = false)]
    pub is_deleted: bool,
}

/// A row of `dbo.groups`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "groups", quoted)]
#[table(unique(columns(name_singular)))]
#[table(check_sql(mssql = "color like '#%'"))]
pub struct Groups {
    #[column(primary_key)]
    pub id: i32,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100)"))]
    pub name_singular: String,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100)"))]
    pub name_plural: String,
    #[column(len = 7, sql_type(mssql = "CHAR(7)"))]
    pub color: Option<String>,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"))]
    pub icon: Option<String>,
    #[column(default = false)]
    pub is_hidden: bool,
    #[column(name = "order", quoted, default = -1)]
    pub order: i16,
    #[column(sql_type(mssql = "DATETIME2(0)"))]
    pub created_at: Option<NaiveDateTime>,
}

/// A row of `dbo.group_user`.
// Left undeclared: foreign key (group_id) REFERENCES dbo.groups (id) ON DELETE CASCADE ON UPDATE CASCADE: `ON DELETE CASCADE ON UPDATE CASCADE` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "group_user")]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id), on_delete = "cascade")))]
#[table(undeclared("(group_id) REFERENCES dbo.groups (id) ON DELETE CASCADE ON UPDATE CASCADE"))]
pub struct GroupUser {
    #[column(primary_key)]
    pub user_id: i32,
    #[column(primary_key)]
    pub group_id: i32,
    #[column(sql_type(mssql = "DATETIME2(0)"), default(mssql = "getutcdate"))]
    pub created_at: Option<NaiveDateTime>,
}

/// A row of `dbo.group_permission`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "group_permission")]
#[table(foreign_key(columns(group), references(table = "groups", quoted, columns(id), on_delete = "cascade")))]
pub struct GroupPermission {
    #[column(name = "group", quoted, primary_key)]
    pub group: i32,
    #[column(primary_key, len = 100, sql_type(mssql = "VARCHAR(100)"))]
    pub permission: String,
}

/// A row of `dbo.categories`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "categories")]
#[table(insert as NewCategories, derive(Clone, Debug, PartialEq))]
#[table(unique(name = "uq_categories_slug", columns(slug)))]
#[table(index(name = "ix_categories_parent", columns(parent_id, order)))]
#[table(check_sql(name = "ck_categories_parent", mssql = "parent_id <> id"))]
#[table(foreign_key(name = "fk_categories_parent", columns(parent_id), references(table = "categories", columns(id))))]
pub struct Categories {
    #[column(primary_key, identity)]
    pub id: i32,
    pub parent_id: Option<i32>,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100)"))]
    pub name: String,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"))]
    pub slug: String,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub description: Option<String>,
    #[column(name = "order", quoted, default = 0)]
    pub order: i32,
    #[column(default = false)]
    pub is_restricted: bool,
    #[column(default = 0)]
    pub topic_count: i32,
    #[column(sql_type(mssql = "DATETIME2(0)"))]
    pub last_posted_at: Option<NaiveDateTime>,
}

/// A row of `dbo.topics`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "topics")]
#[table(insert as NewTopics, derive(Clone, Debug, PartialEq))]
#[table(index(name = "ix_topics_list", columns(category_id, is_pinned desc, last_posted_at desc), include(title, slug, post_count), filter(status != "hidden")))]
#[table(index(name = "ix_topics_user", columns(user_id)))]
#[table(check_sql(mssql = "custom_fields is null or isjson(custom_fields) = 1"))]
#[table(check_sql(name = "ck_topics_status", mssql = "status in ('open', 'closed', 'archived', 'hidden')"))]
#[table(check_sql(name = "ck_topics_title", mssql = "len(title) between 1 and 200"))]
#[table(foreign_key(name = "fk_topics_category", columns(category_id), references(table = "categories", columns(id), on_delete = "set null")))]
#[table(foreign_key(name = "fk_topics_user", columns(user_id), references(table = "users", columns(id))))]
pub struct Topics {
    #[column(primary_key, identity)]
    pub id: i32,
    pub category_id: Option<i32>,
    pub user_id: Option<i32>,
    #[column(len = 200, sql_type(mssql = "NVARCHAR(200)"))]
    pub title: String,
    #[column(len = 255, sql_type(mssql = "VARCHAR(255)"), default = "")]
    pub slug: String,
    #[column(len = 10, sql_type(mssql = "VARCHAR(10)"), default = "open")]
    pub status: String,
    #[column(default = false)]
    pub is_pinned: bool,
    #[column(default = 0)]
    pub view_count: i64,
    #[column(default = 0)]
    pub post_count: i32,
    #[column(sql_type(mssql = "FLOAT(53)"), default(mssql = "0.0e0"))]
    pub score: f64,
    #[column(sql_type(mssql = "FLOAT(24)"))]
    pub hotness: Option<f64>,
    #[column(default(mssql = "datediff"))]
    pub created_at: i32,
    pub last_posted_at: Option<i32>,
    pub first_post_id: Option<i32>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub custom_fields: Option<String>,
}

/// A row of `dbo.posts`.
// Left undeclared: column excerpt: its type is not known.
// Left undeclared: key uq_posts_accepted: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "posts")]
#[table(insert as NewPosts, derive(Clone, Debug, PartialEq))]
#[table(unique(name = "uq_posts_number", columns(topic_id, number)))]
#[table(index(name = "ix_posts_user", columns(user_id, created_at)))]
#[table(check_sql(name = "ck_posts_edited_at", mssql = "edited_at is null or edited_at >= created_at"))]
#[table(check_sql(name = "ck_posts_type", mssql = "type in ('comment', 'topicRenamed', 'topicStickied', 'wiki')"))]
#[table(foreign_key(name = "fk_posts_reply_to", columns(reply_to), references(table = "posts", columns(id))))]
#[table(foreign_key(name = "fk_posts_topic", columns(topic_id), references(table = "topics", columns(id), on_delete = "cascade")))]
#[table(foreign_key(name = "fk_posts_user", columns(user_id), references(table = "users", columns(id))))]
#[table(undeclared("excerpt", "uq_posts_accepted"))]
pub struct Posts {
    #[column(primary_key, identity)]
    pub id: i32,
    pub topic_id: i32,
    pub number: i32,
    pub reply_to: Option<i32>,
    pub user_id: Option<i32>,
    #[column(len = 20, sql_type(mssql = "VARCHAR(20)"), default = "comment")]
    pub r#type: String,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub raw: String,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub cooked: Option<String>,
    #[column(default = 0)]
    pub score: i32,
    #[column(default = false)]
    pub is_accepted: bool,
    #[column(len = 16)]
    pub ip_address: Option<Vec<u8>>,
    pub created_at: i32,
    pub edited_at: Option<i32>,
    pub deleted_at: Option<i32>,
}

/// A row of `dbo.post_history`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "post_history")]
#[table(foreign_key(columns(post_id), references(table = "posts", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id))))]
pub struct PostHistory {
    #[column(primary_key)]
    pub post_id: i32,
    #[column(primary_key)]
    pub revision: i16,
    pub user_id: Option<i32>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub raw: String,
    #[column(len = 255, sql_type(mssql = "NVARCHAR(255)"))]
    pub comment: Option<String>,
    pub created_at: i32,
}

/// A row of `dbo.tags`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "tags")]
#[table(insert as NewTags, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(name)))]
#[table(foreign_key(columns(synonym_of), references(table = "tags", columns(id))))]
pub struct Tags {
    #[column(primary_key, identity)]
    pub id: i32,
    #[column(len = 35, sql_type(mssql = "NVARCHAR(35)"))]
    pub name: String,
    pub synonym_of: Option<i32>,
    #[column(default = 0)]
    pub usage_count: Option<i32>,
}

/// A row of `dbo.topic_tags`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "topic_tags")]
#[table(index(name = "ix_topic_tags_tag", columns(tag_id)))]
#[table(foreign_key(columns(tag_id), references(table = "tags", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(topic_id), references(table = "topics", columns(id), on_delete = "cascade")))]
pub struct TopicTags {
    #[column(primary_key)]
    pub topic_id: i32,
    #[column(primary_key)]
    pub tag_id: i32,
}

/// A row of `dbo.vote_types`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "vote_types")]
pub struct VoteTypes {
    #[column(primary_key)]
    pub id: u8,
    #[column(len = 50, sql_type(mssql = "VARCHAR(50)"))]
    pub name: String,
    #[column(default(mssql = "+ 1"))]
    pub weight: i16,
}

/// A row of `dbo.votes`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "votes")]
#[table(insert as NewVotes, derive(Clone, Debug, PartialEq))]
#[table(unique(name = "uq_votes", columns(post_id, user_id, vote_type)))]
#[table(foreign_key(columns(post_id), references(table = "posts", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id), on_delete = "set null")))]
#[table(foreign_key(columns(vote_type), references(table = "vote_types", columns(id))))]
pub struct Votes {
    #[column(primary_key, identity)]
    pub id: i64,
    pub post_id: i32,
    pub user_id: Option<i32>,
    pub vote_type: u8,
    #[column(precision = 8, scale = 2)]
    pub bounty_amount: Option<Decimal>,
    #[column(default(mssql = "getdate"))]
    pub created_on: NaiveDate,
}

/// A row of `dbo.badges`.
// Left undeclared: key UNIQUE (name) WITH (ignore_dup_key = on): `WITH (ignore_dup_key = on)` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "badges")]
#[table(insert as NewBadges, derive(Clone, Debug, PartialEq))]
#[table(check_sql(mssql = "class between 1 and 3"))]
#[table(foreign_key(columns(tag_id), references(table = "tags", columns(id))))]
#[table(undeclared("UNIQUE (name) WITH (ignore_dup_key = on)"))]
pub struct Badges {
    #[column(primary_key, identity)]
    pub id: i32,
    #[column(len = 50, sql_type(mssql = "NVARCHAR(50)"))]
    pub name: String,
    #[column(default = 3)]
    pub class: u8,
    pub tag_id: Option<i32>,
    #[column(default = false)]
    pub is_multiple: bool,
}

/// A row of `dbo.user_badges`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "user_badges")]
#[table(foreign_key(columns(badge_id), references(table = "badges", columns(id))))]
#[table(foreign_key(columns(post_id), references(table = "posts", columns(id))))]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id), on_delete = "cascade")))]
pub struct UserBadges {
    #[column(primary_key)]
    pub user_id: i32,
    #[column(primary_key)]
    pub badge_id: i32,
    #[column(primary_key)]
    pub awarded_at: i32,
    pub post_id: Option<i32>,
}

/// A row of `dbo.topic_user`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "topic_user")]
#[table(index(name = "ix_topic_user_following", columns(topic_id), filter(subscription = "follow")))]
#[table(check_sql(mssql = "subscription in ('follow', 'ignore')"))]
#[table(foreign_key(columns(topic_id), references(table = "topics", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id), on_delete = "cascade")))]
pub struct TopicUser {
    #[column(primary_key)]
    pub user_id: i32,
    #[column(primary_key)]
    pub topic_id: i32,
    #[column(default = 0)]
    pub last_read_number: i32,
    pub last_read_at: Option<i32>,
    #[column(len = 6, sql_type(mssql = "VARCHAR(6)"))]
    pub subscription: Option<String>,
}

/// A row of `dbo.notifications`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "notifications")]
#[table(insert as NewNotifications, derive(Clone, Debug, PartialEq))]
#[table(index(name = "ix_notifications_unread", columns(user_id, created_at desc), filter(read_at is null, is_deleted = false)))]
#[table(foreign_key(columns(from_user_id), references(table = "users", columns(id))))]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id), on_delete = "cascade")))]
pub struct Notifications {
    #[column(primary_key, identity)]
    pub id: i64,
    pub user_id: i32,
    pub from_user_id: Option<i32>,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"))]
    pub r#type: String,
    pub subject_id: Option<i32>,
    #[column(sql_type(mssql = "VARBINARY(MAX)"))]
    pub data: Option<Vec<u8>>,
    #[column(sql_type(mssql = "DATETIME2(0)"))]
    pub created_at: NaiveDateTime,
    #[column(sql_type(mssql = "DATETIME2(0)"))]
    pub read_at: Option<NaiveDateTime>,
    #[column(default = false)]
    pub is_deleted: bool,
}

/// A row of `dbo.access_tokens`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "access_tokens")]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id), on_delete = "cascade")))]
pub struct AccessTokens {
    #[column(primary_key, len = 40, sql_type(mssql = "CHAR(40) COLLATE Latin1_General_BIN2"))]
    pub token: String,
    pub user_id: i32,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"), default = "session")]
    pub r#type: String,
    #[column(len = 150, sql_type(mssql = "NVARCHAR(150)"))]
    pub title: Option<String>,
    pub created_at: i32,
    pub last_activity_at: Option<i32>,
    #[column(len = 255, sql_type(mssql = "NVARCHAR(255)"))]
    pub last_user_agent: Option<String>,
}

/// A row of `dbo.settings`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "settings")]
pub struct Settings {
    #[column(name = "group", quoted, primary_key, len = 50, sql_type(mssql = "VARCHAR(50)"))]
    #[column(default = "core")]
    pub group: String,
    #[column(name = "key", quoted, primary_key, len = 100, sql_type(mssql = "VARCHAR(100)"))]
    pub key: String,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub value: Option<String>,
}

/// A row of `dbo.poll_options`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "poll_options")]
#[table(insert as NewPollOptions, derive(Clone, Debug, PartialEq))]
#[table(foreign_key(columns(topic_id), references(table = "topics", columns(id), on_delete = "cascade")))]
pub struct PollOptions {
    #[column(primary_key, identity)]
    pub id: i32,
    pub topic_id: i32,
    #[column(len = 255, sql_type(mssql = "NVARCHAR(255)"))]
    pub answer: String,
    #[column(sql_type(mssql = "VARBINARY(MAX)"))]
    pub image: Option<Vec<u8>>,
    pub share: Option<f32>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub extra: Option<String>,
    #[column(default = 0)]
    pub vote_count: i32,
}

// No struct declares:
// table dbo.cache: the table has no primary key: add one, or use `sql!`
