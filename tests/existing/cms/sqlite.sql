CREATE TABLE users (
    id             INTEGER PRIMARY KEY,
    login          TEXT NOT NULL UNIQUE,
    email          TEXT COLLATE NOCASE,
    display_name   TEXT NOT NULL COLLATE NOCASE,
    password_hash  TEXT,
    super          BOOLEAN NOT NULL DEFAULT 0,
    locale         TEXT,
    failed_logins  INTEGER NOT NULL DEFAULT 0,
    created_at     DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    last_login_at  DATETIME,
    security_stamp TEXT DEFAULT (lower(hex(randomblob(16))))
);
CREATE UNIQUE INDEX ix_users_email ON users (email) WHERE email IS NOT NULL;

CREATE TABLE user_meta (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    meta_key   TEXT NOT NULL,
    meta_value TEXT
);
CREATE INDEX ix_user_meta_key ON user_meta (meta_key, user_id);

CREATE TABLE settings (
    "key"      TEXT PRIMARY KEY,
    "value"    TEXT DEFAULT NULL,
    "group"    TEXT NOT NULL DEFAULT 'core',
    flags      TEXT NOT NULL DEFAULT 'PUBLIC,RO',
    updated_at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    updated_by TEXT NOT NULL DEFAULT 'nobody'
);

-- Written by the web server for each request that found nothing; read once a day, then emptied.
CREATE TABLE "404-log" (
    logged_at  TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    url        TEXT NOT NULL,
    referrer   TEXT,
    ip         BLOB,
    user_agent TEXT,
    status     INTEGER NOT NULL DEFAULT 404
);
CREATE INDEX "ix_404-log" ON "404-log" (logged_at DESC);

-- The columns are those of the files that the agency delivers.
CREATE TABLE "$staging" (
    "source-id"   TEXT,
    source_id     INTEGER,
    "1st seen"    DATE,
    "%done"       NUMERIC,
    Payload,
    "öffentlich?" CHARACTER(1)
);

CREATE TABLE newsletter_subscription_confirmation_and_unsubscription_requests (
    newsletter_subscription_confirmation_and_unsubscription_request_id INTEGER PRIMARY KEY AUTOINCREMENT,
    email        TEXT NOT NULL COLLATE NOCASE,
    token        BLOB NOT NULL DEFAULT (randomblob(20)) UNIQUE,
    kind         TEXT NOT NULL CHECK (kind IN ('subscribe', 'unsubscribe')),
    requested_at DATETIME NOT NULL DEFAULT (datetime('now')),
    expires_at   DATETIME DEFAULT (datetime('now', '+30 days'))
);

CREATE TABLE cms_languages (
    id          INTEGER PRIMARY KEY,
    iso_code    TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    is_default  BOOLEAN NOT NULL DEFAULT 0,
    fallback_id INTEGER REFERENCES cms_languages (id)
);
CREATE UNIQUE INDEX ix_cms_languages_is_default ON cms_languages (is_default) WHERE is_default = 1;

CREATE TABLE "type" (
    id            INTEGER PRIMARY KEY,
    alias         TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    base_id       INTEGER REFERENCES "type",
    "fields"      TEXT NOT NULL DEFAULT '[]' CHECK (json_valid("fields")),
    icon          TEXT DEFAULT "icon-document",
    allow_at_root BOOLEAN NOT NULL DEFAULT 0,
    varies_by     INTEGER NOT NULL DEFAULT (0)
);

CREATE TABLE 状態 (
    コード   INTEGER PRIMARY KEY,
    名称     TEXT NOT NULL,
    次の状態 INTEGER REFERENCES 状態 (コード)
);

CREATE TABLE cms_categories (
    id         INTEGER PRIMARY KEY,
    parent_id  INTEGER REFERENCES cms_categories (id),
    slug       VARCHAR(80) NOT NULL,
    name       TEXT NOT NULL,
    sort_order INTEGER NOT NULL DEFAULT (-1),
    level      INTEGER NOT NULL,
    path       TEXT NOT NULL,
    trashed    BOOLEAN NOT NULL DEFAULT '0',
    UNIQUE (parent_id, slug)
);
-- NULLs are distinct in a unique key, but a root category has no namesakes either.
CREATE UNIQUE INDEX ix_cms_categories_roots ON cms_categories (slug) WHERE parent_id IS NULL;
CREATE INDEX ix_cms_categories_path ON cms_categories (path COLLATE BINARY);

