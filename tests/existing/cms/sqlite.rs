//! The tables of an existing SQLite database, as `store scaffold` has read them.
#![allow(clippy::duplicated_attributes, reason = "two foreign keys may have the same words")]

use store::Table;

/// A row of `users`.
// Left undeclared: key ix_users_email: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "users", not_strict)]
#[table(insert as NewUsers, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(login)))]
#[table(undeclared("ix_users_email"))]
pub struct Users {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub login: String,
    #[column(sql_type(sqlite = "TEXT COLLATE NOCASE"))]
    pub email: Option<String>,
    #[column(sql_type(sqlite = "TEXT COLLATE NOCASE"))]
    pub display_name: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub password_hash: Option<String>,
    #[column(name = "super", sql_type(sqlite = "BOOLEAN"), default = false)]
    pub super_: bool,
    #[column(sql_type(sqlite = "TEXT"))]
    pub locale: Option<String>,
    #[column(default = 0)]
    pub failed_logins: i64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "CURRENT_TIMESTAMP"))]
    pub created_at: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub last_login_at: Option<String>,
    #[column(sql_type(sqlite = "TEXT"), default(sqlite = "lower(hex(randomblob(16)))"))]
    pub security_stamp: Option<String>,
}

/// A row of `user_meta`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "user_meta", not_strict)]
#[table(insert as NewUserMeta, derive(Clone, Debug, PartialEq))]
#[table(index(name = "ix_user_meta_key", columns(meta_key, user_id)))]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id), on_delete = "cascade")))]
pub struct UserMeta {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    pub user_id: i64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub meta_key: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub meta_value: Option<String>,
}

/// A row of `settings`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "settings", not_strict)]
pub struct Settings {
    #[column(name = "key", quoted, primary_key, sql_type(sqlite = "TEXT"))]
    pub key: String,
    #[column(sql_type(sqlite = "TEXT"), default(sqlite = "NULL"))]
    pub value: Option<String>,
    #[column(name = "group", quoted, sql_type(sqlite = "TEXT"), default = "core")]
    pub group: String,
    #[column(sql_type(sqlite = "TEXT"), default = "PUBLIC,RO")]
    pub flags: String,
    #[column(sql_type(sqlite = "TEXT"), default(sqlite = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"))]
    pub updated_at: String,
    #[column(sql_type(sqlite = "TEXT"), default = "nobody")]
    pub updated_by: String,
}

/// A row of `newsletter_subscription_confirmation_and_unsubscription_requests`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "newsletter_subscription_confirmation_and_unsubscription_requests", not_strict)]
#[table(insert as NewNewsletterSubscriptionConfirmationAndUnsubscriptionRequests, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(token)))]
#[table(check_sql(sqlite = "kind IN ('subscribe', 'unsubscribe')"))]
pub struct NewsletterSubscriptionConfirmationAndUnsubscriptionRequests {
    #[column(primary_key, identity)]
    pub newsletter_subscription_confirmation_and_unsubscription_request_id: i64,
    #[column(sql_type(sqlite = "TEXT COLLATE NOCASE"))]
    pub email: String,
    #[column(sql_type(sqlite = "BLOB"), default(sqlite = "randomblob(20)"))]
    pub token: Vec<u8>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub kind: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "datetime('now')"))]
    pub requested_at: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "datetime('now', '+30 days')"))]
    pub expires_at: Option<String>,
}

/// A row of `cms_languages`.
// Left undeclared: key ix_cms_languages_is_default: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_languages", not_strict)]
#[table(insert as NewCmsLanguages, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(iso_code)))]
#[table(foreign_key(columns(fallback_id), references(table = "cms_languages", columns(id))))]
#[table(undeclared("ix_cms_languages_is_default"))]
pub struct CmsLanguages {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub iso_code: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub name: String,
    #[column(sql_type(sqlite = "BOOLEAN"), default = false)]
    pub is_default: bool,
    pub fallback_id: Option<i64>,
}

