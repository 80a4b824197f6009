"""Tests that the checker accepts correct scripts and refuses wrong ones."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from check import PASSED, REFUSED, UNUSABLE, check
from fault import Fault
from scriptdom import Parser

HERE = Path(__file__).resolve().parent
# Fewer cases mean that a file is missing or is read incorrectly.
LEAST = {"wrong.sql": 25, "right.sql": 10}


class Case(NamedTuple):
    name: str
    # One string per error: `line:column number part-of-the-message`.
    expected: list[str]
    sql: str


def cases(file: str) -> list[Case]:
    """Reads cases: a line `--- name`, lines `--! error`, then the SQL, whose lines count from 1."""
    found = []
    for block in ("\n" + (HERE / "cases" / file).read_text(encoding="utf-8")).split("\n--- ")[1:]:
        name, *lines = block.split("\n")
        expected = [line[4:] for line in lines if line.startswith("--! ")]
        found.append(Case(name, expected, "\n".join(lines[len(expected) :])))
    if len(found) < LEAST[file]:
        raise SystemExit(f"self_test: {file} has only {len(found)} cases")
    for case in found:
        if bool(case.expected) != (file == "wrong.sql"):
            raise SystemExit(f"self_test: {file}: {case.name}: this case belongs in the other file")
    return found


def long_inserts() -> Iterator[Case]:
    """Generates the cases that are too long for a file."""
    for rows in (1_000, 1_001):
        expected = ["1002:1 0 1001 VALUES rows"] if rows > 1_000 else []
        values = ",\n".join(f"({row})" for row in range(rows))
        yield Case(f"INSERT of {rows} rows", expected, f"INSERT INTO [t] ([a]) VALUES\n{values};")


def meets(fault: Fault, expected: str) -> bool:
    place, number, message = expected.split(" ", 2)
    return (f"{fault.line}:{fault.column}", str(fault.number)) == (place, number) and message in fault.message


def complaint(case: Case, faults: list[Fault]) -> str:
    """Returns the difference from the expected errors; empty if there is none."""
    if len(faults) == len(case.expected) and all(map(meets, faults, case.expected)):
        return ""
    found = [f"{fault.line}:{fault.column} {fault.number} {fault.message}" for fault in faults]
    return f"expected {case.expected}, found {found}"


def command_lines() -> Iterator[tuple[str, str]]:
    """Runs the program and checks its exit code and output. Returns each name with the difference, or an empty string."""
    right, wrong = '{"name": "r", "sql": "SELECT 1;"}\n', '{"name": "w", "sql": "SELECT 1;\\nSELCT;"}\n'
    refused = "w:2:1: Incorrect syntax near SELCT. (46010)\n"
    runs = [
        ("all right", ["-"], right, PASSED, "1 passed, 0 failed\n"),
        ("one wrong", ["-"], right + wrong, REFUSED, refused + "1 passed, 1 failed\n"),
        ("no input", ["-"], "", UNUSABLE, ""),
        ("no JSON", ["-"], "SELECT 1;", UNUSABLE, ""),
        ("no file", ["/nowhere.sql"], "", UNUSABLE, ""),
        ("no argument", [], "", UNUSABLE, ""),
    ]
    for name, arguments, given, code, printed in runs:
        ran = run(arguments, given)
        good = (ran.returncode, ran.stdout) == (code, printed)
        yield name, "" if good else f"exit code {ran.returncode}, printed {ran.stdout!r} {ran.stderr!r}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "two.sql"
        file.write_text("SELECT 1\nGO\nSELECT 2\nGO\n", encoding="utf-8")
        ran = run(["--json", str(file), "-"], wrong)
    objects = [json.loads(line) for line in ran.stdout.splitlines()]
    good = ran.returncode == REFUSED and [o["ok"] for o in objects] == [True, False]
    good = good and [(e["line"], e["column"], e["number"]) for e in objects[1]["errors"]] == [(2, 1, 46010)]
    yield "JSON, from a file and from stdin", "" if good else f"exit code {ran.returncode}, printed {ran.stdout!r}"


def run(arguments: list[str], given: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / "check.py"), *arguments]
    return subprocess.run(command, input=given, capture_output=True, encoding="utf-8", check=False)


def results() -> Iterator[tuple[str, str]]:
    parser = Parser()
    for case in [*cases("right.sql"), *cases("wrong.sql"), *long_inserts()]:
        yield case.name, complaint(case, check(parser, case.sql))
    yield from command_lines()


def main() -> int:
    passed = failed = 0
    for name, wrong in results():
        if wrong:
            print(f"FAILED {name}: {wrong}")
        failed += bool(wrong)
        passed += not wrong
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
