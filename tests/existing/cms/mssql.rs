//! The tables of an existing SQL Server database, as `store scaffold` has read them.
#![allow(clippy::duplicated_attributes, reason = "two foreign keys may have the same words")]

use store::Table;
use store::chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use store::rust_decimal::Decimal;
use store::uuid::Uuid;

/// A row of `dbo.users`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users")]
#[table(insert as NewUsers, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_users", columns(id)))]
#[table(unique(name = "IX_users_email", columns(email)))]
#[table(unique(name = "UQ_users_login", columns(login)))]
pub struct Users {
    #[column(identity)]
    pub id: i32,
    #[column(len = 60, sql_type(mssql = "VARCHAR(60) COLLATE Latin1_General_CS_AS"))]
    pub login: String,
    #[column(len = 254, sql_type(mssql = "NVARCHAR(254)"))]
    pub email: Option<String>,
    #[column(len = 191, sql_type(mssql = "NVARCHAR(191) COLLATE SQL_Latin1_General_CP1_CI_AS"))]
    pub display_name: String,
    #[column(len = 60, sql_type(mssql = "CHAR(60) COLLATE Latin1_General_BIN2"))]
    pub password_hash: Option<String>,
    #[column(name = "super", default = false)]
    pub super_: bool,
    #[column(len = 10, sql_type(mssql = "VARCHAR(10)"))]
    pub locale: Option<String>,
    #[column(default = 0)]
    pub failed_logins: i16,
    #[column(sql_type(mssql = "DATETIME"), default(mssql = "GETDATE()"))]
    pub created_at: NaiveDateTime,
    #[column(sql_type(mssql = "DATETIME"))]
    pub last_login_at: Option<NaiveDateTime>,
    #[column(default(mssql = "NEWID()"))]
    pub security_stamp: Option<Uuid>,
}

/// A row of `dbo.user_meta`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "user_meta")]
#[table(insert as NewUserMeta, derive(Clone, Debug, PartialEq))]
#[table(index(name = "IX_user_meta_key", columns(meta_key, user_id)))]
#[table(foreign_key(name = "FK_user_meta_users", columns(user_id), references(table = "users", columns(id), on_delete = "cascade")))]
pub struct UserMeta {
    #[column(primary_key, identity)]
    pub id: i64,
    pub user_id: i32,
    #[column(len = 191, sql_type(mssql = "VARCHAR(191)"))]
    pub meta_key: String,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub meta_value: Option<String>,
}

/// A row of `dbo.settings`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "settings")]
#[table(primary_key(name = "PK_settings", columns(key)))]
pub struct Settings {
    #[column(name = "key", quoted, len = 100, sql_type(mssql = "VARCHAR(100)"))]
    pub key: String,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"), default(mssql = "NULL"))]
    pub value: Option<String>,
    #[column(name = "group", quoted, len = 50, sql_type(mssql = "VARCHAR(50)"), default = "core")]
    pub group: String,
    #[column(len = 50, sql_type(mssql = "NVARCHAR(50)"), default = "PUBLIC,RO")]
    pub flags: String,
    #[column(default(mssql = "SYSUTCDATETIME()"))]
    pub updated_at: NaiveDateTime,
    #[column(len = 128, sql_type(mssql = "NVARCHAR(128)"), default(mssql = "ORIGINAL_LOGIN()"))]
    pub updated_by: String,
}

/// A row of `dbo.newsletter_subscription_confirmation_and_unsubscription_requests`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "newsletter_subscription_confirmation_and_unsubscription_requests")]
#[table(insert as NewNewsletterSubscriptionConfirmationAndUnsubscriptionRequests, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_newsletter_subscription_confirmation_and_unsubscription_requests", columns(newsletter_subscription_confirmation_and_unsubscription_request_id)))]
#[table(unique(name = "UQ_newsletter_subscription_confirmation_and_unsubscription_requests_token", columns(token)))]
#[table(check_sql(name = "CK_newsletter_subscription_confirmation_and_unsubscription_requests_kind", mssql = "kind IN ('subscribe', 'unsubscribe')"))]
pub struct NewsletterSubscriptionConfirmationAndUnsubscriptionRequests {
    #[column(identity)]
    #[column(check_name = "ck_newsletter_subscription_confirmation_and_unsubscription_request_")]
    pub newsletter_subscription_confirmation_and_unsubscription_request_id: i32,
    #[column(len = 254, sql_type(mssql = "NVARCHAR(254)"))]
    pub email: String,
    pub token: [u8; 20],
    #[column(len = 11, sql_type(mssql = "VARCHAR(11)"))]
    pub kind: String,
    #[column(sql_type(mssql = "DATETIME"), default(mssql = "GETUTCDATE()"))]
    pub requested_at: NaiveDateTime,
    #[column(sql_type(mssql = "DATETIME"), default(mssql = "DATEADD(DAY, 30, GETUTCDATE())"))]
    pub expires_at: Option<NaiveDateTime>,
}

