"""Loads ScriptDom, the T-SQL parser of Microsoft, into the process."""

from __future__ import annotations

import hashlib
import sysconfig
from pathlib import Path
from typing import Any

from fault import Fault

# The locations of the parser and of the .NET runtime in site-packages.
DLL = Path("mssqlcli/mssqltoolsservice/bin/Microsoft.SqlServer.TransactSql.ScriptDom.dll")
DLL_SHA256 = "781687b415be45c4ade8041738798f1b01a5e9d2f95e2dd5f989d8772b224d7c"
DOTNET = Path("dotnetcore2/bin")

RUNTIME_CONFIG = Path(__file__).resolve().with_name("scriptdom.runtimeconfig.json")


class NotInstalled(Exception):
    """The parser is missing or is not the pinned version."""


def verify(site_packages: Path) -> Path:
    """Returns the path of the parser after checking its digest."""
    dll = site_packages / DLL
    try:
        found = hashlib.sha256(dll.read_bytes()).hexdigest()
    except OSError as error:
        raise NotInstalled(f"cannot read the parser: {error}") from error
    if found != DLL_SHA256:
        raise NotInstalled(f"{dll} has the SHA-256 {found}, but the pinned one is {DLL_SHA256}")
    return dll


class Parser:
    """Parses the syntax of SQL Server 2019 with QUOTED_IDENTIFIER on, which every client library sets."""

    def __init__(self) -> None:
        site_packages = Path(sysconfig.get_path("purelib"))
        dll = verify(site_packages)
        _start_runtime(site_packages / DOTNET)
        # These modules exist only after the runtime has started.
        import clr  # type: ignore[import-not-found]

        clr.AddReference(str(dll))
        from Microsoft.SqlServer.TransactSql.ScriptDom import TSql150Parser  # type: ignore[import-not-found]
        from System.IO import StringReader  # type: ignore[import-not-found]

        self._parser = TSql150Parser(True)
        self._reader = StringReader

    def parse(self, sql: str) -> tuple[Any, list[Fault]]:
        """Returns the syntax tree and the errors; the tree is complete only without errors."""
        # .NET does not receive NUL and unpaired surrogates unchanged, and both are always mistakes.
        for at, char in enumerate(sql):
            if char == "\0" or "\ud800" <= char <= "\udfff":
                line, column = sql.count("\n", 0, at) + 1, at - sql.rfind("\n", 0, at)
                return None, [Fault(line, column, 0, f"invalid character U+{ord(char):04X}: remove it")]
        tree, errors = self._parser.Parse(self._reader(sql))
        return tree, [Fault(e.Line, e.Column, e.Number, e.Message) for e in errors]


def _start_runtime(dotnet: Path) -> None:
    try:
        from clr_loader import get_coreclr  # type: ignore[import-not-found]
        from pythonnet import load  # type: ignore[import-not-found]
    except ImportError as error:
        raise NotInstalled(f"the pinned packages are not installed: {error}") from error
    load(get_coreclr(runtime_config=str(RUNTIME_CONFIG), dotnet_root=str(dotnet)))
