"""Walks the syntax tree of ScriptDom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

# A node of the tree: an instance of a .NET class derived from TSqlFragment, known only at run time.
Node = Any

# The properties of each .NET class that hold nodes, and whether a property holds a list.
_children: dict[str, list[tuple[str, bool]]] = {}


def kind(node: Node) -> str:
    """Returns the name of the class of a node."""
    return type(node).__name__


def walk(node: Node) -> Iterator[Node]:
    """Returns a node and all its descendants.

    The walk uses reflection: the visitor of ScriptDom calls Python once per base class of each node, which takes
    thirty times as long.
    """
    yield node
    for child in children(node):
        yield from walk(child)


def children(node: Node) -> Iterator[Node]:
    """Returns the nodes that a node consists of."""
    for name, many in _child_properties(node):
        value = getattr(node, name)
        if value is not None:
            yield from value if many else (value,)


def _child_properties(node: Node) -> list[tuple[str, bool]]:
    known = _children.get(kind(node))
    if known is None:
        known = _children[kind(node)] = _read_properties(node)
    return known


def _read_properties(node: Node) -> list[tuple[str, bool]]:
    import clr  # type: ignore[import-not-found]
    from Microsoft.SqlServer.TransactSql.ScriptDom import TSqlFragment  # type: ignore[import-not-found]

    fragment = clr.GetClrType(TSqlFragment)
    found = []
    for prop in node.GetType().GetProperties():
        held = prop.PropertyType
        if prop.GetIndexParameters().Length > 0:
            continue
        if fragment.IsAssignableFrom(held):
            found.append((prop.Name, False))
        elif held.IsGenericType and fragment.IsAssignableFrom(held.GetGenericArguments()[0]):
            found.append((prop.Name, True))
    return found
