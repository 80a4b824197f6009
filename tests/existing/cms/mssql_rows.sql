SET QUOTED_IDENTIFIER ON;
GO

SET IDENTITY_INSERT dbo.users ON;
INSERT INTO dbo.users (id, login, email, display_name, password_hash, [super], locale, failed_logins, created_at, last_login_at, security_stamp)
VALUES (1, 'admin', N'admin@cms.example', N'Zoë Müller', '$2b$12$abcdefghijklmnopqrstuvABCDEFGHIJKLMNOPQRSTUVWXYZ01234', 1, 'de-DE', 0,
        '2019-05-01T08:00:00', '2024-02-29T12:00:00.333', '0F8FAD5B-D9CB-469F-A165-70867728950E'),
    (2, 'Admin', NULL, N'管理者', NULL, 0, NULL, -1, '2020-02-29T00:00:00', NULL, NULL);
SET IDENTITY_INSERT dbo.users OFF;

INSERT INTO dbo.user_meta (user_id, meta_key, meta_value) VALUES (1, 'nickname', N'Zoë'), (1, 'nickname', N'Chefin'), (2, 'rich_editing', NULL);

INSERT INTO dbo.settings ([key], [value], [group], flags, updated_at, updated_by)
VALUES ('title', N'Der Käsebote', 'site', N'PUBLIC', '2024-02-29T12:34:56.1234560', N'admin'), ('db_hash', NULL, 'core', N'', '2019-05-01T00:00:00', N'');
INSERT INTO dbo.settings ([key]) VALUES ('is_private');

INSERT INTO dbo.[404-log] (logged_at, url, referrer, ip, user_agent, status)
VALUES ('2024-02-29T23:59:59.999', N'/größe/', N'https://suche.example/?q=größe', 0xC0A80001, N'Mozilla/5.0', 404), ('2024-03-01T00:00:00', N'/wp-login.php', NULL, NULL, NULL, 410),
    ('2024-03-01T00:00:00', N'/wp-login.php', NULL, NULL, NULL, 410);

INSERT INTO dbo.[$staging] ([source-id], source_id, [1st seen], [%done], Payload, [öffentlich?])
VALUES (N'AG-0001', 1, '2024-02-29', 99.50, N'{"titel": "Käse"}', 'J'), (NULL, NULL, NULL, NULL, NULL, NULL);

INSERT INTO dbo.newsletter_subscription_confirmation_and_unsubscription_requests (email, token, kind, requested_at, expires_at)
VALUES (N'leser@example.org', 0x000102030405060708090A0B0C0D0E0F10111213, 'subscribe', '2024-02-29T10:00:00', '2024-03-30T10:00:00'),
    (N'jürgen@bücher.example', 0xFFFEFDFCFBFAF9F8F7F6F5F4F3F2F1F0EFEEEDEC, 'unsubscribe', '2024-02-29T11:00:00', NULL);

SET IDENTITY_INSERT cms.languages ON;
INSERT INTO cms.languages (id, iso_code, name, is_default, fallback_id)
VALUES (1, 'en-US', N'English', 1, NULL), (2, 'de-DE', N'Deutsch', 0, 1), (3, 'ja-JP', N'日本語', 0, 1);
SET IDENTITY_INSERT cms.languages OFF;

SET IDENTITY_INSERT cms.[type] ON;
INSERT INTO cms.[type] (id, alias, name, base_id, [fields], icon, allow_at_root, varies_by)
VALUES (1, 'page', N'Seite', NULL, N'[]', NULL, 1, 0), (2, 'article', N'Artikel', 1, N'[{"alias": "teaser", "type": "text"}]', 'icon-newspaper', 0, 3);
SET IDENTITY_INSERT cms.[type] OFF;

INSERT INTO cms.[状態] ([コード], [名称], [次の状態]) VALUES (3, N'公開', NULL), (2, N'確認中', 3), (1, N'下書き', 2);

SET IDENTITY_INSERT cms.categories ON;
INSERT INTO cms.categories (id, parent_id, slug, name, sort_order, [level], path, trashed)
VALUES (1, NULL, N'food', N'Essen', 0, 0, '-1,1', 0), (2, 1, N'cheese', N'Käse', 0, 1, '-1,1,2', 0), (3, 2, N'hard-cheese', N'Hartkäse', 1, 2, '-1,1,2,3', 0),
    (4, 3, N'gruyère', N'Gruyère', -1, 3, '-1,1,2,3,4', 1);
