//! The schemas in `tests/existing`, which other programs could have created.

/// The names of the folders.
pub const SCHEMAS: [&str; 3] = ["orders", "forum", "cms"];

/// Returns the batches of a T-SQL script, which lines with `GO` separate.
pub fn batches_of(script: &str) -> Vec<String> {
    let mut batches = vec![String::new()];
    for line in script.lines() {
        if line.trim().eq_ignore_ascii_case("go") {
            batches.push(String::new());
        } else if let Some(batch) = batches.last_mut() {
            batch.push_str(line);
            batch.push('\n');
        }
    }
    batches.retain(|batch| !batch.trim().is_empty());
    batches
}

/// Returns the statements of a T-SQL script that create tables and indexes, in the form in which the catalog would show them: with
/// the base types of alias types, and without indexes within the definition of a table.
pub fn statements_of(script: &str) -> Vec<String> {
    let aliases: Vec<(String, String)> = script.lines().filter_map(alias).collect();
    let mut statements = Vec::new();
    for batch in batches_of(script) {
        for statement in split(&batch) {
            let words: Vec<String> = statement.split_whitespace().take(4).map(str::to_lowercase).collect();
            let creates = words.first().is_some_and(|word| word == "create")
                && words.iter().any(|word| word == "table" || word == "index");
            if creates {
                let lines = statement.lines().filter(|line| !line.trim_start().starts_with("INDEX "));
                let text = lines.collect::<Vec<_>>().join("\n");
                statements.push(aliases.iter().fold(text, |text, (name, ty)| text.replace(name, ty)));
            }
        }
    }
    statements
}

/// Returns the name and the type of a `CREATE TYPE name FROM type`.
fn alias(line: &str) -> Option<(String, String)> {
    let (name, ty) = line.strip_prefix("CREATE TYPE ")?.split_once(" FROM ")?;
    Some((name.to_owned(), ty.trim_end_matches([';', ' ']).to_owned()))
}

/// Splits a batch at the semicolons outside of parentheses and quotes, without comments.
fn split(batch: &str) -> Vec<String> {
    let batch: Vec<&str> = batch.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    let (mut statements, mut depth, mut quoted) = (vec![String::new()], 0_i32, false);
    for ch in batch.join("\n").chars() {
        match ch {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            ';' if !quoted && depth == 0 => {
                statements.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(statement) = statements.last_mut() {
            statement.push(ch);
        }
    }
    statements
        .into_iter()
        .map(|statement| statement.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}
