SET QUOTED_IDENTIFIER ON;
GO

CREATE SCHEMA cms AUTHORIZATION dbo;
GO
CREATE SCHEMA media AUTHORIZATION dbo;
GO

CREATE TYPE dbo.EmailAddress FROM NVARCHAR(254) NULL;
CREATE TYPE dbo.Slug FROM NVARCHAR(80) NOT NULL;
CREATE TYPE dbo.Flag FROM BIT NOT NULL;
GO

CREATE SEQUENCE cms.node_numbers AS BIGINT START WITH 1000 INCREMENT BY 10 MINVALUE 1000 CACHE 50;
GO

CREATE TABLE dbo.users (
    id            INT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_users PRIMARY KEY,
    login         VARCHAR(60) COLLATE Latin1_General_CS_AS NOT NULL,
    email         NVARCHAR(254) NULL,
    display_name  NVARCHAR(191) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
    password_hash CHAR(60) COLLATE Latin1_General_BIN2 NULL,
    [super]       dbo.Flag CONSTRAINT DF_users_super DEFAULT (0),
    locale        VARCHAR(10) NULL,
    failed_logins SMALLINT NOT NULL CONSTRAINT DF_users_failed_logins DEFAULT (0),
    created_at    DATETIME NOT NULL CONSTRAINT DF_users_created_at DEFAULT (GETDATE()),
    last_login_at DATETIME NULL,
    security_stamp UNIQUEIDENTIFIER NULL CONSTRAINT DF_users_security_stamp DEFAULT (NEWID()),
    CONSTRAINT UQ_users_login UNIQUE (login)
);
CREATE UNIQUE INDEX IX_users_email ON dbo.users (email) WHERE email IS NOT NULL;
GO

CREATE TABLE dbo.user_meta (
    id         BIGINT IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    user_id    INT NOT NULL CONSTRAINT FK_user_meta_users REFERENCES dbo.users (id) ON DELETE CASCADE,
    meta_key   VARCHAR(191) NOT NULL,
    meta_value NVARCHAR(MAX) NULL
);
CREATE INDEX IX_user_meta_key ON dbo.user_meta (meta_key, user_id);
GO

CREATE TABLE dbo.settings (
    [key]      VARCHAR(100) NOT NULL,
    [value]    NVARCHAR(MAX) NULL CONSTRAINT DF_settings_value DEFAULT (NULL),
    [group]    VARCHAR(50) NOT NULL CONSTRAINT DF_settings_group DEFAULT ('core'),
    flags      NVARCHAR(50) NOT NULL CONSTRAINT DF_settings_flags DEFAULT (N'PUBLIC,RO'),
    updated_at DATETIME2(7) NOT NULL CONSTRAINT DF_settings_updated_at DEFAULT (SYSUTCDATETIME()),
    updated_by NVARCHAR(128) NOT NULL CONSTRAINT DF_settings_updated_by DEFAULT (ORIGINAL_LOGIN()),
    CONSTRAINT PK_settings PRIMARY KEY ([key])
);
GO

-- Written by the web server for each request that found nothing; read once a day, then truncated.
CREATE TABLE dbo.[404-log] (
    logged_at  DATETIME2(3) NOT NULL DEFAULT (SYSUTCDATETIME()),
    url        NVARCHAR(2000) NOT NULL,
    referrer   NVARCHAR(2000) NULL,
    ip         VARBINARY(16) NULL,
    user_agent NVARCHAR(MAX) NULL,
    status     SMALLINT NOT NULL DEFAULT (404)
);
CREATE INDEX [IX_404-log] ON dbo.[404-log] (logged_at DESC);
GO

-- The columns are those of the files that the agency delivers.
CREATE TABLE dbo.[$staging] (
    [source-id] NVARCHAR(50) NULL,
    source_id   INT NULL,
    [1st seen]  DATE NULL,
    [%done]     DECIMAL(5, 2) NULL,
    Payload     NTEXT NULL,
    [öffentlich?] CHAR(1) NULL
);
GO