/// A row of `cms.languages`.
// Left undeclared: key IX_languages_is_default: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "languages")]
#[table(insert as NewLanguages, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_languages", columns(id)))]
#[table(unique(name = "UQ_languages_iso_code", columns(iso_code)))]
#[table(foreign_key(name = "FK_languages_fallback", columns(fallback_id), references(table = "languages", columns(id))))]
#[table(undeclared("IX_languages_is_default"))]
pub struct Languages {
    #[column(identity)]
    pub id: i16,
    #[column(len = 14, sql_type(mssql = "VARCHAR(14)"))]
    pub iso_code: String,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100)"))]
    pub name: String,
    #[column(default = false)]
    pub is_default: bool,
    pub fallback_id: Option<i16>,
}

/// A row of `cms.type`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "type")]
#[table(insert as NewType, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_type", columns(id)))]
#[table(unique(name = "UQ_type_alias", columns(alias)))]
#[table(check_sql(name = "CK_type_fields", mssql = "ISJSON([fields]) = 1"))]
#[table(foreign_key(name = "FK_type_base", columns(base_id), references(table = "type", columns(id))))]
pub struct Type {
    #[column(identity)]
    pub id: i32,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"))]
    pub alias: String,
    #[column(len = 255, sql_type(mssql = "NVARCHAR(255)"))]
    pub name: String,
    pub base_id: Option<i32>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"), default = "[]")]
    pub fields: String,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"), default = "icon-document")]
    pub icon: Option<String>,
    #[column(default = false)]
    pub allow_at_root: bool,
    #[column(default = 0)]
    pub varies_by: u8,
}

/// A row of `cms.状態`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "状態", quoted, rename_all = "PascalCase")]
#[table(primary_key(name = "PK_状態", columns(コード)))]
#[table(foreign_key(name = "FK_状態_次", columns(次の状態), references(table = "状態", quoted, columns("コード"))))]
pub struct 状態 {
    #[column(name = "コード", quoted)]
    pub コード: u8,
    #[column(name = "名称", quoted, len = 20, sql_type(mssql = "NVARCHAR(20)"))]
    pub 名称: String,
    #[column(name = "次の状態", quoted)]
    pub 次の状態: Option<u8>,
}

/// A row of `cms.categories`.
// Left undeclared: key UQ_categories_slug: it accepts one row with NULL, and a unique key of the derive any number.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "categories")]
#[table(insert as NewCategories, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_categories", columns(id)))]
#[table(index(name = "IX_categories_path", columns(path)))]
#[table(foreign_key(name = "FK_categories_parent", columns(parent_id), references(table = "categories", columns(id))))]
#[table(undeclared("UQ_categories_slug"))]
pub struct Categories {
    #[column(identity)]
    pub id: i32,
    pub parent_id: Option<i32>,
    #[column(len = 80, sql_type(mssql = "NVARCHAR(80)"))]
    pub slug: String,
    #[column(len = 200, sql_type(mssql = "NVARCHAR(200)"))]
    pub name: String,
    #[column(default = -1)]
    pub sort_order: i32,
    pub level: i16,
    #[column(len = 150, sql_type(mssql = "VARCHAR(150)"))]
    pub path: String,
    #[column(default(mssql = "'0'"))]
    pub trashed: bool,
}

