"""Microsoft's T-SQL parser, ScriptDom, loaded into this process."""

from __future__ import annotations

import hashlib
import sysconfig
from pathlib import Path
from typing import Any

from fault import Fault

# Where the wheels put the parser and the .NET runtime, below site-packages.
DLL = Path("mssqlcli/mssqltoolsservice/bin/Microsoft.SqlServer.TransactSql.ScriptDom.dll")
DLL_SHA256 = "781687b415be45c4ade8041738798f1b01a5e9d2f95e2dd5f989d8772b224d7c"
DOTNET = Path("dotnetcore2/bin")

RUNTIME_CONFIG = Path(__file__).resolve().with_name("scriptdom.runtimeconfig.json")


class NotInstalled(Exception):
    """The parser is missing or is not the one that was pinned."""


def verify(site_packages: Path) -> Path:
    """The path of the parser below `site_packages`, once it is known to be the pinned one."""
    dll = site_packages / DLL
    try:
        found = hashlib.sha256(dll.read_bytes()).hexdigest()
    except OSError as error:
        raise NotInstalled(f"the parser cannot be read: {error}") from error
    if found != DLL_SHA256:
        raise NotInstalled(f"{dll} has sha256 {found}, not the pinned {DLL_SHA256}")
    return dll


class Parser:
    """SQL Server 2019's syntax, with QUOTED_IDENTIFIER on, as every client library sets it."""

    def __init__(self) -> None:
        site_packages = Path(sysconfig.get_path("purelib"))
        dll = verify(site_packages)
        _start_runtime(site_packages / DOTNET)
        # These modules exist only once the runtime runs.
        import clr  # type: ignore[import-not-found]

        clr.AddReference(str(dll))
        from Microsoft.SqlServer.TransactSql.ScriptDom import TSql150Parser  # type: ignore[import-not-found]
        from System.IO import StringReader  # type: ignore[import-not-found]

        self._parser = TSql150Parser(True)
        self._reader = StringReader

    def parse(self, sql: str) -> tuple[Any, list[Fault]]:
        """The syntax tree, and what is wrong; the tree is whole only when nothing is."""
        # Half of a surrogate pair and NUL do not cross into .NET unharmed, and neither is ever meant.
        for at, char in enumerate(sql):
            if char == "\0" or "\ud800" <= char <= "\udfff":
                line, column = sql.count("\n", 0, at) + 1, at - sql.rfind("\n", 0, at)
                return None, [Fault(line, column, 0, f"U+{ord(char):04X} is no text: take it out")]
        tree, errors = self._parser.Parse(self._reader(sql))
        return tree, [Fault(e.Line, e.Column, e.Number, e.Message) for e in errors]


def _start_runtime(dotnet: Path) -> None:
    try:
        from clr_loader import get_coreclr  # type: ignore[import-not-found]
        from pythonnet import load  # type: ignore[import-not-found]
    except ImportError as error:
        raise NotInstalled(f"this Python lacks the pinned wheels: {error}") from error
    load(get_coreclr(runtime_config=str(RUNTIME_CONFIG), dotnet_root=str(dotnet)))