CREATE TABLE dbo.newsletter_subscription_confirmation_and_unsubscription_requests (
    newsletter_subscription_confirmation_and_unsubscription_request_id INT IDENTITY(1, 1) NOT NULL,
    email        dbo.EmailAddress NOT NULL,
    token        BINARY(20) NOT NULL,
    kind         VARCHAR(11) NOT NULL,
    requested_at DATETIME NOT NULL CONSTRAINT DF_newsletter_subscription_confirmation_and_unsubscription_requests_requested_at DEFAULT (GETUTCDATE()),
    expires_at   DATETIME NULL CONSTRAINT DF_newsletter_subscription_confirmation_and_unsubscription_requests_expires_at DEFAULT (DATEADD(DAY, 30, GETUTCDATE())),
    CONSTRAINT PK_newsletter_subscription_confirmation_and_unsubscription_requests
        PRIMARY KEY (newsletter_subscription_confirmation_and_unsubscription_request_id),
    CONSTRAINT UQ_newsletter_subscription_confirmation_and_unsubscription_requests_token UNIQUE (token),
    CONSTRAINT CK_newsletter_subscription_confirmation_and_unsubscription_requests_kind CHECK (kind IN ('subscribe', 'unsubscribe'))
);
GO

CREATE TABLE cms.languages (
    id          SMALLINT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_languages PRIMARY KEY,
    iso_code    VARCHAR(14) NOT NULL CONSTRAINT UQ_languages_iso_code UNIQUE,
    name        NVARCHAR(100) NOT NULL,
    is_default  BIT NOT NULL CONSTRAINT DF_languages_is_default DEFAULT (0),
    fallback_id SMALLINT NULL CONSTRAINT FK_languages_fallback REFERENCES cms.languages (id)
);
CREATE UNIQUE INDEX IX_languages_is_default ON cms.languages (is_default) WHERE is_default = 1;
GO

CREATE TABLE cms.[type] (
    id             INT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_type PRIMARY KEY,
    alias          VARCHAR(100) NOT NULL CONSTRAINT UQ_type_alias UNIQUE,
    name           NVARCHAR(255) NOT NULL,
    base_id        INT NULL CONSTRAINT FK_type_base REFERENCES cms.[type] (id),
    [fields]       NVARCHAR(MAX) NOT NULL CONSTRAINT DF_type_fields DEFAULT (N'[]'),
    icon           VARCHAR(100) NULL CONSTRAINT DF_type_icon DEFAULT ('icon-document'),
    allow_at_root  BIT NOT NULL CONSTRAINT DF_type_allow_at_root DEFAULT (0),
    varies_by      TINYINT NOT NULL CONSTRAINT DF_type_varies_by DEFAULT ((0)),
    CONSTRAINT CK_type_fields CHECK (ISJSON([fields]) = 1)
);
GO

CREATE TABLE cms.[状態] (
    [コード]   TINYINT NOT NULL CONSTRAINT [PK_状態] PRIMARY KEY,
    [名称]     NVARCHAR(20) NOT NULL,
    [次の状態] TINYINT NULL CONSTRAINT [FK_状態_次] REFERENCES cms.[状態] ([コード])
);
GO

CREATE TABLE cms.categories (
    id         INT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_categories PRIMARY KEY,
    parent_id  INT NULL CONSTRAINT FK_categories_parent REFERENCES cms.categories (id),
    slug       dbo.Slug,
    name       NVARCHAR(200) NOT NULL,
    sort_order INT NOT NULL CONSTRAINT DF_categories_sort_order DEFAULT (-1),
    [level]    SMALLINT NOT NULL,
    path       VARCHAR(150) NOT NULL,
    trashed    BIT NOT NULL CONSTRAINT DF_categories_trashed DEFAULT ('0'),
    CONSTRAINT UQ_categories_slug UNIQUE (parent_id, slug)
);
CREATE INDEX IX_categories_path ON cms.categories (path);
GO