/// A row of `type`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "type", not_strict)]
#[table(insert as NewType, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(alias)))]
#[table(check_sql(sqlite = "json_valid(`fields`)"))]
#[table(foreign_key(columns(base_id), references(table = "type", columns(id))))]
pub struct Type {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub alias: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub name: String,
    pub base_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"), default = "[]")]
    pub fields: String,
    #[column(sql_type(sqlite = "TEXT"), default = "icon-document")]
    pub icon: Option<String>,
    #[column(sql_type(sqlite = "BOOLEAN"), default = false)]
    pub allow_at_root: bool,
    #[column(default = 0)]
    pub varies_by: i64,
}

/// A row of `状態`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "状態", quoted, rename_all = "PascalCase", not_strict)]
#[table(insert as New状態, derive(Clone, Debug, PartialEq))]
#[table(foreign_key(columns(次の状態), references(table = "状態", quoted, columns("コード"))))]
pub struct 状態 {
    #[column(name = "コード", quoted, primary_key, identity(reuse))]
    pub コード: i64,
    #[column(name = "名称", quoted, sql_type(sqlite = "TEXT"))]
    pub 名称: String,
    #[column(name = "次の状態", quoted)]
    pub 次の状態: Option<i64>,
}

/// A row of `cms_categories`.
// Left undeclared: key ix_cms_categories_roots: a unique key of the derive has no such filter.
// Left undeclared: index ix_cms_categories_path: it contains an expression, or a column that the struct does not declare.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_categories", not_strict)]
#[table(insert as NewCmsCategories, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(parent_id, slug)))]
#[table(foreign_key(columns(parent_id), references(table = "cms_categories", columns(id))))]
#[table(undeclared("ix_cms_categories_roots", "ix_cms_categories_path"))]
pub struct CmsCategories {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    pub parent_id: Option<i64>,
    #[column(len = 80, sql_type(sqlite = "VARCHAR(80)"))]
    pub slug: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub name: String,
    #[column(default = -1)]
    pub sort_order: i64,
    pub level: i64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub path: String,
    #[column(sql_type(sqlite = "BOOLEAN"), default(sqlite = "'0'"))]
    pub trashed: bool,
}

/// A row of `cms_category_paths`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_category_paths", without_rowid, not_strict)]
#[table(index(name = "ix_cms_category_paths_descendant", columns(descendant_id, depth)))]
#[table(check_sql(sqlite = "(ancestor_id = descendant_id AND depth = 0) OR (ancestor_id <> descendant_id AND depth > 0)"))]
#[table(foreign_key(columns(ancestor_id), references(table = "cms_categories", columns(id))))]
#[table(foreign_key(columns(descendant_id), references(table = "cms_categories", columns(id), on_delete = "cascade")))]
pub struct CmsCategoryPaths {
    #[column(primary_key)]
    pub ancestor_id: i64,
    #[column(primary_key)]
    pub descendant_id: i64,
    pub depth: i64,
}

