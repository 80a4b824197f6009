INSERT INTO users (id, login, email, display_name, password_hash, super, locale, failed_logins, created_at, last_login_at, security_stamp)
VALUES (1, 'admin', 'admin@cms.example', 'Zoë Müller', '$2b$12$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234', 1, 'de-DE', 0,
        '2019-05-01 08:00:00', '2024-02-29 12:00:00.333', '0f8fad5bd9cb469fa16570867728950e'),
    (2, 'Admin', NULL, '管理者', NULL, 0, NULL, -1, '2020-02-29 00:00:00', NULL, NULL);

INSERT INTO user_meta (user_id, meta_key, meta_value) VALUES (1, 'nickname', 'Zoë'), (1, 'nickname', 'Chefin'), (2, 'rich_editing', NULL);

INSERT INTO settings ("key", "value", "group", flags, updated_at, updated_by)
VALUES ('title', 'Der Käsebote', 'site', 'PUBLIC', '2024-02-29T12:34:56.123Z', 'admin'), ('db_hash', NULL, 'core', '', '2019-05-01T00:00:00.000Z', '');
INSERT INTO settings ("key") VALUES ('is_private');

INSERT INTO "404-log" (logged_at, url, referrer, ip, user_agent, status)
VALUES ('2024-02-29 23:59:59.999', '/größe/', 'https://suche.example/?q=größe', x'C0A80001', 'Mozilla/5.0', 404), ('2024-03-01 00:00:00', '/wp-login.php', NULL, NULL, NULL, 410),
    ('2024-03-01 00:00:00', '/wp-login.php', NULL, NULL, NULL, 410);