/// A row of `cms.category_paths`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "category_paths")]
#[table(primary_key(name = "PK_category_paths", columns(ancestor_id, descendant_id)))]
#[table(index(name = "IX_category_paths_descendant", columns(descendant_id, depth), include(ancestor_id)))]
#[table(check_sql(name = "CK_category_paths_depth", mssql = "(ancestor_id = descendant_id AND depth = 0) OR (ancestor_id <> descendant_id AND depth > 0)"))]
#[table(foreign_key(name = "FK_category_paths_ancestor", columns(ancestor_id), references(table = "categories", columns(id))))]
#[table(foreign_key(name = "FK_category_paths_descendant", columns(descendant_id), references(table = "categories", columns(id), on_delete = "cascade")))]
pub struct CategoryPaths {
    pub ancestor_id: i32,
    pub descendant_id: i32,
    pub depth: i32,
}

/// A row of `cms.articles`.
// Left undeclared: column title_length: its type is not known.
// Left undeclared: foreign key FK_articles_language: `ON UPDATE CASCADE` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "articles")]
#[table(insert as NewArticles, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_articles", columns(id)))]
#[table(unique(name = "UQ_articles_node_number", columns(node_number)))]
#[table(unique(name = "UQ_articles_slug", columns(language_code, slug, type_id)))]
#[table(index(name = "IX_articles_list", columns(category_id, published_at desc), include(title, slug, is_featured), filter(published_at is not null)))]
#[table(check_sql(name = "CK_articles_published", mssql = "published_at IS NULL OR [1st_published_at] <= published_at"))]
#[table(check_sql(name = "CK_articles_visibility", mssql = "visibility IN ('public', 'members', 'paid')"))]
#[table(foreign_key(name = "FK_articles_category", columns(category_id), references(table = "categories", columns(id), on_delete = "set null")))]
#[table(foreign_key(name = "FK_articles_created_by", columns(created_by), references(schema = "dbo", table = "users", columns(id))))]
#[table(foreign_key(name = "FK_articles_type", columns(type_id), references(table = "type", columns(id))))]
#[table(foreign_key(name = "FK_articles_状態", columns(状態), references(table = "状態", quoted, columns("コード"))))]
#[table(undeclared("title_length", "FK_articles_language"))]
pub struct Articles {
    #[column(identity)]
    pub id: i32,
    #[column(default(mssql = "NEXT VALUE FOR cms.node_numbers"))]
    pub node_number: i64,
    #[column(default(mssql = "NEWID()"))]
    pub uuid: Uuid,
    pub type_id: i32,
    pub category_id: Option<i32>,
    #[column(len = 14, sql_type(mssql = "VARCHAR(14)"), default = "en-US")]
    pub language_code: String,
    #[column(len = 80, sql_type(mssql = "NVARCHAR(80)"))]
    pub slug: String,
    #[column(len = 2000, sql_type(mssql = "NVARCHAR(2000)"))]
    pub title: String,
    pub current_revision_id: Option<i64>,
    #[column(name = "状態", quoted, default = 1)]
    pub 状態: u8,
    #[column(len = 50, sql_type(mssql = "VARCHAR(50)"), default = "public")]
    pub visibility: String,
    #[column(name = "is-featured", quoted, default = false)]
    pub is_featured: bool,
    #[column(name = "1st_published_at", quoted, sql_type(mssql = "DATETIME2(0)"))]
    pub _1st_published_at: Option<NaiveDateTime>,
    #[column(sql_type(mssql = "DATETIME2(0)"))]
    pub published_at: Option<NaiveDateTime>,
    #[column(sql_type(mssql = "DATETIME2(0)"), default(mssql = "'9999-12-31T23:59:59'"))]
    pub expires_at: NaiveDateTime,
    pub created_by: i32,
    #[column(sql_type(mssql = "DATETIMEOFFSET(0)"), default(mssql = "SYSDATETIMEOFFSET()"))]
    pub created_at: DateTime<FixedOffset>,
    #[column(sql_type(mssql = "DATETIMEOFFSET(0)"))]
    pub updated_at: Option<DateTime<FixedOffset>>,
}

