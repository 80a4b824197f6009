//! `store export`.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use store::Database;
use store::state::StateStore;
use store::state::transfer::{self, Digest};

use super::file::Whole;
use crate::answer::{Answer, table};
use crate::bar::Tables;
use crate::fault::Fault;

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The file, compressed if it ends in `.gz` or `.zst`; `-` for standard output.
    file: PathBuf,
    /// Writes over a file that is there.
    #[arg(long)]
    yes: bool,
}

pub(super) async fn run<D: Database>(store: &StateStore<D>, asked: &Export) -> Result<Answer, Fault> {
    let file = &asked.file;
    let mut bar = Tables::new();
    if file == Path::new("-") {
        // Nothing else may stand there.
        let out = BufWriter::new(io::stdout());
        transfer::export(store, out, |step| bar.show(step)).await?;
        return Ok(Answer::nothing());
    }
    if file.exists() && !asked.yes {
        let text = format!("{} is there: add --yes to write over it", file.display());
        return Ok(Answer { findings: true, ..Answer::new(text, Value::Null) });
    }
    let cannot = |error: io::Error| {
        Fault::Usage(format!("{} cannot be written: {error}: name another file", file.display()))
    };
    let mut out = Whole::create(file).map_err(cannot)?;
    let tables = transfer::export(store, &mut out, |step| bar.show(step)).await?;
    out.finish().map_err(cannot)?;
    drop(bar);
    Ok(told(file, &tables))
}

fn told(file: &Path, tables: &[(&'static str, Digest)]) -> Answer {
    let rows = tables.iter().map(|(table, digest)| {
        vec![(*table).to_owned(), digest.rows().to_string(), digest.checksum()[..16].to_owned()]
    });
    let text =
        format!("{}\n{} holds all of it.", table(&["table", "rows", "checksum"], rows), file.display());
    let json = tables
        .iter()
        .map(
            |(table, digest)| json!({ "table": table, "rows": digest.rows(), "checksum": digest.checksum() }),
        )
        .collect();
    Answer::new(text, json)
}
