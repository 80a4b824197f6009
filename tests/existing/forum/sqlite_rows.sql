INSERT INTO "frm_users" (id, username, display_name, email, is_email_confirmed, password_hash, bio, preferences, reputation, topic_count, post_count, joined_at,
    last_seen_at, suspended_until, is_deleted)
VALUES (1, 'björn', 'Björn Ångström', 'bjorn@forum.example', 1, '$2y$10$abcdefghijklmnopqrstuv', 'Schreibt über Käse. 🧀',
        '{"locale": "sv", "followAfterReply": true}', 1201, 2, 3, '2015-02-24 09:30:00', '2024-02-29 23:59:59', NULL, 0),
    (2, '田中', NULL, NULL, 0, '', NULL, NULL, 1, 0, 1, '2020-12-31 00:00:00', NULL, '2038-01-19 03:14:08', 0),
    (3, 'gone', '', 'bjorn@forum.example', 0, '', NULL, '{}', 1, 0, 0, '2016-01-01 12:00:00', NULL, NULL, 1);

INSERT INTO "frm_groups" (id, name_singular, name_plural, color, icon, is_hidden, "order", created_at)
VALUES (1, 'Admin', 'Admins', '#b72a2a', 'fas fa-wrench', 0, 0, '2015-02-24 00:00:00'), (4, 'Mod', 'Mods', '#80349e', 'fas fa-bolt', 1, 1, NULL);
INSERT INTO "frm_groups" (id, name_singular, name_plural) VALUES (5, 'Gast', 'Gäste');

INSERT INTO "frm_group_user" (user_id, group_id, created_at) VALUES (1, 1, '2015-02-24 09:31:00'), (1, 4, NULL), (2, 5, '2020-12-31 00:00:01');

INSERT INTO "frm_group_permission" ("group", permission) VALUES (1, 'administrate'), (4, 'topic.hide'), (5, 'viewForum');

INSERT INTO "frm_categories" (id, parent_id, name, slug, description, "order", is_restricted, topic_count, last_posted_at)
VALUES (1, NULL, 'Allgemein', 'general', 'Alles Übrige', 0, 0, 1, '2024-02-29 23:00:00'), (2, 1, 'Hilfe & Fragen', 'help', NULL, 1, 0, 1, NULL),
    (3, 2, '日本語', 'ja', '', -1, 1, 0, NULL);

INSERT INTO "frm_topics" (id, category_id, user_id, title, slug, status, is_pinned, view_count, post_count, score, hotness, created_at, last_posted_at, custom_fields)
VALUES (1, 1, 1, 'Welcher Käse passt zu Grünkohl?', 'welcher-kaese', 'open', 1, 4294967296, 3, 12.5, 0.25, 1424770200, 1709247600, '{"solved": true}'),
    (2, NULL, NULL, 'x', '', 'hidden', 0, 0, 0, -0.5, NULL, 1577836800, NULL, NULL);

INSERT INTO "frm_posts" (id, topic_id, number, reply_to, user_id, type, raw, cooked, score, is_accepted, ip_address, created_at, edited_at, deleted_at)
VALUES (1, 1, 1, NULL, 1, 'comment', 'Ich suche einen *milden* Käse.', '<p>Ich suche einen <em>milden</em> Käse.</p>', 3, 0, '127.0.0.1', 1424770200, NULL, NULL),
    (2, 1, 2, 1, 2, 'comment', 'ゴーダ', NULL, 5, 1, NULL, 1424773800, 1424777400, NULL),
    (3, 1, 3, 2, NULL, 'topicRenamed', '["Käse", "Welcher Käse passt zu Grünkohl?"]', NULL, 0, 0, NULL, 1424780000, NULL, 1424780001);

UPDATE "frm_topics" SET first_post_id = 1 WHERE id = 1;

INSERT INTO "frm_post_history" (post_id, revision, user_id, raw, comment, created_at)
VALUES (2, 1, 2, 'チーズ', NULL, 1424773800), (2, 2, NULL, 'ゴーダ', 'Sorte ergänzt', 1424777400);

INSERT INTO "frm_tags" (id, name, synonym_of, usage_count) VALUES (1, 'käse', NULL, 1), (2, 'cheese', 1, 0), (3, '2024', NULL, NULL);

INSERT INTO "frm_topic_tags" (topic_id, tag_id) VALUES (1, 1), (1, 3), (2, NULL);

INSERT INTO "frm_vote_types" (id, name, weight) VALUES (1, 'AcceptedByOriginator', 0), (2, 'UpMod', 1), (3, 'DownMod', -1);

INSERT INTO "frm_votes" (post_id, user_id, vote_type, bounty_amount, created_on)
VALUES (2, 1, 2, NULL, '2015-02-24'), (2, 1, 1, 50.25, '2015-02-25'), (1, NULL, 3, NULL, '2016-02-29'), (1, NULL, 3, NULL, '2016-02-29');

INSERT INTO "frm_badges" (id, name, class, tag_id, is_multiple) VALUES (1, 'Käsekenner', 1, 1, 0), (2, 'Nice Answer', 3, NULL, 1);

INSERT INTO "frm_user_badges" (user_id, badge_id, awarded_at, post_id) VALUES (1, 1, 1456704000, NULL), (2, 2, 1424800000, 2), (2, 2, 1709164800, NULL);

INSERT INTO "frm_topic_user" (user_id, topic_id, last_read_number, last_read_at, subscription) VALUES (1, 1, 3, 1709247600, 'follow'), (2, 1, 2, NULL, NULL);

INSERT INTO "frm_notifications" (id, user_id, from_user_id, type, subject_id, data, created_at, read_at, is_deleted)
VALUES (1, 1, 2, 'newPost', 1, '{"postNumber":2}', '2015-02-24 10:30:00', '2015-02-24 11:00:00', 0),
    (2, 2, NULL, 'badgeAwarded', NULL, NULL, '2024-02-29 00:00:00', NULL, 1);

INSERT INTO "frm_access_tokens" (token, user_id, type, title, created_at, last_activity_at, last_user_agent)
VALUES ('aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9n', 1, 'session_remember', NULL, 1709240000, 1709247600, 'Mozilla/5.0 (X11; Linux x86_64)'),
    ('AB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9n', 2, 'developer', 'Büro', 1709240001, NULL, NULL);

INSERT INTO "frm_settings" ("group", "key", "value") VALUES ('core', 'forum_title', 'Käseforum'), ('core', 'version', 1.8), ('tags', 'max_primary', 3), ('core', 'secret', x'C0FFEE'), ('mail', 'from', NULL);

INSERT INTO "frm_cache" (cache_key, value, expires) VALUES ('welcome', x'00FF', 1709250000), (42, NULL, NULL), (NULL, 'text', 0.5);

INSERT INTO "frm_poll_options" (topic_id, answer, image, share, extra, vote_count) VALUES (1, 'Gouda', NULL, 0.75, 42, 3), (1, 'Gruyère', x'474946', NULL, NULL, 0);