/// A row of `cms.revisions`.
// Left undeclared: column content_hash: its type is not known.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "revisions")]
#[table(insert as NewRevisions, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_revisions", columns(id)))]
#[table(unique(name = "UQ_revisions_revision_no", columns(article_id, revision_no)))]
#[table(index(name = "IX_revisions_autosaves", columns(article_id, author_id), filter(is_autosave = true)))]
#[table(foreign_key(name = "FK_revisions_article", columns(article_id), references(table = "articles", columns(id), on_delete = "cascade")))]
#[table(foreign_key(name = "FK_revisions_author", columns(author_id), references(schema = "dbo", table = "users", columns(id), on_delete = "set null")))]
#[table(undeclared("content_hash"))]
pub struct Revisions {
    #[column(identity)]
    pub id: i64,
    pub article_id: i32,
    pub revision_no: i32,
    #[column(len = 2000, sql_type(mssql = "NVARCHAR(2000)"))]
    pub title: Option<String>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"), default = "")]
    pub body: String,
    #[column(sql_type(mssql = "XML"))]
    pub body_xml: Option<String>,
    pub word_count: Option<i32>,
    pub author_id: Option<i32>,
    #[column(len = 50, sql_type(mssql = "NVARCHAR(50)"))]
    pub reason: Option<String>,
    #[column(default = false)]
    pub is_autosave: bool,
    #[column(sql_type(mssql = "DATETIME2(3)"), default(mssql = "SYSUTCDATETIME()"))]
    pub created_at: NaiveDateTime,
}

/// A row of `cms.article_authors`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "article_authors")]
#[table(primary_key(name = "PK_article_authors", columns(article_id, user_id)))]
#[table(unique(name = "UQ_article_authors_sort_order", columns(article_id, sort_order)))]
#[table(foreign_key(name = "FK_article_authors_article", columns(article_id), references(table = "articles", columns(id), on_delete = "cascade")))]
#[table(foreign_key(name = "FK_article_authors_user", columns(user_id), references(schema = "dbo", table = "users", columns(id))))]
pub struct ArticleAuthors {
    pub article_id: i32,
    pub user_id: i32,
    #[column(default = 0)]
    pub sort_order: u8,
}

/// A row of `cms.article_meta`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "article_meta")]
#[table(primary_key(name = "PK_article_meta", columns(article_id, meta_key)))]
#[table(foreign_key(name = "FK_article_meta_article", columns(article_id), references(table = "articles", columns(id), on_delete = "cascade")))]
pub struct ArticleMeta {
    pub article_id: i32,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100) COLLATE Latin1_General_CS_AS"))]
    pub meta_key: String,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub meta_value: Option<String>,
}

/// A row of `cms.tags`.
// Left undeclared: key UQ_tags: it accepts one row with NULL, and a unique key of the derive any number.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "tags")]
#[table(insert as NewTags, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_tags", columns(id)))]
#[table(foreign_key(name = "FK_tags_language", columns(language_code), references(table = "languages", columns(iso_code))))]
#[table(undeclared("UQ_tags"))]
pub struct Tags {
    #[column(identity)]
    pub id: i32,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100)"), default = "default")]
    pub tag_group: String,
    #[column(len = 14, sql_type(mssql = "VARCHAR(14)"))]
    pub language_code: Option<String>,
    #[column(len = 200, sql_type(mssql = "NVARCHAR(200) COLLATE Latin1_General_CS_AS"))]
    pub tag: String,
}

/// A row of `cms.article_tags`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "article_tags")]
#[table(primary_key(name = "PK_article_tags", columns(article_id, tag_id)))]
#[table(foreign_key(name = "FK_article_tags_article", columns(article_id), references(table = "articles", columns(id), on_delete = "cascade")))]
#[table(foreign_key(name = "FK_article_tags_tag", columns(tag_id), references(table = "tags", columns(id), on_delete = "cascade")))]
pub struct ArticleTags {
    pub article_id: i32,
    pub tag_id: i32,
}

