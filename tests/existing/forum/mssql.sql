set quoted_identifier on;
go

create table dbo.users (
    id int identity(1,1) not null primary key,
    username nvarchar(100) not null constraint uq_users_username unique,
    display_name nvarchar(100) null,
    email varchar(150) null,
    is_email_confirmed bit not null default 0,
    password_hash varchar(100) not null default '',
    avatar_url varchar(255) null,
    bio nvarchar(max) null,
    preferences nvarchar(max) null constraint ck_users_preferences check (isjson(preferences) = 1),
    reputation int not null default 1,
    topic_count int not null default 0,
    post_count int not null default 0,
    joined_at datetime2(0) not null constraint df_users_joined_at default sysutcdatetime(),
    last_seen_at datetime2(0) null,
    suspended_until datetime2(0) null,
    is_deleted bit not null default 0,
    check (reputation >= 1)
);
-- An address can be used again after the account was deleted.
create unique index uq_users_email on dbo.users (email) where email is not null and is_deleted = 0;
create index ix_users_last_seen_at on dbo.users (last_seen_at desc);
go

create table dbo.groups (
    id int not null primary key,
    name_singular nvarchar(100) not null unique,
    name_plural nvarchar(100) not null,
    color char(7) null check (color like '#%'),
    icon varchar(100) null,
    is_hidden bit not null default 0,
    [order] smallint not null default -1,
    created_at datetime2(0) null
);

create table dbo.group_user (
    user_id int not null references dbo.users (id) on delete cascade,
    group_id int not null references dbo.groups (id) on delete cascade on update cascade,
    created_at datetime2(0) null default getutcdate(),
    primary key (user_id, group_id)
);

create table dbo.group_permission (
    [group] int not null references dbo.groups (id) on delete cascade,
    permission varchar(100) not null,
    constraint pk_group_permission primary key ([group], permission)
);
go

-- SQL Server refuses ON DELETE SET NULL within a table; the application moves the children.
create table dbo.categories (
    id int identity not null constraint pk_categories primary key,
    parent_id int null constraint fk_categories_parent references dbo.categories (id),
    name nvarchar(100) not null,
    slug varchar(100) not null constraint uq_categories_slug unique,
    description nvarchar(max) null,
    [order] int not null default 0,
    is_restricted bit not null default 0,
    topic_count int not null default 0,
    last_posted_at datetime2(0) null,
    constraint ck_categories_parent check (parent_id <> id)
);
create index ix_categories_parent on dbo.categories (parent_id, [order]);
go

-- Users are referenced without an action here and in posts: the paths through topics and posts would meet in the tables that cascade.
create table dbo.topics (
    id int identity(1,1) not null constraint pk_topics primary key clustered,
    category_id int null constraint fk_topics_category references dbo.categories (id) on delete set null,
    user_id int null constraint fk_topics_user references dbo.users (id),
    title nvarchar(200) not null constraint ck_topics_title check (len(title) between 1 and 200),
    slug varchar(255) not null constraint df_topics_slug default '',
    status varchar(10) not null constraint df_topics_status default 'open'
        constraint ck_topics_status check (status in ('open', 'closed', 'archived', 'hidden')),
    is_pinned bit not null constraint df_topics_is_pinned default 0,
    view_count bigint not null constraint df_topics_view_count default 0,
    post_count int not null constraint df_topics_post_count default 0,
    score float(53) not null constraint df_topics_score default 0.0e0,
    hotness float(24) null,
    created_at int not null constraint df_topics_created_at default datediff(second, '19700101', getutcdate()),
    last_posted_at int null,
    first_post_id int null,
    custom_fields nvarchar(max) null check (custom_fields is null or isjson(custom_fields) = 1)
);
create index ix_topics_list on dbo.topics (category_id, is_pinned desc, last_posted_at desc) include (title, slug, post_count)
    where status <> 'hidden';
create index ix_topics_user on dbo.topics (user_id);
go

