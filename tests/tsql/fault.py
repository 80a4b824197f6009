"""An error in a script."""

from __future__ import annotations

from typing import NamedTuple

from tree import Node


class Fault(NamedTuple):
    line: int
    column: int
    # The error number of ScriptDom, or 0 for an additional check.
    number: int
    message: str


def fault_at(node: Node, message: str) -> Fault:
    """Returns an error of an additional check at the first character of a node."""
    return Fault(node.StartLine, node.StartColumn, 0, message)
