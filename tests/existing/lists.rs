// The structs of each module, which `tests/tests/scaffold.rs` generates.

macro_rules! orders_sqlite {
    ($with:ident) => {
        $with! { orders_sqlite: Region, Territories, Employees, EmployeeTerritories, Currencies, ExchangeRates, Suppliers, Categories, Products, ProductPhotos, ProductPriceHistory, Customers, CustomerAddresses, Shippers, Orders, OrderDetails, Shipments, ShipmentLines, Invoices }
    };
}

macro_rules! orders_mssql {
    ($with:ident) => {
        $with! { orders_mssql: Region, Territories, Employees, EmployeeTerritories, Currencies, ExchangeRates, Suppliers, Categories, Products, ProductPhotos, Customers, CustomerAddresses, Shippers, Orders, OrderDetails, Shipments, ShipmentLines, Invoices }
    };
}

macro_rules! forum_sqlite {
    ($with:ident) => {
        $with! { forum_sqlite: FrmUsers, FrmGroups, FrmGroupUser, FrmGroupPermission, FrmCategories, FrmTopics, FrmPosts, FrmPostHistory, FrmTags, FrmTopicTags, FrmVoteTypes, FrmVotes, FrmBadges, FrmUserBadges, FrmTopicUser, FrmNotifications, FrmAccessTokens, FrmSettings, FrmPollOptions }
    };
}

macro_rules! forum_mssql {
    ($with:ident) => {
        $with! { forum_mssql: Users, Groups, GroupUser, GroupPermission, Categories, Topics, Posts, PostHistory, Tags, TopicTags, VoteTypes, Votes, Badges, UserBadges, TopicUser, Notifications, AccessTokens, Settings, PollOptions }
    };
}

macro_rules! cms_sqlite {
    ($with:ident) => {
        $with! { cms_sqlite: Users, UserMeta, Settings, NewsletterSubscriptionConfirmationAndUnsubscriptionRequests, CmsLanguages, Type, 状態, CmsCategories, CmsCategoryPaths, CmsArticles, CmsRevisions, CmsArticleAuthors, CmsArticleMeta, CmsTags, CmsArticleTags, CmsComments, Match, CmsPropertyValues, CmsNavigation, CmsWebhooks, CmsSites, MediaFolders, MediaFiles, Größe, MediaRenditions, MediaTags, MediaArticleFiles, MediaLocations }
    };
}

macro_rules! cms_mssql {
    ($with:ident) => {
        $with! { cms_mssql: Users, UserMeta, Settings, NewsletterSubscriptionConfirmationAndUnsubscriptionRequests, Languages, Type, 状態, Categories, CategoryPaths, Articles, Revisions, ArticleAuthors, ArticleMeta, Tags, ArticleTags, Comments, Match, PropertyValues, Webhooks, Sites, Folders, Files, Größe, Renditions, Tags2, ArticleFiles, Locations }
    };
}