-- Every pair of a category and one of its ancestors, including itself.
CREATE TABLE cms_category_paths (
    ancestor_id   INTEGER NOT NULL REFERENCES cms_categories (id),
    descendant_id INTEGER NOT NULL REFERENCES cms_categories (id) ON DELETE CASCADE,
    depth         INTEGER NOT NULL,
    PRIMARY KEY (ancestor_id, descendant_id),
    CHECK ((ancestor_id = descendant_id AND depth = 0) OR (ancestor_id <> descendant_id AND depth > 0))
) WITHOUT ROWID;
CREATE INDEX ix_cms_category_paths_descendant ON cms_category_paths (descendant_id, depth);

CREATE TABLE cms_articles (
    id                  INTEGER PRIMARY KEY,
    node_number         INTEGER UNIQUE,
    uuid                TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))),
    type_id             INTEGER NOT NULL REFERENCES "type" (id),
    category_id         INTEGER REFERENCES cms_categories (id) ON DELETE SET NULL,
    language_code       TEXT NOT NULL DEFAULT 'en-US' REFERENCES cms_languages (iso_code) ON UPDATE CASCADE,
    slug                VARCHAR(80) NOT NULL,
    title               TEXT NOT NULL,
    current_revision_id INTEGER REFERENCES cms_revisions (id) DEFERRABLE INITIALLY DEFERRED,
    状態                INTEGER NOT NULL DEFAULT 1 REFERENCES 状態,
    visibility          TEXT NOT NULL DEFAULT 'public' CHECK (visibility IN ('public', 'members', 'paid')),
    "is-featured"       BOOLEAN NOT NULL DEFAULT FALSE,
    "1st_published_at"  DATETIME,
    published_at        DATETIME,
    expires_at          DATETIME NOT NULL DEFAULT '9999-12-31 23:59:59',
    created_by          INTEGER NOT NULL REFERENCES users (id),
    created_at          DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at          DATETIME,
    title_length        INTEGER GENERATED ALWAYS AS (length(title)) STORED,
    CONSTRAINT uq_cms_articles_slug UNIQUE (language_code, slug, type_id),
    CONSTRAINT ck_cms_articles_published CHECK (published_at IS NULL OR "1st_published_at" <= published_at)
);
CREATE INDEX ix_cms_articles_list ON cms_articles (category_id, published_at DESC) WHERE published_at IS NOT NULL;
CREATE INDEX ix_cms_articles_title ON cms_articles (lower(title), id);

CREATE TABLE cms_revisions (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id   INTEGER NOT NULL REFERENCES cms_articles (id) ON DELETE CASCADE,
    revision_no  INTEGER NOT NULL,
    title        TEXT,
    body         TEXT NOT NULL DEFAULT '',
    body_xml     TEXT,
    word_count   INTEGER,
    author_id    INTEGER REFERENCES users (id) ON DELETE SET NULL,
    reason       TEXT,
    is_autosave  BOOLEAN NOT NULL DEFAULT 0,
    created_at   DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')),
    body_length  INTEGER AS (length(body)) VIRTUAL,
    UNIQUE (article_id, revision_no)
);
CREATE INDEX ix_cms_revisions_autosaves ON cms_revisions (article_id, author_id) WHERE is_autosave;

CREATE TABLE cms_article_authors (
    article_id INTEGER NOT NULL REFERENCES cms_articles (id) ON DELETE CASCADE,
    user_id    INTEGER NOT NULL REFERENCES users (id),
    sort_order INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (article_id, user_id),
    UNIQUE (article_id, sort_order)
);

CREATE TABLE cms_article_meta (
    article_id INTEGER NOT NULL REFERENCES cms_articles (id) ON DELETE CASCADE,
    meta_key   TEXT NOT NULL,
    meta_value TEXT,
    PRIMARY KEY (article_id, meta_key)
) WITHOUT ROWID;

CREATE TABLE cms_tags (
    id            INTEGER PRIMARY KEY,
    tag_group     TEXT NOT NULL DEFAULT 'default',
    language_code TEXT REFERENCES cms_languages (iso_code),
    tag           TEXT NOT NULL,
    UNIQUE (tag_group, tag, language_code)
);

CREATE TABLE cms_article_tags (
    article_id INTEGER NOT NULL REFERENCES cms_articles (id) ON DELETE CASCADE,
    tag_id     INTEGER NOT NULL REFERENCES cms_tags (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, tag_id)
);