/// A row of `cms.comments`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "comments")]
#[table(insert as NewComments, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_comments", columns(id)))]
#[table(check_sql(name = "CK_comments_author", mssql = "author_name IS NOT NULL OR user_id IS NOT NULL"))]
#[table(check_sql(name = "CK_comments_status", mssql = "status IN ('pending', 'approved', 'spam')"))]
#[table(foreign_key(name = "FK_comments_parent", columns(parent_id), references(table = "comments", columns(id))))]
#[table(foreign_key(name = "FK_comments_user", columns(user_id), references(schema = "dbo", table = "users", columns(id), on_delete = "set null")))]
pub struct Comments {
    #[column(identity)]
    pub id: i64,
    pub article_id: i32,
    pub parent_id: Option<i64>,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100)"))]
    pub author_name: Option<String>,
    #[column(len = 254, sql_type(mssql = "NVARCHAR(254)"))]
    pub author_email: Option<String>,
    pub user_id: Option<i32>,
    #[column(len = 4000, sql_type(mssql = "NVARCHAR(4000)"))]
    pub body: String,
    #[column(default = 0)]
    pub karma: i32,
    #[column(len = 20, sql_type(mssql = "VARCHAR(20)"), default = "pending")]
    pub status: String,
    #[column(sql_type(mssql = "SMALLDATETIME"), default(mssql = "GETDATE()"))]
    pub posted_at: NaiveDateTime,
}

/// A row of `cms.match`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "match", quoted)]
#[table(insert as NewMatch, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_match", columns(id)))]
#[table(unique(name = "UQ_match_pattern", columns(pattern, r#type)))]
#[table(check_sql(name = "CK_match_target", mssql = "(target IS NULL AND article_id IS NOT NULL) OR (target IS NOT NULL AND article_id IS NULL)"))]
#[table(check_sql(name = "CK_match_type", mssql = "[type] = 'exact' OR [type] = 'prefix' OR [type] = 'regex'"))]
#[table(foreign_key(name = "FK_match_article", columns(article_id), references(table = "articles", columns(id), on_delete = "cascade")))]
pub struct Match {
    #[column(identity)]
    pub id: i32,
    #[column(len = 450, sql_type(mssql = "NVARCHAR(450)"))]
    pub pattern: String,
    #[column(len = 6, sql_type(mssql = "VARCHAR(6)"), default = "exact")]
    pub r#type: String,
    #[column(len = 2000, sql_type(mssql = "NVARCHAR(2000)"))]
    pub target: Option<String>,
    pub article_id: Option<i32>,
    #[column(default = 301)]
    pub status_code: i16,
    #[column(default(mssql = "- 0.5"))]
    pub priority: f32,
}

/// A row of `cms.property_values`.
// Left undeclared: column value: the type SQL_VARIANT is not supported.
// Left undeclared: column decimal_value: a decimal of the derive has at most 28 digits.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "property_values")]
#[table(primary_key(name = "PK_property_values", columns(revision_id, property, culture)))]
#[table(foreign_key(name = "FK_property_values_revision", columns(revision_id), references(table = "revisions", columns(id), on_delete = "cascade")))]
#[table(undeclared("value", "decimal_value"))]
pub struct PropertyValues {
    pub revision_id: i64,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"))]
    pub property: String,
    #[column(len = 14, sql_type(mssql = "VARCHAR(14)"), default = "")]
    pub culture: String,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub text_value: Option<String>,
    #[column(sql_type(mssql = "DATETIME"))]
    pub date_value: Option<NaiveDateTime>,
}

/// A row of `cms.webhooks`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "webhooks")]
#[table(primary_key(name = "PK_webhooks", columns(id)))]
#[table(unique(name = "UQ_webhooks", columns(event, self_)))]
pub struct Webhooks {
    #[column(default(mssql = "NEWSEQUENTIALID()"))]
    pub id: Uuid,
    #[column(name = "self", len = 400, sql_type(mssql = "NVARCHAR(400)"))]
    pub self_: String,
    #[column(len = 2000, sql_type(mssql = "NVARCHAR(2000)"))]
    pub target_url: String,
    #[column(len = 50, sql_type(mssql = "VARCHAR(50)"))]
    pub event: String,
    #[column(default = true)]
    pub r#async: bool,
    #[column(len = 64, default(mssql = "0x"))]
    pub secret: Vec<u8>,
    #[column(sql_type(mssql = "XML"))]
    pub headers: Option<String>,
    #[column(len = 3, sql_type(mssql = "CHAR(3)"))]
    pub last_status: Option<String>,
    #[column(sql_type(mssql = "TIME(3)"), default(mssql = "'00:00:02.500'"))]
    pub timeout: NaiveTime,
    #[column(default(mssql = "GETDATE()"))]
    pub enabled_from: NaiveDate,
}

