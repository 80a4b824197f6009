CREATE TABLE "frm_users" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "username" VARCHAR(100) NOT NULL COLLATE NOCASE UNIQUE,
    "display_name" VARCHAR(100),
    "email" VARCHAR(150) COLLATE NOCASE,
    "is_email_confirmed" TINYINT(1) NOT NULL DEFAULT '0',
    "password_hash" VARCHAR(100) NOT NULL DEFAULT '',
    "avatar_url" VARCHAR(255) DEFAULT NULL,
    "bio" MEDIUMTEXT,
    "preferences" JSON CHECK ("preferences" IS NULL OR json_valid("preferences")),
    "reputation" INT UNSIGNED NOT NULL DEFAULT 1,
    "topic_count" INTEGER NOT NULL DEFAULT 0,
    "post_count" INTEGER NOT NULL DEFAULT 0,
    "joined_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" INTEGER,
    "suspended_until" DATETIME,
    "is_deleted" BOOLEAN NOT NULL DEFAULT FALSE,
    CHECK ("reputation" >= 1)
);
-- An address can be used again after the account was deleted.
CREATE UNIQUE INDEX "frm_users_email_unique" ON "frm_users" ("email") WHERE "is_deleted" = 0;
CREATE INDEX "frm_users_last_seen_at_index" ON "frm_users" ("last_seen_at" DESC);

CREATE TABLE "frm_groups" (
    "id" INTEGER PRIMARY KEY NOT NULL,
    "name_singular" VARCHAR(100) NOT NULL,
    "name_plural" VARCHAR(100) NOT NULL,
    "color" CHAR(7) CHECK ("color" GLOB '#[0-9a-f]*'),
    "icon" VARCHAR(100),
    "is_hidden" TINYINT(1) NOT NULL DEFAULT '0',
    "order" SMALLINT NOT NULL DEFAULT -1,
    "created_at" DATETIME
);
CREATE UNIQUE INDEX "frm_groups_name" ON "frm_groups" (lower("name_singular"));

CREATE TABLE "frm_group_user" (
    "user_id" INTEGER NOT NULL,
    "group_id" INTEGER NOT NULL,
    "created_at" DATETIME DEFAULT (datetime('now')),
    PRIMARY KEY ("user_id", "group_id"),
    FOREIGN KEY ("user_id") REFERENCES "frm_users" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("group_id") REFERENCES "frm_groups" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "frm_group_permission" (
    "group" INTEGER NOT NULL REFERENCES "frm_groups" ON DELETE CASCADE,
    "permission" VARCHAR(100) NOT NULL,
    PRIMARY KEY ("group", "permission")
) WITHOUT ROWID;

CREATE TABLE "frm_categories" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "parent_id" INTEGER REFERENCES "frm_categories" ("id") ON DELETE SET NULL,
    "name" VARCHAR(100) NOT NULL,
    "slug" VARCHAR(100) NOT NULL UNIQUE,
    "description" TEXT,
    "order" INTEGER NOT NULL DEFAULT 0,
    "is_restricted" BOOL NOT NULL DEFAULT 0,
    "topic_count" INTEGER NOT NULL DEFAULT 0,
    "last_posted_at" TIMESTAMP,
    CHECK ("parent_id" <> "id")
);
CREATE INDEX "frm_categories_parent" ON "frm_categories" ("parent_id", "order");

CREATE TABLE "frm_topics" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "category_id" INTEGER,
    "user_id" INTEGER,
    "title" VARCHAR(200) NOT NULL CHECK (length("title") BETWEEN 1 AND 200),
    "slug" VARCHAR(255) NOT NULL DEFAULT '',
    "status" TEXT NOT NULL DEFAULT 'open' CHECK ("status" IN ('open', 'closed', 'archived', 'hidden')),
    "is_pinned" INTEGER NOT NULL DEFAULT 0 CHECK ("is_pinned" IN (0, 1)),
    "view_count" BIGINT UNSIGNED NOT NULL DEFAULT 0,
    "post_count" INTEGER NOT NULL DEFAULT 0,
    "score" DOUBLE NOT NULL DEFAULT 0.0,
    "hotness" FLOATING POINT,
    "created_at" INTEGER NOT NULL DEFAULT (strftime('%s', 'now')),
    "last_posted_at" INTEGER,
    "first_post_id" INTEGER,
    "custom_fields" TEXT CHECK ("custom_fields" IS NULL OR json_type("custom_fields") = 'object'),
    FOREIGN KEY ("category_id") REFERENCES "frm_categories" ("id") ON DELETE SET NULL,
    FOREIGN KEY ("user_id") REFERENCES "frm_users" ("id") ON DELETE SET NULL,
    -- The first post is inserted after its topic, in the same transaction.
    FOREIGN KEY ("first_post_id") REFERENCES "frm_posts" ("id") ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX "frm_topics_list" ON "frm_topics" ("category_id", "is_pinned" DESC, "last_posted_at" DESC) WHERE "status" <> 'hidden';