create table dbo.posts (
    id int identity(1,1) not null constraint pk_posts primary key nonclustered,
    topic_id int not null,
    number int not null,
    reply_to int null,
    user_id int null,
    type varchar(20) not null constraint df_posts_type default 'comment',
    raw nvarchar(max) not null,
    cooked nvarchar(max) null,
    score int not null constraint df_posts_score default 0,
    is_accepted bit not null constraint df_posts_is_accepted default 0,
    ip_address varbinary(16) null,
    created_at int not null,
    edited_at int null,
    deleted_at int null,
    excerpt as substring(raw, 1, 80),
    constraint uq_posts_number unique clustered (topic_id, number),
    constraint fk_posts_topic foreign key (topic_id) references dbo.topics (id) on delete cascade,
    constraint fk_posts_reply_to foreign key (reply_to) references dbo.posts (id),
    constraint fk_posts_user foreign key (user_id) references dbo.users (id),
    constraint ck_posts_type check (type in ('comment', 'topicRenamed', 'topicStickied', 'wiki')),
    constraint ck_posts_edited_at check (edited_at is null or edited_at >= created_at)
);
create unique index uq_posts_accepted on dbo.posts (topic_id) where is_accepted = 1;
create index ix_posts_user on dbo.posts (user_id, created_at);
go

alter table dbo.topics add constraint fk_topics_first_post foreign key (first_post_id) references dbo.posts (id);
go

create table dbo.post_history (
    post_id int not null references dbo.posts (id) on delete cascade,
    revision smallint not null,
    user_id int null references dbo.users (id),
    raw nvarchar(max) not null,
    comment nvarchar(255) null,
    created_at int not null,
    primary key (post_id, revision)
);

create table dbo.tags (
    id int identity(1,1) primary key,
    name nvarchar(35) not null unique,
    synonym_of int null references dbo.tags (id),
    usage_count int default 0
);

create table dbo.topic_tags (
    topic_id int not null references dbo.topics (id) on delete cascade,
    tag_id int not null references dbo.tags (id) on delete cascade,
    primary key (topic_id, tag_id)
);
create index ix_topic_tags_tag on dbo.topic_tags (tag_id);

create table dbo.vote_types (
    id tinyint not null primary key,
    name varchar(50) not null,
    weight smallint not null default +1
);

create table dbo.votes (
    id bigint identity(1,1) not null primary key,
    post_id int not null references dbo.posts (id) on delete cascade,
    user_id int null references dbo.users (id) on delete set null,
    vote_type tinyint not null references dbo.vote_types (id),
    bounty_amount decimal(8,2) null,
    created_on date not null default getdate()
);
create unique index uq_votes on dbo.votes (post_id, user_id, vote_type) where user_id is not null;

create table dbo.badges (
    id int identity(1,1) not null primary key,
    name nvarchar(50) not null unique with (ignore_dup_key = on),
    class tinyint not null default 3 check (class between 1 and 3),
    tag_id int null references dbo.tags (id),
    is_multiple bit not null default 0
);

create table dbo.user_badges (
    user_id int not null references dbo.users (id) on delete cascade,
    badge_id int not null references dbo.badges (id),
    awarded_at int not null,
    post_id int null references dbo.posts (id),
    primary key (user_id, badge_id, awarded_at)
);

create table dbo.topic_user (
    user_id int not null references dbo.users (id) on delete cascade,
    topic_id int not null references dbo.topics (id) on delete cascade,
    last_read_number int not null default 0,
    last_read_at int null,
    subscription varchar(6) null check (subscription in ('follow', 'ignore')),
    primary key (user_id, topic_id)
);
create index ix_topic_user_following on dbo.topic_user (topic_id) where subscription = 'follow';

create table dbo.notifications (
    id bigint identity(1,1) not null primary key,
    user_id int not null references dbo.users (id) on delete cascade,
    from_user_id int null references dbo.users (id),
    type varchar(100) not null,
    subject_id int null,
    data varbinary(max) null,
    created_at datetime2(0) not null,
    read_at datetime2(0) null,
    is_deleted bit not null default 0
);
create index ix_notifications_unread on dbo.notifications (user_id, created_at desc) where read_at is null and is_deleted = 0;

create table dbo.access_tokens (
    token char(40) collate Latin1_General_BIN2 not null primary key,
    user_id int not null references dbo.users (id) on delete cascade,
    type varchar(100) not null default 'session',
    title nvarchar(150) null,
    created_at int not null,
    last_activity_at int null,
    last_user_agent nvarchar(255) null
);

create table dbo.settings (
    [group] varchar(50) not null default 'core',
    [key] varchar(100) not null,
    [value] nvarchar(max) null,
    primary key ([group], [key])
);

create table dbo.cache (
    cache_key varchar(255) null,
    value varbinary(max) null,
    expires int null
);
create clustered index ix_cache on dbo.cache (cache_key);

create table dbo.poll_options (
    id int identity(1,1) not null primary key,
    topic_id int not null references dbo.topics (id) on delete cascade,
    answer nvarchar(255) not null,
    image varbinary(max) null,
    share real null,
    extra nvarchar(max) null,
    vote_count int not null default 0
);
go