/// A row of `cms.sites`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "cms", name = "sites")]
#[table(primary_key(name = "PK_sites", columns(id)))]
#[table(unique(columns(host)))]
#[table(check_sql(mssql = "image_quality > 0 AND image_quality <= 1"))]
#[table(check_sql(mssql = "maintenance_until > maintenance_from"))]
#[table(foreign_key(columns(home_article_id), references(table = "articles", columns(id))))]
#[table(foreign_key(columns(language_id), references(table = "languages", columns(id))))]
#[table(foreign_key(columns(not_found_article_id), references(table = "articles", columns(id))))]
pub struct Sites {
    pub id: u8,
    #[column(len = 253, sql_type(mssql = "VARCHAR(253)"))]
    pub host: String,
    #[column(len = 200, sql_type(mssql = "NVARCHAR(200)"))]
    pub title: String,
    #[column(len = 400, sql_type(mssql = "NVARCHAR(400)"))]
    pub tagline: Option<String>,
    pub language_id: i16,
    pub home_article_id: Option<i32>,
    pub not_found_article_id: Option<i32>,
    #[column(len = 64, sql_type(mssql = "VARCHAR(64)"), default = "Etc/UTC")]
    pub timezone: String,
    #[column(len = 30, sql_type(mssql = "VARCHAR(30)"), default = "yyyy-MM-dd")]
    pub date_format: String,
    #[column(default = 10)]
    pub posts_per_page: i16,
    #[column(default = true)]
    pub comments_enabled: bool,
    pub comments_close_after: Option<i32>,
    #[column(default = true)]
    pub comments_need_approval: bool,
    #[column(default = false)]
    pub members_enabled: bool,
    #[column(precision = 19, scale = 4, sql_type(mssql = "MONEY"))]
    pub members_default_price: Option<Decimal>,
    #[column(len = 3, sql_type(mssql = "NCHAR(3)"))]
    pub members_currency: Option<String>,
    #[column(default = 14)]
    pub members_trial_days: Option<u8>,
    #[column(default = false)]
    pub newsletter_enabled: bool,
    #[column(len = 191, sql_type(mssql = "NVARCHAR(191)"), default = "The editor's desk")]
    pub newsletter_sender: Option<String>,
    #[column(len = 191, sql_type(mssql = "NVARCHAR(191)"))]
    pub newsletter_reply_to: Option<String>,
    pub newsletter_max_per_hour: Option<i32>,
    #[column(len = 2000, sql_type(mssql = "NVARCHAR(2000)"))]
    pub meta_title: Option<String>,
    #[column(len = 2000, sql_type(mssql = "NVARCHAR(2000)"))]
    pub meta_description: Option<String>,
    #[column(len = 2000, sql_type(mssql = "NVARCHAR(2000)"))]
    pub og_image: Option<String>,
    #[column(len = 300, sql_type(mssql = "NVARCHAR(300)"))]
    pub og_title: Option<String>,
    #[column(len = 500, sql_type(mssql = "NVARCHAR(500)"))]
    pub og_description: Option<String>,
    #[column(len = 2000, sql_type(mssql = "NVARCHAR(2000)"))]
    pub twitter_image: Option<String>,
    #[column(len = 300, sql_type(mssql = "NVARCHAR(300)"))]
    pub twitter_title: Option<String>,
    #[column(len = 500, sql_type(mssql = "NVARCHAR(500)"))]
    pub twitter_description: Option<String>,
    #[column(len = 50, sql_type(mssql = "VARCHAR(50)"))]
    pub facebook_account: Option<String>,
    #[column(len = 15, sql_type(mssql = "VARCHAR(15)"))]
    pub twitter_account: Option<String>,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"))]
    pub mastodon_account: Option<String>,
    #[column(len = 7, sql_type(mssql = "CHAR(7)"), default = "#15171A")]
    pub accent_color: String,
    #[column(sql_type(mssql = "VARBINARY(MAX)"))]
    pub logo: Option<Vec<u8>>,
    #[column(sql_type(mssql = "IMAGE"))]
    pub favicon: Option<Vec<u8>>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub header_html: Option<String>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub footer_html: Option<String>,
    #[column(sql_type(mssql = "TEXT"))]
    pub custom_css: Option<String>,
    #[column(sql_type(mssql = "VARCHAR(MAX)"))]
    pub robots: Option<String>,
    #[column(default(mssql = "0.82"))]
    pub image_quality: f32,
    #[column(default(mssql = "1.6E1"))]
    pub image_max_megapixels: f64,
    #[column(len = 100, sql_type(mssql = "VARCHAR(100)"), default = "webp,avif")]
    pub image_formats: String,
    #[column(default = -1)]
    pub cache_seconds: i32,
    #[column(default = 0)]
    pub cache_generation: i64,
    #[column(default = false)]
    pub is_private: bool,
    #[column(len = 100, sql_type(mssql = "NVARCHAR(100)"))]
    pub private_password: Option<String>,
    pub maintenance_from: Option<DateTime<FixedOffset>>,
    pub maintenance_until: Option<DateTime<FixedOffset>>,
    pub licence_valid_until: Option<NaiveDate>,
    #[column(sql_type(mssql = "DATETIME"), default(mssql = "GETDATE()"))]
    pub created_at: NaiveDateTime,
    #[column(sql_type(mssql = "DATETIME"))]
    pub updated_at: Option<NaiveDateTime>,
}