-- Every pair of a category and one of its ancestors, including itself.
CREATE TABLE cms.category_paths (
    ancestor_id   INT NOT NULL CONSTRAINT FK_category_paths_ancestor REFERENCES cms.categories (id),
    descendant_id INT NOT NULL CONSTRAINT FK_category_paths_descendant REFERENCES cms.categories (id) ON DELETE CASCADE,
    depth         INT NOT NULL,
    CONSTRAINT PK_category_paths PRIMARY KEY (ancestor_id, descendant_id),
    CONSTRAINT CK_category_paths_depth CHECK ((ancestor_id = descendant_id AND depth = 0) OR (ancestor_id <> descendant_id AND depth > 0))
);
CREATE INDEX IX_category_paths_descendant ON cms.category_paths (descendant_id, depth) INCLUDE (ancestor_id);
GO

CREATE TABLE cms.articles (
    id                  INT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_articles PRIMARY KEY,
    node_number         BIGINT NOT NULL CONSTRAINT DF_articles_node_number DEFAULT (NEXT VALUE FOR cms.node_numbers),
    uuid                UNIQUEIDENTIFIER NOT NULL CONSTRAINT DF_articles_uuid DEFAULT (NEWID()),
    type_id             INT NOT NULL CONSTRAINT FK_articles_type REFERENCES cms.[type] (id),
    category_id         INT NULL CONSTRAINT FK_articles_category REFERENCES cms.categories (id) ON DELETE SET NULL,
    language_code       VARCHAR(14) NOT NULL CONSTRAINT DF_articles_language_code DEFAULT ('en-US'),
    slug                dbo.Slug,
    title               NVARCHAR(2000) NOT NULL,
    current_revision_id BIGINT NULL,
    [状態]              TINYINT NOT NULL CONSTRAINT [DF_articles_状態] DEFAULT (1) CONSTRAINT [FK_articles_状態] REFERENCES cms.[状態] ([コード]),
    visibility          VARCHAR(50) NOT NULL CONSTRAINT DF_articles_visibility DEFAULT ('public'),
    [is-featured]       BIT NOT NULL CONSTRAINT [DF_articles_is-featured] DEFAULT (0),
    [1st_published_at]  DATETIME2(0) NULL,
    published_at        DATETIME2(0) NULL,
    expires_at          DATETIME2(0) NOT NULL CONSTRAINT DF_articles_expires_at DEFAULT ('9999-12-31T23:59:59'),
    created_by          INT NOT NULL CONSTRAINT FK_articles_created_by REFERENCES dbo.users (id),
    created_at          DATETIMEOFFSET(0) NOT NULL CONSTRAINT DF_articles_created_at DEFAULT (SYSDATETIMEOFFSET()),
    updated_at          DATETIMEOFFSET(0) NULL,
    title_length        AS (LEN(title)) PERSISTED,
    CONSTRAINT UQ_articles_slug UNIQUE (language_code, slug, type_id),
    CONSTRAINT UQ_articles_node_number UNIQUE (node_number),
    CONSTRAINT FK_articles_language FOREIGN KEY (language_code) REFERENCES cms.languages (iso_code) ON UPDATE CASCADE,
    CONSTRAINT CK_articles_visibility CHECK (visibility IN ('public', 'members', 'paid')),
    CONSTRAINT CK_articles_published CHECK (published_at IS NULL OR [1st_published_at] <= published_at)
);
CREATE INDEX IX_articles_list ON cms.articles (category_id, published_at DESC) INCLUDE (title, slug, [is-featured]) WHERE published_at IS NOT NULL;
GO