/// A row of `cms_articles`.
// Left undeclared: index ix_cms_articles_title: it contains an expression, or a column that the struct does not declare.
// Left undeclared: foreign key (current_revision_id) REFERENCES cms_revisions (id) DEFERRABLE INITIALLY DEFERRED: `DEFERRABLE INITIALLY DEFERRED` is not supported.
// Left undeclared: foreign key (language_code) REFERENCES cms_languages (iso_code) ON UPDATE CASCADE: `ON UPDATE CASCADE` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_articles", not_strict)]
#[table(insert as NewCmsArticles, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(node_number)))]
#[table(unique(name = "uq_cms_articles_slug", columns(language_code, slug, type_id)))]
#[table(index(name = "ix_cms_articles_list", columns(category_id, published_at desc), filter(published_at is not null)))]
#[table(check_sql(name = "ck_cms_articles_published", sqlite = "published_at IS NULL OR `1st_published_at` <= published_at"))]
#[table(check_sql(sqlite = "visibility IN ('public', 'members', 'paid')"))]
#[table(foreign_key(columns(category_id), references(table = "cms_categories", columns(id), on_delete = "set null")))]
#[table(foreign_key(columns(created_by), references(table = "users", columns(id))))]
#[table(foreign_key(columns(type_id), references(table = "type", columns(id))))]
#[table(foreign_key(columns(状態), references(table = "状態", quoted, columns("コード"))))]
#[table(undeclared("ix_cms_articles_title", "(current_revision_id) REFERENCES cms_revisions (id) DEFERRABLE INITIALLY DEFERRED", "(language_code) REFERENCES cms_languages (iso_code) ON UPDATE CASCADE"))]
pub struct CmsArticles {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    pub node_number: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"), default(sqlite = "lower(hex(randomblob(16)))"))]
    pub uuid: String,
    pub type_id: i64,
    pub category_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"), default = "en-US")]
    pub language_code: String,
    #[column(len = 80, sql_type(sqlite = "VARCHAR(80)"))]
    pub slug: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub title: String,
    pub current_revision_id: Option<i64>,
    #[column(name = "状態", quoted, default = 1)]
    pub 状態: i64,
    #[column(sql_type(sqlite = "TEXT"), default = "public")]
    pub visibility: String,
    #[column(name = "is-featured", quoted, sql_type(sqlite = "BOOLEAN"), default(sqlite = "FALSE"))]
    pub is_featured: bool,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(name = "1st_published_at", quoted, sql_type(sqlite = "DATETIME"))]
    pub _1st_published_at: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub published_at: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default = "9999-12-31 23:59:59")]
    pub expires_at: String,
    pub created_by: i64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "CURRENT_TIMESTAMP"))]
    pub created_at: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub updated_at: Option<String>,
    #[column(sql_type(sqlite = "INTEGER"), computed = "length(title)", stored)]
    pub title_length: Option<i64>,
}

/// A row of `cms_revisions`.
// Left undeclared: index ix_cms_revisions_autosaves: its filter is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_revisions", not_strict)]
#[table(insert as NewCmsRevisions, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(article_id, revision_no)))]
#[table(foreign_key(columns(article_id), references(table = "cms_articles", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(author_id), references(table = "users", columns(id), on_delete = "set null")))]
#[table(undeclared("ix_cms_revisions_autosaves"))]
pub struct CmsRevisions {
    #[column(primary_key, identity)]
    pub id: i64,
    pub article_id: i64,
    pub revision_no: i64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub title: Option<String>,
    #[column(sql_type(sqlite = "TEXT"), default = "")]
    pub body: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub body_xml: Option<String>,
    pub word_count: Option<i64>,
    pub author_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub reason: Option<String>,
    #[column(sql_type(sqlite = "BOOLEAN"), default = false)]
    pub is_autosave: bool,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "strftime('%Y-%m-%d %H:%M:%f', 'now')"))]
    pub created_at: String,
    #[column(sql_type(sqlite = "INTEGER"), computed = "length(body)")]
    pub body_length: Option<i64>,
}

/// A row of `cms_article_authors`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_article_authors", not_strict)]
#[table(unique(columns(article_id, sort_order)))]
#[table(foreign_key(columns(article_id), references(table = "cms_articles", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id))))]
pub struct CmsArticleAuthors {
    #[column(primary_key)]
    pub article_id: i64,
    #[column(primary_key)]
    pub user_id: i64,
    #[column(default = 0)]
    pub sort_order: i64,
}

/// A row of `cms_article_meta`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_article_meta", without_rowid, not_strict)]
#[table(foreign_key(columns(article_id), references(table = "cms_articles", columns(id), on_delete = "cascade")))]
pub struct CmsArticleMeta {
    #[column(primary_key)]
    pub article_id: i64,
    #[column(primary_key, sql_type(sqlite = "TEXT"))]
    pub meta_key: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub meta_value: Option<String>,
}