/// A row of `media.folders`.
// Left undeclared: key UNIQUE (parent_id, name): it accepts one row with NULL, and a unique key of the derive any number.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "media", name = "folders")]
#[table(insert as NewFolders, derive(Clone, Debug, PartialEq))]
#[table(foreign_key(columns(parent_id), references(table = "folders", columns(id))))]
#[table(undeclared("UNIQUE (parent_id, name)"))]
pub struct Folders {
    #[column(primary_key, identity)]
    pub id: i32,
    pub parent_id: Option<i32>,
    #[column(len = 255, sql_type(mssql = "NVARCHAR(255)"))]
    pub name: String,
}

/// A row of `media.files`.
// Left undeclared: column extension: its type is not known.
// Left undeclared: column pixels: its type is not known.
// Left undeclared: key UQ_files: it accepts one row with NULL, and a unique key of the derive any number.
// Left undeclared: index IX_files_pixels: it contains an expression, or a column that the struct does not declare.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "media", name = "files")]
#[table(insert as NewFiles, derive(Clone, Debug, PartialEq))]
#[table(primary_key(name = "PK_files", columns(id)))]
#[table(index(name = "IX_files_sha1", columns(sha1), filter(sha1 is not null)))]
#[table(check_sql(name = "CK_files_bytes", mssql = "bytes >= 0"))]
#[table(check_sql(name = "CK_files_focal", mssql = "(focal_x IS NULL AND focal_y IS NULL) OR (focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1)"))]
#[table(foreign_key(name = "FK_files_folder", columns(folder_id), references(table = "folders", columns(id), on_delete = "set null")))]
#[table(foreign_key(name = "FK_files_user", columns(uploaded_by), references(schema = "dbo", table = "users", columns(id), on_delete = "set null")))]
#[table(undeclared("extension", "pixels", "UQ_files", "IX_files_pixels"))]
pub struct Files {
    #[column(identity)]
    pub id: i32,
    pub folder_id: Option<i32>,
    #[column(len = 255, sql_type(mssql = "NVARCHAR(255)"))]
    pub file_name: String,
    #[column(len = 127, sql_type(mssql = "VARCHAR(127)"), default = "application/octet-stream")]
    pub mime_type: String,
    #[column(default = 0)]
    pub bytes: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub sha1: Option<[u8; 20]>,
    #[column(len = 500, sql_type(mssql = "NVARCHAR(500)"))]
    pub alt_text: Option<String>,
    #[column(precision = 4, scale = 3)]
    pub focal_x: Option<Decimal>,
    #[column(precision = 4, scale = 3)]
    pub focal_y: Option<Decimal>,
    #[column(sql_type(mssql = "NVARCHAR(MAX)"))]
    pub exif: Option<String>,
    pub uploaded_by: Option<i32>,
    #[column(sql_type(mssql = "DATETIME2(2)"), default(mssql = "SYSUTCDATETIME()"))]
    pub uploaded_at: NaiveDateTime,
}