CREATE TABLE cms.revisions (
    id           BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_revisions PRIMARY KEY,
    article_id   INT NOT NULL CONSTRAINT FK_revisions_article REFERENCES cms.articles (id) ON DELETE CASCADE,
    revision_no  INT NOT NULL,
    title        NVARCHAR(2000) NULL,
    body         NVARCHAR(MAX) NOT NULL CONSTRAINT DF_revisions_body DEFAULT (N''),
    body_xml     XML NULL,
    word_count   INT NULL,
    author_id    INT NULL CONSTRAINT FK_revisions_author REFERENCES dbo.users (id) ON DELETE SET NULL,
    reason       NVARCHAR(50) NULL,
    is_autosave  BIT NOT NULL CONSTRAINT DF_revisions_is_autosave DEFAULT (0),
    created_at   DATETIME2(3) NOT NULL CONSTRAINT DF_revisions_created_at DEFAULT (SYSUTCDATETIME()),
    content_hash AS (CONVERT(BINARY(32), HASHBYTES('SHA2_256', body))) PERSISTED,
    CONSTRAINT UQ_revisions_revision_no UNIQUE (article_id, revision_no)
);
CREATE INDEX IX_revisions_autosaves ON cms.revisions (article_id, author_id) WHERE is_autosave = 1;
GO

ALTER TABLE cms.articles ADD CONSTRAINT FK_articles_current_revision FOREIGN KEY (current_revision_id) REFERENCES cms.revisions (id);
GO

CREATE TABLE cms.article_authors (
    article_id INT NOT NULL CONSTRAINT FK_article_authors_article REFERENCES cms.articles (id) ON DELETE CASCADE,
    user_id    INT NOT NULL CONSTRAINT FK_article_authors_user REFERENCES dbo.users (id),
    sort_order TINYINT NOT NULL CONSTRAINT DF_article_authors_sort_order DEFAULT (0),
    CONSTRAINT PK_article_authors PRIMARY KEY (article_id, user_id),
    CONSTRAINT UQ_article_authors_sort_order UNIQUE (article_id, sort_order)
);
GO

CREATE TABLE cms.article_meta (
    article_id INT NOT NULL CONSTRAINT FK_article_meta_article REFERENCES cms.articles (id) ON DELETE CASCADE,
    meta_key   NVARCHAR(100) COLLATE Latin1_General_CS_AS NOT NULL,
    meta_value NVARCHAR(MAX) NULL,
    CONSTRAINT PK_article_meta PRIMARY KEY (article_id, meta_key)
);
GO

CREATE TABLE cms.tags (
    id            INT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_tags PRIMARY KEY,
    tag_group     NVARCHAR(100) NOT NULL CONSTRAINT DF_tags_tag_group DEFAULT (N'default'),
    language_code VARCHAR(14) NULL CONSTRAINT FK_tags_language REFERENCES cms.languages (iso_code),
    tag           NVARCHAR(200) COLLATE Latin1_General_CS_AS NOT NULL,
    CONSTRAINT UQ_tags UNIQUE (tag_group, tag, language_code)
);

CREATE TABLE cms.article_tags (
    article_id INT NOT NULL CONSTRAINT FK_article_tags_article REFERENCES cms.articles (id) ON DELETE CASCADE,
    tag_id     INT NOT NULL CONSTRAINT FK_article_tags_tag REFERENCES cms.tags (id) ON DELETE CASCADE,
    CONSTRAINT PK_article_tags PRIMARY KEY (article_id, tag_id)
);
GO

-- Some comments of the old site belong to articles that were not imported, so the key is not checked.
CREATE TABLE cms.comments (
    id           BIGINT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_comments PRIMARY KEY,
    article_id   INT NOT NULL,
    parent_id    BIGINT NULL CONSTRAINT FK_comments_parent REFERENCES cms.comments (id),
    author_name  NVARCHAR(100) NULL,
    author_email dbo.EmailAddress,
    user_id      INT NULL CONSTRAINT FK_comments_user REFERENCES dbo.users (id) ON DELETE SET NULL,
    body         NVARCHAR(4000) NOT NULL,
    karma        INT NOT NULL CONSTRAINT DF_comments_karma DEFAULT (0),
    status       VARCHAR(20) NOT NULL CONSTRAINT DF_comments_status DEFAULT ('pending'),
    posted_at    SMALLDATETIME NOT NULL CONSTRAINT DF_comments_posted_at DEFAULT (GETDATE()),
    CONSTRAINT CK_comments_status CHECK (status IN ('pending', 'approved', 'spam')),
    CONSTRAINT CK_comments_author CHECK (author_name IS NOT NULL OR user_id IS NOT NULL)
);
ALTER TABLE cms.comments WITH NOCHECK ADD CONSTRAINT FK_comments_article FOREIGN KEY (article_id) REFERENCES cms.articles (id) ON DELETE CASCADE;
ALTER TABLE cms.comments NOCHECK CONSTRAINT FK_comments_article;
GO

