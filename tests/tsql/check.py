"""Checks T-SQL scripts without a server. See README.md."""

from __future__ import annotations

import argparse
import json
import sys
import traceback

import extra
from fault import Fault, fault_at
from scriptdom import NotInstalled, Parser
from script import Unreadable, read

PASSED, REFUSED, UNUSABLE = 0, 1, 2


def check(parser: Parser, sql: str, parameters: bool = True) -> list[Fault]:
    """Returns the errors of the parser; if there are none, the errors of the additional checks.

    `parameters`: whether the script may use the parameters @P1, @P2, and so on.
    """
    tree, faults = parser.parse(sql)
    if faults:
        return faults
    faults = extra.faults(tree, parameters)
    for node, inner_sql in extra.executed_scripts(tree):
        # Quotes are doubled in the literal, so a position in the inner script is no position in the outer one.
        # The inner script does not see the parameters.
        for inner in check(parser, inner_sql, parameters=False):
            message = f"in the SQL of this EXEC, {inner.line}:{inner.column}: {inner.message}"
            faults.append(fault_at(node, message))
    return sorted(faults)


def report(name: str, faults: list[Fault], as_json: bool) -> None:
    if as_json:
        errors = [fault._asdict() for fault in faults]
        print(json.dumps({"name": name, "ok": not errors, "errors": errors}))
        return
    for fault in faults:
        print(f"{name}:{fault.line}:{fault.column}: {fault.message} ({fault.number})")


def main(arguments: list[str]) -> int:
    options = argparse.ArgumentParser(prog="check.py", description="Checks T-SQL scripts without a server.")
    options.add_argument("--json", action="store_true", help="print one JSON object for each script")
    options.add_argument("source", nargs="+", help="a .sql file, a file of JSON lines, or - for such lines on stdin")
    given = options.parse_args(arguments)
    scripts = read(given.source)
    parser = Parser()
    failed = 0
    for script in scripts:
        faults = check(parser, script.sql)
        failed += bool(faults)
        report(script.name, faults, given.json)
    if not given.json:
        print(f"{len(scripts) - failed} passed, {failed} failed")
    return REFUSED if failed else PASSED


if __name__ == "__main__":
    # A character that the terminal cannot print must not end the run.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = main(sys.argv[1:])
    except NotInstalled as error:
        print(f"check.py: {error}\nRun tests/tsql/setup, then run this script with the Python that setup prints.", file=sys.stderr)
        code = UNUSABLE
    except Unreadable as error:
        print(f"check.py: {error}", file=sys.stderr)
        code = UNUSABLE
    except Exception:
        # Python's default exit code 1 means here that a script was refused.
        traceback.print_exc()
        code = UNUSABLE
    sys.exit(code)