-- Some comments of the old site belong to articles that were not imported, so the article is not a foreign key.
CREATE TABLE cms_comments (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id   INTEGER NOT NULL,
    parent_id    INTEGER REFERENCES cms_comments (id),
    author_name  TEXT,
    author_email TEXT COLLATE NOCASE,
    user_id      INTEGER REFERENCES users (id) ON DELETE SET NULL,
    body         TEXT NOT NULL CHECK (length(body) <= 4000),
    karma        INTEGER NOT NULL DEFAULT 0,
    status       TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'approved', 'spam')),
    posted_at    INTEGER NOT NULL DEFAULT (unixepoch()),
    CHECK (author_name IS NOT NULL OR user_id IS NOT NULL)
);

CREATE TABLE "match" (
    id          INTEGER PRIMARY KEY,
    pattern     TEXT NOT NULL,
    type        TEXT NOT NULL DEFAULT 'exact' CHECK (type = 'exact' OR type = 'prefix' OR type = 'regex'),
    target      TEXT,
    article_id  INTEGER REFERENCES cms_articles (id) ON DELETE CASCADE,
    status_code INTEGER NOT NULL DEFAULT 301,
    priority    REAL NOT NULL DEFAULT -0.5,
    UNIQUE (pattern, type),
    CHECK ((target IS NULL) <> (article_id IS NULL))
);

CREATE TABLE cms_property_values (
    revision_id   INTEGER NOT NULL REFERENCES cms_revisions (id) ON DELETE CASCADE,
    property      TEXT NOT NULL,
    culture       TEXT NOT NULL DEFAULT '',
    value,
    text_value    TEXT,
    decimal_value DECIMAL(38, 6),
    date_value    DATETIME,
    PRIMARY KEY (revision_id, property, culture)
);

CREATE TABLE cms_navigation (
    node       TEXT NOT NULL PRIMARY KEY CHECK (node GLOB '/*/' OR node = '/'),
    node_level INTEGER AS (length(node) - length(replace(node, '/', '')) - 1),
    label      TEXT NOT NULL,
    article_id INTEGER REFERENCES cms_articles (id) ON DELETE SET NULL,
    url        TEXT
) WITHOUT ROWID;

CREATE TABLE cms_webhooks (
    id           BLOB NOT NULL PRIMARY KEY DEFAULT (randomblob(16)),
    self         TEXT NOT NULL,
    target_url   TEXT NOT NULL,
    event        TEXT NOT NULL,
    async        BOOLEAN NOT NULL DEFAULT TRUE,
    secret       BLOB NOT NULL DEFAULT x'',
    headers      TEXT,
    last_status  CHAR(3),
    timeout      REAL NOT NULL DEFAULT 2.5,
    enabled_from DATE NOT NULL DEFAULT CURRENT_DATE,
    UNIQUE (event, self)
);

CREATE TABLE cms_sites (
    id                      INTEGER PRIMARY KEY,
    host                    TEXT NOT NULL UNIQUE COLLATE NOCASE,
    title                   TEXT NOT NULL,
    tagline                 TEXT,
    language_id             INTEGER NOT NULL REFERENCES cms_languages (id),
    home_article_id         INTEGER REFERENCES cms_articles (id),
    not_found_article_id    INTEGER REFERENCES cms_articles (id),
    timezone                TEXT NOT NULL DEFAULT 'Etc/UTC',
    date_format             TEXT NOT NULL DEFAULT 'yyyy-MM-dd',
    posts_per_page          SMALLINT NOT NULL DEFAULT 10,
    comments_enabled        BOOLEAN NOT NULL DEFAULT 1,
    comments_close_after    INTEGER,
    comments_need_approval  BOOLEAN NOT NULL DEFAULT 1,
    members_enabled         BOOLEAN NOT NULL DEFAULT 0,
    members_default_price   DECIMAL(19, 4),
    members_currency        NCHAR(3),
    members_trial_days      TINYINT DEFAULT 14,
    newsletter_enabled      BOOLEAN NOT NULL DEFAULT 0,
    newsletter_sender       TEXT DEFAULT 'The editor''s desk',
    newsletter_reply_to     TEXT,
    newsletter_max_per_hour INTEGER,
    meta_title              TEXT,
    meta_description        TEXT,
    og_image                TEXT,
    og_title                TEXT,
    og_description          TEXT,
    twitter_image           TEXT,
    twitter_title           TEXT,
    twitter_description     TEXT,
    facebook_account        VARCHAR(50),
    twitter_account         VARCHAR(15),
    mastodon_account        VARCHAR(100),
    accent_color            CHAR(7) NOT NULL DEFAULT '#15171A',
    logo                    BLOB,
    favicon                 BLOB,
    header_html             CLOB,
    footer_html             CLOB,
    custom_css              TEXT,
    robots                  TEXT,
    image_quality           REAL NOT NULL DEFAULT 0.82 CHECK (image_quality > 0 AND image_quality <= 1),
    image_max_megapixels    DOUBLE NOT NULL DEFAULT 1.6E1,
    image_formats           TEXT NOT NULL DEFAULT 'webp,avif',
    cache_seconds           INTEGER NOT NULL DEFAULT -1,
    cache_generation        BIGINT NOT NULL DEFAULT 0x0,
    is_private              BOOLEAN NOT NULL DEFAULT 0,
    private_password        TEXT,
    maintenance_from        DATETIME,
    maintenance_until       DATETIME CHECK (maintenance_until > maintenance_from),
    licence_valid_until     DATE,
    created_at              DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at              DATETIME
);

