"""The variables and parameters of a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fault import Fault, fault_at
from tree import Node, kind, walk

# The names that the driver gives to parameters.
PARAMETER = re.compile(r"@P([1-9][0-9]*)")

# ScriptDom accepts any name after @@, the server only these.
SERVER_VARIABLES = frozenset(
    "@@" + name
    for name in (
        "CONNECTIONS CPU_BUSY CURSOR_ROWS DATEFIRST DBTS ERROR FETCH_STATUS IDENTITY IDLE IO_BUSY LANGID LANGUAGE "
        "LOCK_TIMEOUT MAX_CONNECTIONS MAX_PRECISION MICROSOFTVERSION NESTLEVEL OPTIONS PACKET_ERRORS PACK_RECEIVED "
        "PACK_SENT PROCID REMSERVER ROWCOUNT SERVERNAME SERVICENAME SPID TEXTSIZE TIMETICKS TOTAL_ERRORS TOTAL_READ "
        "TOTAL_WRITE TRANCOUNT VERSION"
    ).split()
)


def undeclared(batch: Node, parameters: bool) -> Iterator[Fault]:
    """Returns an error for each use of a variable that is not declared before it in the same batch."""
    declared, not_uses = {}, set()
    for name, end in _declarations(batch):
        not_uses.add(name.FirstTokenIndex)
        if parameters and PARAMETER.fullmatch(name.Value):
            yield fault_at(name, f"{name.Value} is the name of a parameter: rename the variable")
        elif name.Value in declared:
            yield fault_at(name, f"duplicate variable {name.Value} in this batch: remove one DECLARE")
        else:
            declared[name.Value] = end
    not_uses.update(name.FirstTokenIndex for name in _argument_names(batch))
    for at, token in _variable_tokens(batch):
        name = token.Text
        if at in not_uses or (parameters and PARAMETER.fullmatch(name)):
            continue
        if name.startswith("@@"):
            wrong = name.upper() not in SERVER_VARIABLES
            message = f"unknown server variable {name}: correct the name"
        else:
            wrong = declared.get(name, at) >= at
            message = f"{name} is not declared before this position in its batch (names are case-sensitive): DECLARE it"
        if wrong:
            yield Fault(token.Line, token.Column, 0, message)


def gaps(script: Node) -> Iterator[Fault]:
    """Returns an error for a gap in the numbers of the parameters, since the value of the missing one would be unused."""
    tokens, not_uses = {}, {name.FirstTokenIndex for name in _argument_names(script)}
    for at, token in _variable_tokens(script):
        match = PARAMETER.fullmatch(token.Text)
        if match and at not in not_uses:
            tokens.setdefault(int(match[1]), token)
    if tokens and len(tokens) != max(tokens):
        last = tokens[max(tokens)]
        first_missing = next(number for number in range(1, max(tokens)) if number not in tokens)
        message = f"{last.Text} is used, but @P{first_missing} is not: number the parameters from 1 without gaps"
        yield Fault(last.Line, last.Column, 0, message)


def _declarations(batch: Node) -> Iterator[tuple[Node, int]]:
    """Returns the name of each variable that a batch declares, and the last token of the declaration."""
    for node in walk(batch):
        if kind(node) == "DeclareVariableStatement":
            # The next variable of the same DECLARE does not see this one yet.
            for element in node.Declarations:
                yield element.VariableName, node.LastTokenIndex
        elif kind(node) in ("DeclareTableVariableBody", "ProcedureParameter"):
            # The `RETURNS TABLE` of a function is such a body without a name.
            if node.VariableName is not None:
                yield node.VariableName, node.LastTokenIndex


def _argument_names(node: Node) -> Iterator[Node]:
    """Returns the `@name` of each `@name = value` after EXEC: a parameter of the procedure, not a variable."""
    for below in walk(node):
        if kind(below) == "ExecuteParameter" and below.Variable is not None:
            yield below.Variable


def _variable_tokens(node: Node) -> Iterator[tuple[int, Any]]:
    if node.FirstTokenIndex < 0:
        return
    for at in range(node.FirstTokenIndex, node.LastTokenIndex + 1):
        token = node.ScriptTokenStream[at]
        if str(token.TokenType) == "Variable":
            yield at, token
