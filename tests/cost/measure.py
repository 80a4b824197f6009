#!/usr/bin/env python3
"""Measures the compile time of the derive: `cargo check` of a crate with 100 structs of 12 columns, and without them.

Prints the milliseconds of user time per struct, the minimum of five runs, for `store::Table` and for comparison for
`sqlx::FromRow`. Incremental compilation is off, and the dependencies are built before.
"""

import os
import pathlib
import resource
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
STRUCTS, RUNS = 100, 5

FIELDS = """
    {primary}a: i64, {short}b: String, c: i32, d: bool, e: Option<String>, f: f64, g: Option<i64>, h: Uuid,
    i: DateTime<Utc>, j: Option<DateTime<Utc>>, {few}k: Vec<u8>, {default}l: i32,
"""
PLAIN = dict(primary="", short="", few="", default="")
TABLE = dict(
    primary="#[column(primary_key)] ",
    short="#[column(len = 100)] ",
    few="#[column(len = 32)] ",
    default="#[column(default = 100)] ",
)

DERIVES = {
    "store::Table": (
        f'store = {{ path = "{ROOT / "store"}" }}',
        '#[derive(store::Table)]\n#[table(schema = "app", name = "t{0}")]\n'
        '#[table(unique(name = "ux_t{0}", columns(b)), index(name = "ix_t{0}", columns(c, d)))]',
        TABLE,
    ),
    "sqlx::FromRow": (
        'sqlx = { version = "0.9", default-features = false, features = ["chrono", "derive", "sqlite-bundled", "uuid"] }',
        "#[derive(sqlx::FromRow)]",
        PLAIN,
    ),
}


def source(derive: str, attributes: dict[str, str], structs: int) -> str:
    text = "#![allow(dead_code, unused_imports)]\nuse chrono::{DateTime, Utc};\nuse uuid::Uuid;\n"
    for number in range(structs):
        text += f"{derive.format(number)}\npub struct T{number} {{{FIELDS.format(**attributes)}}}\n"
    return text


def check(folder: pathlib.Path, text: str) -> float:
    """Returns the seconds of user time that `cargo check` takes for a source text."""
    (folder / "src" / "lib.rs").write_text(text)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    environment = os.environ | {"CARGO_INCREMENTAL": "0", "CARGO_TARGET_DIR": str(ROOT / "target" / "cost" / "target")}
    subprocess.run(["cargo", "check", "--quiet"], cwd=folder, env=environment, check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def main() -> None:
    for name, (dependency, derive, attributes) in DERIVES.items():
        folder = ROOT / "target" / "cost" / name.replace("::", "-").lower()
        (folder / "src").mkdir(parents=True, exist_ok=True)
        (folder / "Cargo.toml").write_text(
            f'[package]\nname = "{folder.name}"\nversion = "0.0.0"\nedition = "2024"\n\n[workspace]\n\n[dependencies]\n'
            f'chrono = {{ version = "0.4", default-features = false }}\n{dependency}\nuuid = "1"\n'
        )
        none, all_ = source(derive, attributes, 0), source(derive, attributes, STRUCTS)
        check(folder, none)
        least = [min(check(folder, text + f"// {run}\n") for run in range(RUNS)) for text in (none, all_)]
        print(f"{name}: {(least[1] - least[0]) / STRUCTS * 1000:.1f} ms per struct", flush=True)


if __name__ == "__main__":
    main()