CREATE TABLE cms.[match] (
    id          INT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_match PRIMARY KEY,
    pattern     NVARCHAR(450) NOT NULL,
    [type]      VARCHAR(6) NOT NULL CONSTRAINT DF_match_type DEFAULT ('exact'),
    target      NVARCHAR(2000) NULL,
    article_id  INT NULL CONSTRAINT FK_match_article REFERENCES cms.articles (id) ON DELETE CASCADE,
    status_code SMALLINT NOT NULL CONSTRAINT DF_match_status_code DEFAULT (301),
    [priority]  REAL NOT NULL CONSTRAINT DF_match_priority DEFAULT (-0.5),
    CONSTRAINT UQ_match_pattern UNIQUE (pattern, [type]),
    CONSTRAINT CK_match_type CHECK ([type] = 'exact' OR [type] = 'prefix' OR [type] = 'regex'),
    CONSTRAINT CK_match_target CHECK ((target IS NULL AND article_id IS NOT NULL) OR (target IS NOT NULL AND article_id IS NULL))
);
GO

CREATE TABLE cms.property_values (
    revision_id   BIGINT NOT NULL CONSTRAINT FK_property_values_revision REFERENCES cms.revisions (id) ON DELETE CASCADE,
    property      VARCHAR(100) NOT NULL,
    culture       VARCHAR(14) NOT NULL CONSTRAINT DF_property_values_culture DEFAULT (''),
    [value]       SQL_VARIANT NULL,
    text_value    NVARCHAR(MAX) NULL,
    decimal_value DECIMAL(38, 6) NULL,
    date_value    DATETIME NULL,
    CONSTRAINT PK_property_values PRIMARY KEY (revision_id, property, culture)
);
GO

CREATE TABLE cms.navigation (
    node       HIERARCHYID NOT NULL CONSTRAINT PK_navigation PRIMARY KEY,
    node_level AS (node.GetLevel()),
    label      NVARCHAR(100) NOT NULL,
    article_id INT NULL CONSTRAINT FK_navigation_article REFERENCES cms.articles (id) ON DELETE SET NULL,
    url        NVARCHAR(2000) NULL
);
GO

CREATE TABLE cms.webhooks (
    id           UNIQUEIDENTIFIER NOT NULL CONSTRAINT DF_webhooks_id DEFAULT (NEWSEQUENTIALID()),
    [self]       NVARCHAR(400) NOT NULL,
    target_url   NVARCHAR(2000) NOT NULL,
    event        VARCHAR(50) NOT NULL,
    [async]      BIT NOT NULL CONSTRAINT DF_webhooks_async DEFAULT (1),
    secret       VARBINARY(64) NOT NULL CONSTRAINT DF_webhooks_secret DEFAULT (0x),
    headers      XML NULL,
    last_status  CHAR(3) NULL,
    [timeout]    TIME(3) NOT NULL CONSTRAINT DF_webhooks_timeout DEFAULT ('00:00:02.500'),
    enabled_from DATE NOT NULL CONSTRAINT DF_webhooks_enabled_from DEFAULT (GETDATE()),
    CONSTRAINT PK_webhooks PRIMARY KEY NONCLUSTERED (id),
    CONSTRAINT UQ_webhooks UNIQUE CLUSTERED (event, [self])
);
GO

