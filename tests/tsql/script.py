"""The scripts to check, as they are handed in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Script(NamedTuple):
    name: str
    sql: str


class Unreadable(Exception):
    """An input that holds no scripts in either of the forms."""


def read(sources: list[str]) -> list[Script]:
    """Every script in the sources: `-` for standard input, or the path of a file."""
    scripts = [script for source in sources for script in _read_one(source)]
    if not scripts:
        raise Unreadable("there is no script to check")
    return scripts


def _read_one(source: str) -> Iterator[Script]:
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(f"{source}: {error}") from error
    if source.endswith(".sql"):
        yield Script(source, text)
        return
    # Not splitlines(): that would also part lines inside a JSON string, at U+2028 for one.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _from_json(f"{source}:{number}", line)


def _from_json(where: str, line: str) -> Script:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise Unreadable(f"{where}: no JSON: {error}") from error
    if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("name", "sql")):
        raise Unreadable(f'{where}: not an object with the texts "name" and "sql"')
    script = Script(value["name"], value["sql"])
    if not script.name.isprintable() or not script.name.strip():
        raise Unreadable(f"{where}: the name must be one line of printable text")
    return script