SET IDENTITY_INSERT cms.categories OFF;

INSERT INTO cms.category_paths (ancestor_id, descendant_id, depth)
VALUES (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (1, 2, 1), (1, 3, 2), (1, 4, 3), (2, 3, 1), (2, 4, 2), (3, 4, 1);

SET IDENTITY_INSERT cms.articles ON;
INSERT INTO cms.articles (id, node_number, uuid, type_id, category_id, language_code, slug, title, [状態], visibility, [is-featured], [1st_published_at],
    published_at, created_by, created_at, updated_at)
VALUES (1, 10, '7D444840-9DC0-11D1-B245-5FFDCE74FAD2', 2, 3, 'de-DE', N'reifezeit', N'Über die Reifezeit', 3, 'public', 1, '2020-03-01T06:00:00',
        '2024-02-29T06:00:00', 1, '2020-02-28T23:30:00+01:00', '2024-02-29T05:59:00+00:00'),
    (2, 20, '886313E1-3B8A-5372-9B90-0C9AEE199E5D', 1, NULL, 'ja-JP', N'about', N'このサイトについて', 1, 'members', 0, NULL, NULL, 2, '2021-07-01T09:00:00+09:00', NULL);
SET IDENTITY_INSERT cms.articles OFF;

SET IDENTITY_INSERT cms.revisions ON;
INSERT INTO cms.revisions (id, article_id, revision_no, title, body, body_xml, word_count, author_id, reason, is_autosave, created_at)
VALUES (1, 1, 1, NULL, N'Entwurf', NULL, NULL, 1, N'initial_revision', 0, '2020-02-28T22:30:00.001'),
    (2, 1, 2, N'Über die Reifezeit', N'Ein Käse reift — oder auch nicht.', N'<p>Ein Käse reift.</p>', 7, 1, NULL, 0, '2024-02-29T05:59:00.500'),
    (3, 2, 1, NULL, N'', NULL, 0, NULL, NULL, 1, '2021-07-01T00:00:00.000');
SET IDENTITY_INSERT cms.revisions OFF;

UPDATE cms.articles SET current_revision_id = 2 WHERE id = 1;

INSERT INTO cms.article_authors (article_id, user_id, sort_order) VALUES (1, 1, 0), (1, 2, 1), (2, 2, 0);

INSERT INTO cms.article_meta (article_id, meta_key, meta_value) VALUES (1, N'og_title', N'Reife, Käse!'), (1, N'OG_title', N''), (2, N'説明', NULL);

SET IDENTITY_INSERT cms.tags ON;
INSERT INTO cms.tags (id, tag_group, language_code, tag) VALUES (1, N'default', 'de-DE', N'Käse'), (2, N'default', NULL, N'käse'), (3, N'region', NULL, N'Emmental');
SET IDENTITY_INSERT cms.tags OFF;

INSERT INTO cms.article_tags (article_id, tag_id) VALUES (1, 1), (1, 3), (2, 2);

SET IDENTITY_INSERT cms.comments ON;
INSERT INTO cms.comments (id, article_id, parent_id, author_name, author_email, user_id, body, karma, status, posted_at)
VALUES (1, 1, NULL, N'René', N'rené@fromage.example', NULL, N'Très bien !', 4, 'approved', '2020-03-02T10:00:00'), (2, 1, 1, NULL, NULL, 1, N'Danke 🙏', 0, 'approved', '2020-03-02T11:00:00');
INSERT INTO cms.comments (id, article_id, author_name, body, karma, status, posted_at) VALUES (3, 99999, N'spammer', N'cheap', -10, 'spam', '2012-12-12T12:12:00');
SET IDENTITY_INSERT cms.comments OFF;

INSERT INTO cms.[match] (pattern, [type], target, article_id, status_code, [priority])
VALUES (N'/käse', 'exact', NULL, 1, 301, 1.5), (N'^/archiv/(\d+)$', 'regex', N'https://archiv.example/$1', NULL, 308, -0.5);
INSERT INTO cms.[match] (pattern, target) VALUES (N'/alt', N'/neu');

INSERT INTO cms.property_values (revision_id, property, culture, [value], text_value, decimal_value, date_value)
VALUES (2, 'teaser', 'de-DE', N'Reife braucht Zeit', N'Reife braucht Zeit', NULL, NULL), (2, 'weight', '', 12, NULL, 12.500000, NULL),
    (2, 'from', '', NULL, NULL, NULL, '2024-02-29T00:00:00');

INSERT INTO cms.navigation (node, label, article_id, url) VALUES ('/', N'Start', NULL, N'/'), ('/1/', N'Käse', 1, NULL), ('/1/2/', N'Über uns', NULL, NULL);

INSERT INTO cms.webhooks (id, [self], target_url, event, [async], secret, headers, last_status, [timeout], enabled_from)
VALUES ('3F2504E0-4F89-11D3-9A0C-0305E82C3301', N'/webhooks/1', N'https://hook.example/käse', 'article.published', 1, 0xDEADBEEF, N'<headers><h name="X-Käse">ja</h></headers>',
        '200', '00:00:10', '2024-02-29'),
    ('3F2504E0-4F89-11D3-9A0C-0305E82C3302', N'/webhooks/2', N'https://hook.example/', 'article.deleted', 0, 0x, NULL, NULL, '00:00:00.001', '2020-01-01');

INSERT INTO cms.sites (id, host, title, tagline, language_id, home_article_id, members_default_price, members_currency, accent_color, logo, favicon, custom_css,
    image_quality, maintenance_from, maintenance_until, licence_valid_until, created_at)
VALUES (1, 'kaese.example', N'Der Käsebote', N'Alles Käse', 2, 1, 4.9900, N'EUR', '#FF1A75', 0x89504E47, NULL, 'a { color: red }', 1,
        '2024-02-29T22:00:00+01:00', '2024-03-01T02:00:00+01:00', '2030-12-31', '2019-05-01T00:00:00');
INSERT INTO cms.sites (id, host, title, language_id) VALUES (255, 'ja.kaese.example', N'チーズ', 3);

SET IDENTITY_INSERT media.folders ON;
INSERT INTO media.folders (id, parent_id, name) VALUES (1, NULL, N'Bilder'), (2, 1, N'Käse');
SET IDENTITY_INSERT media.folders OFF;

SET IDENTITY_INSERT media.files ON;
INSERT INTO media.files (id, folder_id, file_name, mime_type, bytes, width, height, sha1, alt_text, focal_x, focal_y, exif, uploaded_by, uploaded_at)
VALUES (1, 2, N'Gruyère.jpg', 'image/jpeg', 5368709120, 100000, 50000, 0xDA39A3EE5E6B4B0D3255BFEF95601890AFD80709, N'Ein Laib Gruyère', 0.500, 0.333,
        N'{"Make": "ライカ"}', 1, '2020-02-29T10:00:00.12'),
    (2, NULL, N'preise.pdf', 'application/pdf', 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2021-01-01T00:00:00');
SET IDENTITY_INSERT media.files OFF;

INSERT INTO media.[größe] (familie, name, breite, [höhe], [maßstab]) VALUES ('web', N'groß', 1920, NULL, 1.0), ('web', N'klein', 320, 240, 2.0), ('druck', N'a4', 2480, 3508, 1.5);

INSERT INTO media.renditions (file_id, familie, [größe], storage_path, bytes)
VALUES (1, 'web', N'groß', N'/r/1/web/groß.avif', 204800), (1, 'druck', N'a4', N'/r/1/druck/a4.tif', NULL);

INSERT INTO media.tags (file_id, tag, confidence) VALUES (1, N'Käse', 0.97), (1, N'チーズ', NULL);

INSERT INTO media.article_files (article_id, position, file_id, caption, [role]) VALUES (1, 1, 1, N'Foto: Zoë', 'feature'), (1, 2, 2, NULL, 'attachment'), (2, -1, 1, N'', 'inline');

INSERT INTO media.locations (file_id, position, place) VALUES (1, geography::Point(46.584, 7.082, 4326), N'Gruyères'), (2, geography::Point(-33.9, 151.2, 4326), NULL);