CREATE TABLE cms.sites (
    id                       TINYINT NOT NULL CONSTRAINT PK_sites PRIMARY KEY,
    host                     VARCHAR(253) NOT NULL UNIQUE,
    title                    NVARCHAR(200) NOT NULL,
    tagline                  NVARCHAR(400) NULL,
    language_id              SMALLINT NOT NULL REFERENCES cms.languages (id),
    home_article_id          INT NULL REFERENCES cms.articles (id),
    not_found_article_id     INT NULL REFERENCES cms.articles (id),
    timezone                 VARCHAR(64) NOT NULL DEFAULT ('Etc/UTC'),
    date_format              VARCHAR(30) NOT NULL DEFAULT ('yyyy-MM-dd'),
    posts_per_page           SMALLINT NOT NULL DEFAULT (10),
    comments_enabled         BIT NOT NULL DEFAULT (1),
    comments_close_after     INT NULL,
    comments_need_approval   BIT NOT NULL DEFAULT (1),
    members_enabled          BIT NOT NULL DEFAULT (0),
    members_default_price    MONEY NULL,
    members_currency         NCHAR(3) NULL,
    members_trial_days       TINYINT NULL DEFAULT (14),
    newsletter_enabled       BIT NOT NULL DEFAULT (0),
    newsletter_sender        NVARCHAR(191) NULL DEFAULT (N'The editor''s desk'),
    newsletter_reply_to      NVARCHAR(191) NULL,
    newsletter_max_per_hour  INT NULL,
    meta_title               NVARCHAR(2000) NULL,
    meta_description         NVARCHAR(2000) NULL,
    og_image                 NVARCHAR(2000) NULL,
    og_title                 NVARCHAR(300) NULL,
    og_description           NVARCHAR(500) NULL,
    twitter_image            NVARCHAR(2000) NULL,
    twitter_title            NVARCHAR(300) NULL,
    twitter_description      NVARCHAR(500) NULL,
    facebook_account         VARCHAR(50) NULL,
    twitter_account          VARCHAR(15) NULL,
    mastodon_account         VARCHAR(100) NULL,
    accent_color             CHAR(7) NOT NULL DEFAULT ('#15171A'),
    logo                     VARBINARY(MAX) NULL,
    favicon                  IMAGE NULL,
    header_html              NVARCHAR(MAX) NULL,
    footer_html              NVARCHAR(MAX) NULL,
    custom_css               TEXT NULL,
    robots                   VARCHAR(MAX) NULL,
    image_quality            REAL NOT NULL DEFAULT (0.82),
    image_max_megapixels     FLOAT NOT NULL DEFAULT (1.6E1),
    image_formats            VARCHAR(100) NOT NULL DEFAULT ('webp,avif'),
    cache_seconds            INT NOT NULL DEFAULT (-1),
    cache_generation         BIGINT NOT NULL DEFAULT (0),
    is_private               BIT NOT NULL DEFAULT (0),
    private_password         NVARCHAR(100) NULL,
    maintenance_from         DATETIMEOFFSET(7) NULL,
    maintenance_until        DATETIMEOFFSET(7) NULL,
    licence_valid_until      DATE NULL,
    created_at               DATETIME NOT NULL DEFAULT (GETDATE()),
    updated_at               DATETIME NULL,
    CHECK (maintenance_until > maintenance_from),
    CHECK (image_quality > 0 AND image_quality <= 1)
);
GO

CREATE TABLE media.folders (
    id        INT IDENTITY(1, 1) NOT NULL PRIMARY KEY,
    parent_id INT NULL REFERENCES media.folders (id),
    name      NVARCHAR(255) NOT NULL,
    UNIQUE (parent_id, name)
);

