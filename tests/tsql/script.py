"""Reads the scripts to check."""

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
    """The input has neither of the two formats."""


def read(sources: list[str]) -> list[Script]:
    """Returns the scripts of all sources: `-` for standard input, or the path of a file."""
    scripts = [script for source in sources for script in _read_one(source)]
    if not scripts:
        raise Unreadable("no script to check")
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
    # Not splitlines(), which also splits at characters such as U+2028 within a JSON string.
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield _from_json(f"{source}:{number}", line)


def _from_json(where: str, line: str) -> Script:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise Unreadable(f"{where}: invalid JSON: {error}") from error
    if not isinstance(value, dict) or not all(isinstance(value.get(key), str) for key in ("name", "sql")):
        raise Unreadable(f'{where}: not an object with the strings "name" and "sql"')
    script = Script(value["name"], value["sql"])
    if not script.name.isprintable() or not script.name.strip():
        raise Unreadable(f"{where}: the name is not one line of printable text")
    return script
