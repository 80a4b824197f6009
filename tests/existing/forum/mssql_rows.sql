set quoted_identifier on;
go

set identity_insert dbo.users on;
insert into dbo.users (id, username, display_name, email, is_email_confirmed, password_hash, bio, preferences, reputation, topic_count, post_count, joined_at,
    last_seen_at, suspended_until, is_deleted)
values (1, N'björn', N'Björn Ångström', 'bjorn@forum.example', 1, '$2y$10$abcdefghijklmnopqrstuv', N'Schreibt über Käse. 🧀',
        N'{"locale": "sv", "followAfterReply": true}', 1201, 2, 3, '2015-02-24T09:30:00', '2024-02-29T23:59:59', null, 0),
    (2, N'田中', null, null, 0, '', null, null, 1, 0, 1, '2020-12-31T00:00:00', null, '2038-01-19T03:14:08', 0),
    (3, N'gone', N'', 'bjorn@forum.example', 0, '', null, N'{}', 1, 0, 0, '2016-01-01T12:00:00', null, null, 1);
set identity_insert dbo.users off;

insert into dbo.groups (id, name_singular, name_plural, color, icon, is_hidden, [order], created_at)
values (1, N'Admin', N'Admins', '#b72a2a', 'fas fa-wrench', 0, 0, '2015-02-24T00:00:00'), (4, N'Mod', N'Mods', '#80349e', 'fas fa-bolt', 1, 1, null);
insert into dbo.groups (id, name_singular, name_plural) values (5, N'Gast', N'Gäste');

insert into dbo.group_user (user_id, group_id, created_at) values (1, 1, '2015-02-24T09:31:00'), (1, 4, null), (2, 5, '2020-12-31T00:00:01');

insert into dbo.group_permission ([group], permission) values (1, 'administrate'), (4, 'topic.hide'), (5, 'viewForum');

set identity_insert dbo.categories on;
insert into dbo.categories (id, parent_id, name, slug, description, [order], is_restricted, topic_count, last_posted_at)
values (1, null, N'Allgemein', 'general', N'Alles Übrige', 0, 0, 1, '2024-02-29T23:00:00'), (2, 1, N'Hilfe & Fragen', 'help', null, 1, 0, 1, null),
    (3, 2, N'日本語', 'ja', N'', -1, 1, 0, null);
set identity_insert dbo.categories off;

set identity_insert dbo.topics on;
insert into dbo.topics (id, category_id, user_id, title, slug, status, is_pinned, view_count, post_count, score, hotness, created_at, last_posted_at, custom_fields)
values (1, 1, 1, N'Welcher Käse passt zu Grünkohl?', 'welcher-kaese', 'open', 1, 4294967296, 3, 12.5, 0.25, 1424770200, 1709247600, N'{"solved": true}'),
    (2, null, null, N'x', '', 'hidden', 0, 0, 0, -0.5, null, 1577836800, null, null);
set identity_insert dbo.topics off;

set identity_insert dbo.posts on;
insert into dbo.posts (id, topic_id, number, reply_to, user_id, type, raw, cooked, score, is_accepted, ip_address, created_at, edited_at, deleted_at)
values (1, 1, 1, null, 1, 'comment', N'Ich suche einen *milden* Käse.', N'<p>Ich suche einen <em>milden</em> Käse.</p>', 3, 0, 0x7F000001, 1424770200, null, null),
    (2, 1, 2, 1, 2, 'comment', N'ゴーダ', null, 5, 1, null, 1424773800, 1424777400, null),
    (3, 1, 3, 2, null, 'topicRenamed', N'["Käse", "Welcher Käse passt zu Grünkohl?"]', null, 0, 0, null, 1424780000, null, 1424780001);
set identity_insert dbo.posts off;

update dbo.topics set first_post_id = 1 where id = 1;

insert into dbo.post_history (post_id, revision, user_id, raw, comment, created_at)
values (2, 1, 2, N'チーズ', null, 1424773800), (2, 2, null, N'ゴーダ', N'Sorte ergänzt', 1424777400);

set identity_insert dbo.tags on;
insert into dbo.tags (id, name, synonym_of, usage_count) values (1, N'käse', null, 1), (2, N'cheese', 1, 0), (3, N'2024', null, null);
set identity_insert dbo.tags off;

insert into dbo.topic_tags (topic_id, tag_id) values (1, 1), (1, 3);

insert into dbo.vote_types (id, name, weight) values (1, 'AcceptedByOriginator', 0), (2, 'UpMod', 1), (3, 'DownMod', -1);

insert into dbo.votes (post_id, user_id, vote_type, bounty_amount, created_on)
values (2, 1, 2, null, '2015-02-24'), (2, 1, 1, 50.25, '2015-02-25'), (1, null, 3, null, '2016-02-29'), (1, null, 3, null, '2016-02-29');

set identity_insert dbo.badges on;
insert into dbo.badges (id, name, class, tag_id, is_multiple) values (1, N'Käsekenner', 1, 1, 0), (2, N'Nice Answer', 3, null, 1);
set identity_insert dbo.badges off;

insert into dbo.user_badges (user_id, badge_id, awarded_at, post_id) values (1, 1, 1456704000, null), (2, 2, 1424800000, 2), (2, 2, 1709164800, null);

insert into dbo.topic_user (user_id, topic_id, last_read_number, last_read_at, subscription) values (1, 1, 3, 1709247600, 'follow'), (2, 1, 2, null, null);

set identity_insert dbo.notifications on;
insert into dbo.notifications (id, user_id, from_user_id, type, subject_id, data, created_at, read_at, is_deleted)
values (1, 1, 2, 'newPost', 1, 0x7B22706F73744E756D626572223A327D, '2015-02-24T10:30:00', '2015-02-24T11:00:00', 0),
    (2, 2, null, 'badgeAwarded', null, null, '2024-02-29T00:00:00', null, 1);
set identity_insert dbo.notifications off;

insert into dbo.access_tokens (token, user_id, type, title, created_at, last_activity_at, last_user_agent)
values ('aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9n', 1, 'session_remember', null, 1709240000, 1709247600, N'Mozilla/5.0 (X11; Linux x86_64)'),
    ('AB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6kL9n', 2, 'developer', N'Büro', 1709240001, null, null);

insert into dbo.settings ([group], [key], [value]) values ('core', 'forum_title', N'Käseforum'), ('core', 'version', N'1.8'), ('tags', 'max_primary', N'3'), ('mail', 'from', null);

insert into dbo.cache (cache_key, value, expires) values ('welcome', 0x00FF, 1709250000), ('welcome', null, null), (null, 0x, 0);

insert into dbo.poll_options (topic_id, answer, image, share, extra, vote_count) values (1, N'Gouda', null, 0.75, N'42', 3), (1, N'Gruyère', 0x474946, null, null, 0);
