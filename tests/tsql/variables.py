"""The variables and parameters of a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fault import Fault, fault_at
from tree import Node, kind, walk

# Parameters as this project's driver names them.
PARAMETER = re.compile(r"@P([1-9][0-9]*)")

# ScriptDom takes any name after @@, the server only these.
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
    """A variable that is used where it is not declared: a batch sees only its own, from the DECLARE's end on."""
    declared, not_uses = {}, set()
    for name, end in _declarations(batch):
        not_uses.add(name.FirstTokenIndex)
        if parameters and PARAMETER.fullmatch(name.Value):
            yield fault_at(name, f"{name.Value} is a parameter's name: declare the variable under another")
        elif name.Value in declared:
            yield fault_at(name, f"{name.Value} is declared twice in this batch: remove one DECLARE")
        else:
            declared[name.Value] = end
    not_uses.update(name.FirstTokenIndex for name in _argument_names(batch))
    for at, token in _variable_tokens(batch):
        name = token.Text
        if at in not_uses or (parameters and PARAMETER.fullmatch(name)):
            continue
        if name.startswith("@@"):
            wrong = name.upper() not in SERVER_VARIABLES
            message = f"the server has no variable {name}: correct the name"
        else:
            wrong = declared.get(name, at) >= at
            message = f"{name} is not declared before this place in its batch, in these very letters: DECLARE it"
        if wrong:
            yield Fault(token.Line, token.Column, 0, message)


def gaps(script: Node) -> Iterator[Fault]:
    """A gap in the numbering, which leaves a value bound to nothing."""
    tokens, not_uses = {}, {name.FirstTokenIndex for name in _argument_names(script)}
    for at, token in _variable_tokens(script):
        match = PARAMETER.fullmatch(token.Text)
        if match and at not in not_uses:
            tokens.setdefault(int(match[1]), token)
    if tokens and len(tokens) != max(tokens):
        last = tokens[max(tokens)]
        first_missing = next(number for number in range(1, max(tokens)) if number not in tokens)
        message = f"there is {last.Text} but no @P{first_missing}: number the parameters from 1 without a gap"
        yield Fault(last.Line, last.Column, 0, message)


def _declarations(batch: Node) -> Iterator[tuple[Node, int]]:
    """The name of each variable the batch declares, and the token its declaration ends with."""
    for node in walk(batch):
        if kind(node) == "DeclareVariableStatement":
            # Not even the next variable of the same DECLARE sees this one.
            for element in node.Declarations:
                yield element.VariableName, node.LastTokenIndex
        elif kind(node) in ("DeclareTableVariableBody", "ProcedureParameter"):
            # A function's `RETURNS TABLE` is such a body too, without a name.
            if node.VariableName is not None:
                yield node.VariableName, node.LastTokenIndex


def _argument_names(node: Node) -> Iterator[Node]:
    """The `@name` of each `@name = value` after EXEC: the procedure's parameter, no variable of the script."""
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