CREATE TABLE media.files (
    id           INT IDENTITY(1, 1) NOT NULL CONSTRAINT PK_files PRIMARY KEY,
    folder_id    INT NULL CONSTRAINT FK_files_folder REFERENCES media.folders (id) ON DELETE SET NULL,
    file_name    NVARCHAR(255) NOT NULL,
    extension    AS (LOWER(RIGHT(file_name, 4))),
    mime_type    VARCHAR(127) NOT NULL CONSTRAINT DF_files_mime_type DEFAULT ('application/octet-stream'),
    bytes        BIGINT NOT NULL CONSTRAINT DF_files_bytes DEFAULT (0),
    width        INT NULL,
    height       INT NULL,
    pixels       AS (CONVERT(BIGINT, width) * height) PERSISTED,
    sha1         BINARY(20) NULL,
    alt_text     NVARCHAR(500) NULL,
    focal_x      DECIMAL(4, 3) NULL,
    focal_y      DECIMAL(4, 3) NULL,
    exif         NVARCHAR(MAX) NULL,
    uploaded_by  INT NULL CONSTRAINT FK_files_user REFERENCES dbo.users (id) ON DELETE SET NULL,
    uploaded_at  DATETIME2(2) NOT NULL CONSTRAINT DF_files_uploaded_at DEFAULT (SYSUTCDATETIME()),
    CONSTRAINT UQ_files UNIQUE (folder_id, file_name),
    CONSTRAINT CK_files_bytes CHECK (bytes >= 0),
    CONSTRAINT CK_files_focal CHECK ((focal_x IS NULL AND focal_y IS NULL) OR (focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1))
);
CREATE INDEX IX_files_sha1 ON media.files (sha1) WHERE sha1 IS NOT NULL;
CREATE INDEX IX_files_pixels ON media.files (pixels DESC);
GO

CREATE TABLE media.[größe] (
    familie   VARCHAR(20) NOT NULL,
    name      NVARCHAR(30) NOT NULL,
    breite    INT NOT NULL,
    [höhe]    INT NULL,
    [maßstab] NUMERIC(3, 1) NOT NULL CONSTRAINT [DF_größe_maßstab] DEFAULT (1.0),
    CONSTRAINT [PK_größe] PRIMARY KEY (familie, name),
    CONSTRAINT [CK_größe_breite] CHECK (breite > 0 AND ([höhe] IS NULL OR [höhe] > 0))
);

CREATE TABLE media.renditions (
    file_id      INT NOT NULL CONSTRAINT FK_renditions_file REFERENCES media.files (id) ON DELETE CASCADE,
    familie      VARCHAR(20) NOT NULL,
    [größe]      NVARCHAR(30) NOT NULL,
    storage_path NVARCHAR(1024) NOT NULL,
    bytes        INT NULL,
    CONSTRAINT PK_renditions PRIMARY KEY (file_id, familie, [größe]),
    CONSTRAINT [FK_renditions_größe] FOREIGN KEY (familie, [größe]) REFERENCES media.[größe] (familie, name) ON UPDATE CASCADE
);

CREATE TABLE media.tags (
    file_id    INT NOT NULL REFERENCES media.files (id) ON DELETE CASCADE,
    tag        NVARCHAR(100) NOT NULL,
    confidence FLOAT NULL,
    PRIMARY KEY (file_id, tag)
);

CREATE TABLE media.article_files (
    article_id INT NOT NULL REFERENCES cms.articles (id) ON DELETE CASCADE,
    position   SMALLINT NOT NULL,
    file_id    INT NOT NULL REFERENCES media.files (id),
    caption    NVARCHAR(1000) NULL,
    [role]     VARCHAR(10) NOT NULL DEFAULT ('inline') CHECK ([role] IN ('inline', 'feature', 'attachment')),
    PRIMARY KEY (article_id, position)
);
CREATE UNIQUE INDEX UX_article_files_feature ON media.article_files (article_id) WHERE [role] = 'feature';
GO

CREATE TABLE media.locations (
    file_id  INT NOT NULL CONSTRAINT PK_locations PRIMARY KEY CONSTRAINT FK_locations_file REFERENCES media.files (id) ON DELETE CASCADE,
    position GEOGRAPHY NOT NULL,
    place    NVARCHAR(200) NULL
);
GO

CREATE VIEW cms.published_articles
AS
SELECT a.id, a.uuid, a.language_code, a.slug, a.published_at, r.title, r.body
FROM cms.articles AS a
JOIN cms.revisions AS r ON r.id = a.current_revision_id
WHERE a.published_at IS NOT NULL;
GO