CREATE TABLE media_folders (
    id        INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES media_folders (id),
    name      TEXT NOT NULL,
    UNIQUE (parent_id, name)
);

CREATE TABLE media_files (
    id          INTEGER PRIMARY KEY,
    folder_id   INTEGER REFERENCES media_folders (id) ON DELETE SET NULL,
    file_name   TEXT NOT NULL,
    extension   TEXT AS (lower(substr(file_name, -4))),
    mime_type   TEXT NOT NULL DEFAULT 'application/octet-stream',
    bytes       INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0),
    width       INTEGER,
    height      INTEGER,
    pixels      INTEGER AS (width * height) STORED,
    sha1        BLOB,
    alt_text    TEXT,
    focal_x     REAL,
    focal_y     REAL,
    exif        JSON,
    uploaded_by INTEGER REFERENCES users (id) ON DELETE SET NULL,
    uploaded_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (folder_id, file_name),
    CHECK ((focal_x IS NULL AND focal_y IS NULL) OR (focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1))
);
CREATE INDEX ix_media_files_sha1 ON media_files (sha1) WHERE sha1 IS NOT NULL;
CREATE INDEX ix_media_files_pixels ON media_files (pixels DESC);

CREATE TABLE "größe" (
    familie TEXT NOT NULL,
    name    TEXT NOT NULL,
    breite  INTEGER NOT NULL CHECK (breite > 0),
    höhe    INTEGER CHECK (höhe > 0),
    maßstab NUMERIC(3, 1) NOT NULL DEFAULT 1.0,
    PRIMARY KEY (familie, name)
);

CREATE TABLE media_renditions (
    file_id      INTEGER NOT NULL REFERENCES media_files (id) ON DELETE CASCADE,
    familie      TEXT NOT NULL,
    größe        TEXT NOT NULL,
    storage_path TEXT NOT NULL,
    bytes        INTEGER,
    PRIMARY KEY (file_id, familie, größe),
    FOREIGN KEY (familie, größe) REFERENCES "größe" (familie, name) ON UPDATE CASCADE
);

CREATE TABLE media_tags (
    file_id    INTEGER NOT NULL REFERENCES media_files (id) ON DELETE CASCADE,
    tag        TEXT NOT NULL COLLATE NOCASE,
    confidence FLOAT,
    PRIMARY KEY (file_id, tag)
) WITHOUT ROWID;

CREATE TABLE media_article_files (
    article_id INTEGER NOT NULL REFERENCES cms_articles (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    file_id    INTEGER NOT NULL REFERENCES media_files (id),
    caption    TEXT,
    role       TEXT NOT NULL DEFAULT 'inline' CHECK (role IN ('inline', 'feature', 'attachment')),
    PRIMARY KEY (article_id, position)
);
CREATE UNIQUE INDEX ux_media_article_files_feature ON media_article_files (article_id) WHERE role = 'feature';

CREATE TABLE media_locations (
    file_id   INTEGER PRIMARY KEY REFERENCES media_files (id) ON DELETE CASCADE,
    latitude  REAL NOT NULL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL NOT NULL,
    place     TEXT
);

CREATE VIEW cms_published_articles AS
SELECT a.id, a.uuid, a.language_code, a.slug, a.published_at, r.title, r.body
FROM cms_articles AS a
JOIN cms_revisions AS r ON r.id = a.current_revision_id
WHERE a.published_at IS NOT NULL;