/// A row of `cms_tags`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_tags", not_strict)]
#[table(insert as NewCmsTags, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(tag_group, tag, language_code)))]
#[table(foreign_key(columns(language_code), references(table = "cms_languages", columns(iso_code))))]
pub struct CmsTags {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    #[column(sql_type(sqlite = "TEXT"), default = "default")]
    pub tag_group: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub language_code: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub tag: String,
}

/// A row of `cms_article_tags`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_article_tags", not_strict)]
#[table(foreign_key(columns(article_id), references(table = "cms_articles", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(tag_id), references(table = "cms_tags", columns(id), on_delete = "cascade")))]
pub struct CmsArticleTags {
    #[column(primary_key)]
    pub article_id: i64,
    #[column(primary_key)]
    pub tag_id: i64,
}

/// A row of `cms_comments`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_comments", not_strict)]
#[table(insert as NewCmsComments, derive(Clone, Debug, PartialEq))]
#[table(check_sql(sqlite = "author_name IS NOT NULL OR user_id IS NOT NULL"))]
#[table(check_sql(sqlite = "length(body) <= 4000"))]
#[table(check_sql(sqlite = "status IN ('pending', 'approved', 'spam')"))]
#[table(foreign_key(columns(parent_id), references(table = "cms_comments", columns(id))))]
#[table(foreign_key(columns(user_id), references(table = "users", columns(id), on_delete = "set null")))]
pub struct CmsComments {
    #[column(primary_key, identity)]
    pub id: i64,
    pub article_id: i64,
    pub parent_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub author_name: Option<String>,
    #[column(sql_type(sqlite = "TEXT COLLATE NOCASE"))]
    pub author_email: Option<String>,
    pub user_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub body: String,
    #[column(default = 0)]
    pub karma: i64,
    #[column(sql_type(sqlite = "TEXT"), default = "pending")]
    pub status: String,
    #[column(default(sqlite = "unixepoch()"))]
    pub posted_at: i64,
}

/// A row of `match`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "match", quoted, not_strict)]
#[table(insert as NewMatch, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(pattern, r#type)))]
#[table(check_sql(sqlite = "(target IS NULL) <> (article_id IS NULL)"))]
#[table(check_sql(sqlite = "type = 'exact' OR type = 'prefix' OR type = 'regex'"))]
#[table(foreign_key(columns(article_id), references(table = "cms_articles", columns(id), on_delete = "cascade")))]
pub struct Match {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub pattern: String,
    #[column(sql_type(sqlite = "TEXT"), default = "exact")]
    pub r#type: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub target: Option<String>,
    pub article_id: Option<i64>,
    #[column(default = 301)]
    pub status_code: i64,
    #[column(sql_type(sqlite = "REAL"), default(sqlite = "- 0.5"))]
    pub priority: f64,
}

/// A row of `cms_property_values`.
// Left undeclared: column value: it has no type, so its values can be of any type.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_property_values", not_strict)]
#[table(foreign_key(columns(revision_id), references(table = "cms_revisions", columns(id), on_delete = "cascade")))]
#[table(undeclared("value"))]
pub struct CmsPropertyValues {
    #[column(primary_key)]
    pub revision_id: i64,
    #[column(primary_key, sql_type(sqlite = "TEXT"))]
    pub property: String,
    #[column(primary_key, sql_type(sqlite = "TEXT"), default = "")]
    pub culture: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub text_value: Option<String>,
    #[column(sql_type(sqlite = "DECIMAL(38, 6)"))]
    pub decimal_value: Option<f64>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub date_value: Option<String>,
}

/// A row of `cms_navigation`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_navigation", without_rowid, not_strict)]
#[table(insert as NewCmsNavigation, derive(Clone, Debug, PartialEq))]
#[table(check_sql(sqlite = "node GLOB '/*/' OR node = '/'"))]
#[table(foreign_key(columns(article_id), references(table = "cms_articles", columns(id), on_delete = "set null")))]
pub struct CmsNavigation {
    #[column(primary_key, sql_type(sqlite = "TEXT"))]
    pub node: String,
    #[column(sql_type(sqlite = "INTEGER"))]
    #[column(computed = "length(node) - length(replace(node, '/', '')) - 1")]
    pub node_level: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub label: String,
    pub article_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub url: Option<String>,
}

