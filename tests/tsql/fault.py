"""One thing wrong with a script."""

from __future__ import annotations

from typing import NamedTuple

from tree import Node


class Fault(NamedTuple):
    line: int
    column: int
    # ScriptDom's own number, or 0 for a check of ours.
    number: int
    message: str


def fault_at(node: Node, message: str) -> Fault:
    """A fault found by a check of ours, at the node's first character."""
    return Fault(node.StartLine, node.StartColumn, 0, message)