/// A row of `media.größe`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "media", name = "größe", quoted)]
#[table(primary_key(name = "PK_größe", columns(familie, name)))]
#[table(check_sql(name = "CK_größe_breite", mssql = "breite > 0 AND ([höhe] IS NULL OR [höhe] > 0)"))]
pub struct Größe {
    #[column(len = 20, sql_type(mssql = "VARCHAR(20)"))]
    pub familie: String,
    #[column(len = 30, sql_type(mssql = "NVARCHAR(30)"))]
    pub name: String,
    pub breite: i32,
    #[column(name = "höhe", quoted)]
    pub höhe: Option<i32>,
    #[column(name = "maßstab", quoted, precision = 3, scale = 1, sql_type(mssql = "NUMERIC(3, 1)"))]
    #[column(default(mssql = "1.0"))]
    pub maßstab: Decimal,
}

/// A row of `media.renditions`.
// Left undeclared: foreign key FK_renditions_größe: `ON UPDATE CASCADE` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "media", name = "renditions")]
#[table(primary_key(name = "PK_renditions", columns(file_id, familie, größe)))]
#[table(foreign_key(name = "FK_renditions_file", columns(file_id), references(table = "files", columns(id), on_delete = "cascade")))]
#[table(undeclared("FK_renditions_größe"))]
pub struct Renditions {
    pub file_id: i32,
    #[column(len = 20, sql_type(mssql = "VARCHAR(20)"))]
    pub familie: String,
    #[column(name = "größe", quoted, len = 30, sql_type(mssql = "NVARCHAR(30)"))]
    pub größe: String,
    #[column(len = 1024, sql_type(mssql = "NVARCHAR(1024)"))]
    pub storage_path: String,
    pub bytes: Option<i32>,
}

/// A row of `media.tags`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "media", name = "tags")]
#[table(foreign_key(columns(file_id), references(table = "files", columns(id), on_delete = "cascade")))]
pub struct Tags2 {
    #[column(primary_key)]
    pub file_id: i32,
    #[column(primary_key, len = 100, sql_type(mssql = "NVARCHAR(100)"))]
    pub tag: String,
    pub confidence: Option<f64>,
}

/// A row of `media.article_files`.
// Left undeclared: key UX_article_files_feature: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "media", name = "article_files")]
#[table(check_sql(mssql = "[role] IN ('inline', 'feature', 'attachment')"))]
#[table(foreign_key(columns(article_id), references(schema = "cms", table = "articles", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(file_id), references(table = "files", columns(id))))]
#[table(undeclared("UX_article_files_feature"))]
pub struct ArticleFiles {
    #[column(primary_key)]
    pub article_id: i32,
    #[column(primary_key)]
    pub position: i16,
    pub file_id: i32,
    #[column(len = 1000, sql_type(mssql = "NVARCHAR(1000)"))]
    pub caption: Option<String>,
    #[column(len = 10, sql_type(mssql = "VARCHAR(10)"), default = "inline")]
    pub role: String,
}

/// A row of `media.locations`.
// Left undeclared: column position: the type GEOGRAPHY is not supported; inserts fail, since it requires a value.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "media", name = "locations")]
#[table(primary_key(name = "PK_locations", columns(file_id)))]
#[table(foreign_key(name = "FK_locations_file", columns(file_id), references(table = "files", columns(id), on_delete = "cascade")))]
#[table(undeclared("position"))]
pub struct Locations {
    pub file_id: i32,
    #[column(len = 200, sql_type(mssql = "NVARCHAR(200)"))]
    pub place: Option<String>,
}

// No struct declares:
// table dbo.404-log: the table has no primary key: add one, or use `sql!`
// table dbo.$staging: the table has no primary key: add one, or use `sql!`
// table cms.navigation: column node of the primary key: the type HIERARCHYID is not supported; inserts fail, since it requires a value