/// A row of `cms_webhooks`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_webhooks", not_strict)]
#[table(unique(columns(event, self_)))]
pub struct CmsWebhooks {
    #[column(primary_key, sql_type(sqlite = "BLOB"), default(sqlite = "randomblob(16)"))]
    pub id: Vec<u8>,
    #[column(name = "self", sql_type(sqlite = "TEXT"))]
    pub self_: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub target_url: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub event: String,
    #[column(sql_type(sqlite = "BOOLEAN"), default(sqlite = "TRUE"))]
    pub r#async: bool,
    #[column(sql_type(sqlite = "BLOB"), default(sqlite = "x''"))]
    pub secret: Vec<u8>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub headers: Option<String>,
    #[column(len = 3, sql_type(sqlite = "CHAR(3)"))]
    pub last_status: Option<String>,
    #[column(sql_type(sqlite = "REAL"), default(sqlite = "2.5"))]
    pub timeout: f64,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATE"), default(sqlite = "CURRENT_DATE"))]
    pub enabled_from: String,
}

/// A row of `cms_sites`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "cms_sites", not_strict)]
#[table(insert as NewCmsSites, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(host)))]
#[table(check_sql(sqlite = "image_quality > 0 AND image_quality <= 1"))]
#[table(check_sql(sqlite = "maintenance_until > maintenance_from"))]
#[table(foreign_key(columns(home_article_id), references(table = "cms_articles", columns(id))))]
#[table(foreign_key(columns(language_id), references(table = "cms_languages", columns(id))))]
#[table(foreign_key(columns(not_found_article_id), references(table = "cms_articles", columns(id))))]
pub struct CmsSites {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    #[column(sql_type(sqlite = "TEXT COLLATE NOCASE"))]
    pub host: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub title: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub tagline: Option<String>,
    pub language_id: i64,
    pub home_article_id: Option<i64>,
    pub not_found_article_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"), default = "Etc/UTC")]
    pub timezone: String,
    #[column(sql_type(sqlite = "TEXT"), default = "yyyy-MM-dd")]
    pub date_format: String,
    #[column(sql_type(sqlite = "SMALLINT"), default = 10)]
    pub posts_per_page: i64,
    #[column(sql_type(sqlite = "BOOLEAN"), default = true)]
    pub comments_enabled: bool,
    pub comments_close_after: Option<i64>,
    #[column(sql_type(sqlite = "BOOLEAN"), default = true)]
    pub comments_need_approval: bool,
    #[column(sql_type(sqlite = "BOOLEAN"), default = false)]
    pub members_enabled: bool,
    #[column(sql_type(sqlite = "DECIMAL(19, 4)"))]
    pub members_default_price: Option<f64>,
    #[column(len = 3, sql_type(sqlite = "NCHAR(3)"))]
    pub members_currency: Option<String>,
    #[column(sql_type(sqlite = "TINYINT"), default = 14)]
    pub members_trial_days: Option<i64>,
    #[column(sql_type(sqlite = "BOOLEAN"), default = false)]
    pub newsletter_enabled: bool,
    #[column(sql_type(sqlite = "TEXT"), default = "The editor's desk")]
    pub newsletter_sender: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub newsletter_reply_to: Option<String>,
    pub newsletter_max_per_hour: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub meta_title: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub meta_description: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub og_image: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub og_title: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub og_description: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub twitter_image: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub twitter_title: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub twitter_description: Option<String>,
    #[column(len = 50, sql_type(sqlite = "VARCHAR(50)"))]
    pub facebook_account: Option<String>,
    #[column(len = 15, sql_type(sqlite = "VARCHAR(15)"))]
    pub twitter_account: Option<String>,
    #[column(len = 100, sql_type(sqlite = "VARCHAR(100)"))]
    pub mastodon_account: Option<String>,
    #[column(len = 7, sql_type(sqlite = "CHAR(7)"), default = "#15171A")]
    pub accent_color: String,
    #[column(sql_type(sqlite = "BLOB"))]
    pub logo: Option<Vec<u8>>,
    #[column(sql_type(sqlite = "BLOB"))]
    pub favicon: Option<Vec<u8>>,
    #[column(sql_type(sqlite = "CLOB"))]
    pub header_html: Option<String>,
    #[column(sql_type(sqlite = "CLOB"))]
    pub footer_html: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub custom_css: Option<String>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub robots: Option<String>,
    #[column(sql_type(sqlite = "REAL"), default(sqlite = "0.82"))]
    pub image_quality: f64,
    #[column(sql_type(sqlite = "DOUBLE"), default(sqlite = "1.6E1"))]
    pub image_max_megapixels: f64,
    #[column(sql_type(sqlite = "TEXT"), default = "webp,avif")]
    pub image_formats: String,
    #[column(default = -1)]
    pub cache_seconds: i64,
    #[column(sql_type(sqlite = "BIGINT"), default(sqlite = "0x0"))]
    pub cache_generation: i64,
    #[column(sql_type(sqlite = "BOOLEAN"), default = false)]
    pub is_private: bool,
    #[column(sql_type(sqlite = "TEXT"))]
    pub private_password: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub maintenance_from: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub maintenance_until: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATE"))]
    pub licence_valid_until: Option<String>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "CURRENT_TIMESTAMP"))]
    pub created_at: String,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"))]
    pub updated_at: Option<String>,
}