CREATE INDEX "frm_topics_user" ON "frm_topics" ("user_id");
CREATE INDEX "frm_topics_title" ON "frm_topics" ("title" COLLATE NOCASE);

CREATE TABLE "frm_posts" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "topic_id" INTEGER NOT NULL REFERENCES "frm_topics" ("id") ON DELETE CASCADE,
    "number" INTEGER NOT NULL,
    "reply_to" INTEGER REFERENCES "frm_posts" ("id") ON DELETE SET NULL,
    "user_id" INTEGER REFERENCES "frm_users" ("id") ON DELETE SET NULL,
    "type" VARCHAR(20) NOT NULL DEFAULT 'comment',
    "raw" TEXT NOT NULL,
    "cooked" LONGTEXT,
    "score" INTEGER NOT NULL DEFAULT 0,
    "is_accepted" BOOLEAN NOT NULL DEFAULT 0,
    "ip_address" VARCHAR(45),
    "created_at" INTEGER NOT NULL,
    "edited_at" INTEGER,
    "deleted_at" INTEGER,
    "excerpt" TEXT GENERATED ALWAYS AS (substr("raw", 1, 80)) VIRTUAL,
    CONSTRAINT "frm_posts_number_unique" UNIQUE ("topic_id", "number"),
    CONSTRAINT "frm_posts_type" CHECK ("type" IN ('comment', 'topicRenamed', 'topicStickied', 'wiki')),
    CHECK ("edited_at" IS NULL OR "edited_at" >= "created_at")
);
CREATE UNIQUE INDEX "frm_posts_accepted" ON "frm_posts" ("topic_id") WHERE "is_accepted";
CREATE INDEX "frm_posts_user_id_created_at_index" ON "frm_posts" ("user_id", "created_at");
CREATE INDEX "frm_posts_day" ON "frm_posts" (date("created_at", 'unixepoch'));

CREATE TABLE "frm_post_history" (
    "post_id" INTEGER NOT NULL,
    "revision" SMALLINT NOT NULL,
    "user_id" INTEGER,
    "raw" TEXT NOT NULL,
    "comment" VARCHAR(255),
    "created_at" INTEGER NOT NULL,
    PRIMARY KEY ("post_id", "revision"),
    FOREIGN KEY ("post_id") REFERENCES "frm_posts" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("user_id") REFERENCES "frm_users" ("id") ON DELETE SET NULL
);

CREATE TABLE "frm_tags" (
    "id" INTEGER PRIMARY KEY,
    "name" STRING NOT NULL UNIQUE,
    "synonym_of" INTEGER REFERENCES "frm_tags",
    "usage_count" INTEGER DEFAULT 0
);

CREATE TABLE "frm_topic_tags" (
    "topic_id" INTEGER REFERENCES "frm_topics" ("id") ON DELETE CASCADE,
    "tag_id" INTEGER REFERENCES "frm_tags" ("id") ON DELETE CASCADE,
    PRIMARY KEY ("topic_id", "tag_id")
);
CREATE INDEX "frm_topic_tags_tag" ON "frm_topic_tags" ("tag_id");

CREATE TABLE "frm_vote_types" (
    "id" INT PRIMARY KEY,
    "name" VARCHAR(50) NOT NULL,
    "weight" TINYINT NOT NULL DEFAULT +1
);

CREATE TABLE "frm_votes" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "post_id" INTEGER NOT NULL,
    "user_id" INTEGER,
    "vote_type" INT NOT NULL,
    "bounty_amount" DECIMAL(8, 2),
    "created_on" DATE NOT NULL DEFAULT CURRENT_DATE,
    FOREIGN KEY ("post_id") REFERENCES "frm_posts" ("id") ON DELETE CASCADE,
    FOREIGN KEY ("user_id") REFERENCES "frm_users" ("id") ON DELETE SET NULL,
    FOREIGN KEY ("vote_type") REFERENCES "frm_vote_types" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "frm_votes_unique" ON "frm_votes" ("post_id", "user_id", "vote_type") WHERE "user_id" IS NOT NULL;