INSERT INTO "$staging" ("source-id", source_id, "1st seen", "%done", Payload, "öffentlich?")
VALUES ('AG-0001', 1, '2024-02-29', 99.50, '{"titel": "Käse"}', 'J'), (NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO newsletter_subscription_confirmation_and_unsubscription_requests (email, token, kind, requested_at, expires_at)
VALUES ('leser@example.org', x'000102030405060708090A0B0C0D0E0F10111213', 'subscribe', '2024-02-29 10:00:00', '2024-03-30 10:00:00'),
    ('jürgen@bücher.example', x'FFFEFDFCFBFAF9F8F7F6F5F4F3F2F1F0EFEEEDEC', 'unsubscribe', '2024-02-29 11:00:00', NULL);

INSERT INTO cms_languages (id, iso_code, name, is_default, fallback_id)
VALUES (1, 'en-US', 'English', 1, NULL), (2, 'de-DE', 'Deutsch', 0, 1), (3, 'ja-JP', '日本語', 0, 1);

INSERT INTO "type" (id, alias, name, base_id, "fields", icon, allow_at_root, varies_by)
VALUES (1, 'page', 'Seite', NULL, '[]', NULL, 1, 0), (2, 'article', 'Artikel', 1, '[{"alias": "teaser", "type": "text"}]', 'icon-newspaper', 0, 3);

INSERT INTO 状態 (コード, 名称, 次の状態) VALUES (3, '公開', NULL), (2, '確認中', 3), (1, '下書き', 2);

INSERT INTO cms_categories (id, parent_id, slug, name, sort_order, level, path, trashed)
VALUES (1, NULL, 'food', 'Essen', 0, 0, '-1,1', 0), (2, 1, 'cheese', 'Käse', 0, 1, '-1,1,2', 0), (3, 2, 'hard-cheese', 'Hartkäse', 1, 2, '-1,1,2,3', 0),
    (4, 3, 'gruyère', 'Gruyère', -1, 3, '-1,1,2,3,4', 1);

INSERT INTO cms_category_paths (ancestor_id, descendant_id, depth)
VALUES (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (1, 2, 1), (1, 3, 2), (1, 4, 3), (2, 3, 1), (2, 4, 2), (3, 4, 1);

INSERT INTO cms_articles (id, node_number, uuid, type_id, category_id, language_code, slug, title, 状態, visibility, "is-featured", "1st_published_at",
    published_at, created_by, created_at, updated_at)
VALUES (1, 10, '7d4448409dc011d1b2455ffdce74fad2', 2, 3, 'de-DE', 'reifezeit', 'Über die Reifezeit', 3, 'public', 1, '2020-03-01 06:00:00',
        '2024-02-29 06:00:00', 1, '2020-02-28 22:30:00', '2024-02-29 05:59:00'),
    (2, 20, '886313e13b8a53729b900c9aee199e5d', 1, NULL, 'ja-JP', 'about', 'このサイトについて', 1, 'members', 0, NULL, NULL, 2, '2021-07-01 00:00:00', NULL);

INSERT INTO cms_revisions (id, article_id, revision_no, title, body, body_xml, word_count, author_id, reason, is_autosave, created_at)
VALUES (1, 1, 1, NULL, 'Entwurf', NULL, NULL, 1, 'initial_revision', 0, '2020-02-28 22:30:00.001'),
    (2, 1, 2, 'Über die Reifezeit', 'Ein Käse reift — oder auch nicht.', '<p>Ein Käse reift.</p>', 7, 1, NULL, 0, '2024-02-29 05:59:00.500'),
    (3, 2, 1, NULL, '', NULL, 0, NULL, NULL, 1, '2021-07-01 00:00:00.000');

UPDATE cms_articles SET current_revision_id = 2 WHERE id = 1;

INSERT INTO cms_article_authors (article_id, user_id, sort_order) VALUES (1, 1, 0), (1, 2, 1), (2, 2, 0);

INSERT INTO cms_article_meta (article_id, meta_key, meta_value) VALUES (1, 'og_title', 'Reife, Käse!'), (1, 'OG_title', ''), (2, '説明', NULL);

INSERT INTO cms_tags (id, tag_group, language_code, tag) VALUES (1, 'default', 'de-DE', 'Käse'), (2, 'default', NULL, 'käse'), (3, 'region', NULL, 'Emmental');

INSERT INTO cms_article_tags (article_id, tag_id) VALUES (1, 1), (1, 3), (2, 2);

INSERT INTO cms_comments (id, article_id, parent_id, author_name, author_email, user_id, body, karma, status, posted_at)
VALUES (1, 1, NULL, 'René', 'rené@fromage.example', NULL, 'Très bien !', 4, 'approved', 1583143200), (2, 1, 1, NULL, NULL, 1, 'Danke 🙏', 0, 'approved', 1583146800);
INSERT INTO cms_comments (id, article_id, author_name, body, karma, status, posted_at) VALUES (3, 99999, 'spammer', 'cheap', -10, 'spam', 1355314320);

INSERT INTO "match" (pattern, type, target, article_id, status_code, priority)
VALUES ('/käse', 'exact', NULL, 1, 301, 1.5), ('^/archiv/(\d+)$', 'regex', 'https://archiv.example/$1', NULL, 308, -0.5);
INSERT INTO "match" (pattern, target) VALUES ('/alt', '/neu');

INSERT INTO cms_property_values (revision_id, property, culture, "value", text_value, decimal_value, date_value)
VALUES (2, 'teaser', 'de-DE', 'Reife braucht Zeit', 'Reife braucht Zeit', NULL, NULL), (2, 'weight', '', 12, NULL, 12.500000, NULL),
    (2, 'from', '', NULL, NULL, NULL, '2024-02-29 00:00:00');

INSERT INTO cms_navigation (node, label, article_id, url) VALUES ('/', 'Start', NULL, '/'), ('/1/', 'Käse', 1, NULL), ('/1/2/', 'Über uns', NULL, NULL);

INSERT INTO cms_webhooks (id, self, target_url, event, async, secret, headers, last_status, timeout, enabled_from)
VALUES (x'3F2504E04F8911D39A0C0305E82C3301', '/webhooks/1', 'https://hook.example/käse', 'article.published', 1, x'DEADBEEF', '<headers><h name="X-Käse">ja</h></headers>',
        '200', 10, '2024-02-29'),
    (x'3F2504E04F8911D39A0C0305E82C3302', '/webhooks/2', 'https://hook.example/', 'article.deleted', 0, x'', NULL, NULL, 0.001, '2020-01-01');

INSERT INTO cms_sites (id, host, title, tagline, language_id, home_article_id, members_default_price, members_currency, accent_color, logo, favicon, custom_css,
    image_quality, maintenance_from, maintenance_until, licence_valid_until, created_at)
VALUES (1, 'kaese.example', 'Der Käsebote', 'Alles Käse', 2, 1, 4.9900, 'EUR', '#FF1A75', x'89504E47', NULL, 'a { color: red }', 1,
        '2024-02-29 21:00:00', '2024-03-01 01:00:00', '2030-12-31', '2019-05-01 00:00:00');
INSERT INTO cms_sites (id, host, title, language_id) VALUES (255, 'ja.kaese.example', 'チーズ', 3);

INSERT INTO media_folders (id, parent_id, name) VALUES (1, NULL, 'Bilder'), (2, 1, 'Käse');

INSERT INTO media_files (id, folder_id, file_name, mime_type, bytes, width, height, sha1, alt_text, focal_x, focal_y, exif, uploaded_by, uploaded_at)
VALUES (1, 2, 'Gruyère.jpg', 'image/jpeg', 5368709120, 100000, 50000, x'DA39A3EE5E6B4B0D3255BFEF95601890AFD80709', 'Ein Laib Gruyère', 0.500, 0.333,
        '{"Make": "ライカ"}', 1, '2020-02-29 10:00:00.12'),
    (2, NULL, 'preise.pdf', 'application/pdf', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2021-01-01 00:00:00');

INSERT INTO "größe" (familie, name, breite, höhe, maßstab) VALUES ('web', 'groß', 1920, NULL, 1.0), ('web', 'klein', 320, 240, 2.0), ('druck', 'a4', 2480, 3508, 1.5);

INSERT INTO media_renditions (file_id, familie, größe, storage_path, bytes)
VALUES (1, 'web', 'groß', '/r/1/web/groß.avif', 204800), (1, 'druck', 'a4', '/r/1/druck/a4.tif', NULL);

INSERT INTO media_tags (file_id, tag, confidence) VALUES (1, 'Käse', 0.97), (1, 'チーズ', NULL);

INSERT INTO media_article_files (article_id, position, file_id, caption, role) VALUES (1, 1, 1, 'Foto: Zoë', 'feature'), (1, 2, 2, NULL, 'attachment'), (2, -1, 1, '', 'inline');

INSERT INTO media_locations (file_id, latitude, longitude, place) VALUES (1, 46.584, 7.082, 'Gruyères'), (2, -33.9, 151.2, NULL);