/// A row of `media_folders`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "media_folders", not_strict)]
#[table(insert as NewMediaFolders, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(parent_id, name)))]
#[table(foreign_key(columns(parent_id), references(table = "media_folders", columns(id))))]
pub struct MediaFolders {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    pub parent_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub name: String,
}

/// A row of `media_files`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "media_files", not_strict)]
#[table(insert as NewMediaFiles, derive(Clone, Debug, PartialEq))]
#[table(unique(columns(folder_id, file_name)))]
#[table(index(name = "ix_media_files_pixels", columns(pixels desc)))]
#[table(index(name = "ix_media_files_sha1", columns(sha1), filter(sha1 is not null)))]
#[table(check_sql(sqlite = "(focal_x IS NULL AND focal_y IS NULL) OR (focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1)"))]
#[table(check_sql(sqlite = "bytes >= 0"))]
#[table(foreign_key(columns(folder_id), references(table = "media_folders", columns(id), on_delete = "set null")))]
#[table(foreign_key(columns(uploaded_by), references(table = "users", columns(id), on_delete = "set null")))]
pub struct MediaFiles {
    #[column(primary_key, identity(reuse))]
    pub id: i64,
    pub folder_id: Option<i64>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub file_name: String,
    #[column(sql_type(sqlite = "TEXT"), computed = "lower(substr(file_name, - 4))")]
    pub extension: Option<String>,
    #[column(sql_type(sqlite = "TEXT"), default = "application/octet-stream")]
    pub mime_type: String,
    #[column(default = 0)]
    pub bytes: i64,
    pub width: Option<i64>,
    pub height: Option<i64>,
    #[column(sql_type(sqlite = "INTEGER"), computed = "width * height", stored)]
    pub pixels: Option<i64>,
    #[column(sql_type(sqlite = "BLOB"))]
    pub sha1: Option<Vec<u8>>,
    #[column(sql_type(sqlite = "TEXT"))]
    pub alt_text: Option<String>,
    #[column(sql_type(sqlite = "REAL"))]
    pub focal_x: Option<f64>,
    #[column(sql_type(sqlite = "REAL"))]
    pub focal_y: Option<f64>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "JSON"))]
    pub exif: Option<String>,
    pub uploaded_by: Option<i64>,
    // SQLite stores text that is a number as a number here; use a type of numbers if the values are numbers.
    #[column(sql_type(sqlite = "DATETIME"), default(sqlite = "CURRENT_TIMESTAMP"))]
    pub uploaded_at: String,
}