CREATE TABLE "frm_badges" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(50) NOT NULL UNIQUE ON CONFLICT IGNORE,
    "class" TINYINT NOT NULL DEFAULT 3 CHECK ("class" BETWEEN 1 AND 3),
    "tag_id" INTEGER REFERENCES "frm_tags" ("id"),
    "is_multiple" BOOLEAN NOT NULL DEFAULT 0
);

CREATE TABLE "frm_user_badges" (
    "user_id" INTEGER NOT NULL REFERENCES "frm_users" ("id") ON DELETE CASCADE,
    "badge_id" INTEGER NOT NULL REFERENCES "frm_badges" ("id"),
    "awarded_at" INTEGER NOT NULL,
    "post_id" INTEGER REFERENCES "frm_posts" ("id") ON DELETE SET NULL,
    PRIMARY KEY ("user_id", "badge_id", "awarded_at")
) WITHOUT ROWID;

CREATE TABLE "frm_topic_user" (
    "user_id" INTEGER NOT NULL REFERENCES "frm_users" ("id") ON DELETE CASCADE,
    "topic_id" INTEGER NOT NULL REFERENCES "frm_topics" ("id") ON DELETE CASCADE,
    "last_read_number" INTEGER NOT NULL DEFAULT 0,
    "last_read_at" INTEGER,
    "subscription" TEXT CHECK ("subscription" IN ('follow', 'ignore')),
    PRIMARY KEY ("user_id", "topic_id")
) WITHOUT ROWID;
CREATE INDEX "frm_topic_user_following" ON "frm_topic_user" ("topic_id") WHERE "subscription" = 'follow';

CREATE TABLE "frm_notifications" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "user_id" INTEGER NOT NULL REFERENCES "frm_users" ("id") ON DELETE CASCADE,
    "from_user_id" INTEGER REFERENCES "frm_users" ("id") ON DELETE SET NULL,
    "type" VARCHAR(100) NOT NULL,
    "subject_id" INTEGER,
    "data" BLOB,
    "created_at" DATETIME NOT NULL,
    "read_at" DATETIME,
    "is_deleted" TINYINT(1) NOT NULL DEFAULT '0'
);
CREATE INDEX "frm_notifications_unread" ON "frm_notifications" ("user_id", "created_at" DESC) WHERE "read_at" IS NULL AND "is_deleted" = 0;

CREATE TABLE "frm_access_tokens" (
    "token" CHAR(40) PRIMARY KEY NOT NULL,
    "user_id" INTEGER NOT NULL,
    "type" VARCHAR(100) NOT NULL DEFAULT 'session',
    "title" VARCHAR(150),
    "created_at" INTEGER NOT NULL,
    "last_activity_at" INTEGER,
    "last_user_agent" VARCHAR(255),
    FOREIGN KEY ("user_id") REFERENCES "frm_users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
) WITHOUT ROWID;

-- The type of a value depends on its key.
CREATE TABLE `frm_settings` (
    `group` TEXT NOT NULL DEFAULT 'core',
    `key` TEXT NOT NULL,
    `value`,
    PRIMARY KEY (`group`, `key`)
);

CREATE TABLE frm_cache (cache_key PRIMARY KEY, value, expires);

CREATE TABLE "frm_poll_options" (
    "id" INTEGER PRIMARY KEY,
    "topic_id" INTEGER NOT NULL REFERENCES "frm_topics" ("id") ON DELETE CASCADE,
    "answer" TEXT NOT NULL,
    "image" BLOB,
    "share" REAL,
    "extra" ANY,
    "vote_count" INT NOT NULL DEFAULT 0
) STRICT;

CREATE VIRTUAL TABLE "frm_posts_search" USING fts5 ("raw", content = 'frm_posts', content_rowid = 'id');

CREATE TRIGGER "frm_posts_search_insert" AFTER INSERT ON "frm_posts" BEGIN
    INSERT INTO "frm_posts_search" ("rowid", "raw") VALUES (new."id", new."raw");
END;

CREATE TRIGGER "frm_posts_search_delete" AFTER DELETE ON "frm_posts" BEGIN
    INSERT INTO "frm_posts_search" ("frm_posts_search", "rowid", "raw") VALUES ('delete', old."id", old."raw");
END;

CREATE TRIGGER "frm_posts_search_update" AFTER UPDATE OF "raw" ON "frm_posts" BEGIN
    INSERT INTO "frm_posts_search" ("frm_posts_search", "rowid", "raw") VALUES ('delete', old."id", old."raw");
    INSERT INTO "frm_posts_search" ("rowid", "raw") VALUES (new."id", new."raw");
END;
