use store::prelude::*;

#[derive(Table)]
#[table(check(data->"$.lang" = "de"))]
#[query(select not_json(text->"$.lang" = :lang))]
#[query(select less(data->"$.score" < :score))]
#[query(select number(data->"$.score" = 1))]
#[query(select root(data->"$" = :text))]
#[query(select injection(data->"$.lang') OR 1=1 --" = :text))]
#[query(select wildcard(data->"$.tags[*]" = :text))]
#[query(select no_path(data->lang = :text))]
#[query(select column(data->"$.lang" = text))]
#[query(select list(data->"$.lang" in :languages))]
struct Page {
    #[column(primary_key)]
    id: i64,
    text: String,
    data: serde_json::Value,
}

fn main() {}