/// A row of `größe`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "größe", quoted, not_strict)]
#[table(check_sql(sqlite = "breite > 0"))]
#[table(check_sql(sqlite = "höhe > 0"))]
pub struct Größe {
    #[column(primary_key, sql_type(sqlite = "TEXT"))]
    pub familie: String,
    #[column(primary_key, sql_type(sqlite = "TEXT"))]
    pub name: String,
    pub breite: i64,
    #[column(name = "höhe", quoted)]
    pub höhe: Option<i64>,
    #[column(name = "maßstab", quoted, sql_type(sqlite = "NUMERIC(3, 1)"), default(sqlite = "1.0"))]
    pub maßstab: f64,
}

/// A row of `media_renditions`.
// Left undeclared: foreign key (familie, größe) REFERENCES größe (familie, name) ON UPDATE CASCADE: `ON UPDATE CASCADE` is not supported.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "media_renditions", not_strict)]
#[table(foreign_key(columns(file_id), references(table = "media_files", columns(id), on_delete = "cascade")))]
#[table(undeclared("(familie, größe) REFERENCES größe (familie, name) ON UPDATE CASCADE"))]
pub struct MediaRenditions {
    #[column(primary_key)]
    pub file_id: i64,
    #[column(primary_key, sql_type(sqlite = "TEXT"))]
    pub familie: String,
    #[column(name = "größe", quoted, primary_key, sql_type(sqlite = "TEXT"))]
    pub größe: String,
    #[column(sql_type(sqlite = "TEXT"))]
    pub storage_path: String,
    pub bytes: Option<i64>,
}

/// A row of `media_tags`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "media_tags", without_rowid, not_strict)]
#[table(foreign_key(columns(file_id), references(table = "media_files", columns(id), on_delete = "cascade")))]
pub struct MediaTags {
    #[column(primary_key)]
    pub file_id: i64,
    #[column(primary_key, sql_type(sqlite = "TEXT COLLATE NOCASE"))]
    pub tag: String,
    #[column(sql_type(sqlite = "FLOAT"))]
    pub confidence: Option<f64>,
}

/// A row of `media_article_files`.
// Left undeclared: key ux_media_article_files_feature: a unique key of the derive has no such filter.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "media_article_files", not_strict)]
#[table(check_sql(sqlite = "role IN ('inline', 'feature', 'attachment')"))]
#[table(foreign_key(columns(article_id), references(table = "cms_articles", columns(id), on_delete = "cascade")))]
#[table(foreign_key(columns(file_id), references(table = "media_files", columns(id))))]
#[table(undeclared("ux_media_article_files_feature"))]
pub struct MediaArticleFiles {
    #[column(primary_key)]
    pub article_id: i64,
    #[column(primary_key)]
    pub position: i64,
    pub file_id: i64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub caption: Option<String>,
    #[column(sql_type(sqlite = "TEXT"), default = "inline")]
    pub role: String,
}

/// A row of `media_locations`.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(name = "media_locations", not_strict)]
#[table(insert as NewMediaLocations, derive(Clone, Debug, PartialEq))]
#[table(check_sql(sqlite = "latitude BETWEEN - 90 AND 90"))]
#[table(foreign_key(columns(file_id), references(table = "media_files", columns(id), on_delete = "cascade")))]
pub struct MediaLocations {
    #[column(primary_key, identity(reuse))]
    pub file_id: i64,
    #[column(sql_type(sqlite = "REAL"))]
    pub latitude: f64,
    #[column(sql_type(sqlite = "REAL"))]
    pub longitude: f64,
    #[column(sql_type(sqlite = "TEXT"))]
    pub place: Option<String>,
}

// No struct declares:
// table 404-log: the table has no primary key: add one, or use `sql!`
// table $staging: the table has no primary key: add one, or use `sql!`
// view cms_published_articles: write a struct that derives `View`, with the query of the view
