"""Checks for statements that have a plan which locks more rows than necessary.

No server is needed: the checks require the hints and forms that leave the optimizer no choice.
"""

from __future__ import annotations

from collections.abc import Iterator

from fault import Fault, fault_at
from tree import Node, children, kind, walk

STATEMENTS = ("DeleteStatement", "InsertStatement", "SelectStatement", "UpdateStatement")

# Within a range lock, a scan locks the whole table.
RANGE_LOCKS = ("HoldLock", "Serializable")

# The rows of a batch, in a FROM clause.
BATCHES = ("OpenJsonTableReference", "VariableTableReference")

CALLS = (
    "BinaryExpression",
    "CastCall",
    "CoalesceExpression",
    "ConvertCall",
    "FunctionCall",
    "IIfCall",
    "LeftFunctionCall",
    "NullIfExpression",
    "RightFunctionCall",
    "TryCastCall",
    "TryConvertCall",
)

QUERIES = ("QuerySpecification", "UpdateSpecification", "DeleteSpecification")


def faults(statement: Node) -> Iterator[Fault]:
    """Returns the errors in a statement that reads or changes rows."""
    yield from _batch_joins(statement)
    yield from _unordered_insert(statement)
    for node in walk(statement):
        if kind(node) in QUERIES:
            yield from _converted_columns(node)


def _hints(table: Node) -> set[str]:
    return {str(hint.HintKind) for hint in table.TableHints}


def range_lock(table: Node) -> Iterator[Fault]:
    """Returns an error for a table with a range lock under which it could be scanned."""
    if _hints(table) & set(RANGE_LOCKS) and "ForceSeek" not in _hints(table):
        yield fault_at(table, "a scan would lock the whole table: add FORCESEEK, in a FROM clause")


# Batches


def _sources(clause: Node) -> Iterator[Node]:
    """Returns the tables of a FROM clause in order, without those in subqueries."""
    pending = list(clause.TableReferences)
    while pending:
        table = pending.pop(0)
        if hasattr(table, "FirstTableReference"):
            pending[:0] = [table.FirstTableReference, table.SecondTableReference]
        else:
            yield table


def _targets(statement: Node) -> Iterator[Node]:
    """Returns the table that a statement changes."""
    for name in ("UpdateSpecification", "DeleteSpecification", "InsertSpecification"):
        specification = getattr(statement, name, None)
        if specification is not None:
            yield specification.Target


def _batch_joins(statement: Node) -> Iterator[Fault]:
    """A statement that reads a table variable and a table must seek in the table for each row of the variable."""
    clauses = [list(_sources(node)) for node in walk(statement) if kind(node) == "FromClause"]
    # JSON by itself is an IN list, for which the optimizer may choose a plan: it takes no range locks.
    joined = [clause for clause in clauses if any(kind(table) == "NamedTableReference" for table in clause)]
    variables = [table for clause in joined for table in clause if kind(table) == "OpenJsonTableReference"]
    variables.extend(table for clause in clauses for table in clause if kind(table) == "VariableTableReference")
    variables.extend(node for node in _targets(statement) if kind(node) == "VariableTableReference")
    tables = [table for clause in clauses for table in clause if kind(table) == "NamedTableReference"]
    hints = {str(hint.HintKind) for hint in statement.OptimizerHints}
    if not variables or not tables:
        return
    if "LoopJoin" not in hints:
        yield fault_at(statement, "a table could be scanned for a batch: add OPTION (LOOP JOIN)")
    for table in tables:
        if "ForceSeek" not in _hints(table):
            yield fault_at(table, "the table could be scanned for a batch: add WITH (FORCESEEK)")
    for clause in clauses:
        kinds = [kind(table) for table in clause]
        if set(BATCHES) & set(kinds) and "NamedTableReference" in kinds:
            if "ForceOrder" not in hints or kinds[0] not in BATCHES:
                yield fault_at(clause[0], "name the table variable first, and add OPTION (LOOP JOIN, FORCE ORDER)")


def _unordered_insert(statement: Node) -> Iterator[Fault]:
    """Sessions that insert the same keys must lock them in the same order."""
    if kind(statement) != "InsertStatement":
        return
    insert = statement.InsertSpecification
    if kind(insert.Target) != "NamedTableReference" or kind(insert.InsertSource) != "SelectInsertSource":
        return
    query = insert.InsertSource.Select
    clause = getattr(query, "FromClause", None)
    if clause is not None and any(kind(table) in BATCHES for table in _sources(clause)) and query.OrderByClause is None:
        yield fault_at(insert, "rows are inserted in no order, and two sessions can deadlock: add ORDER BY [#n]")


# Conversions


def _converted_columns(query: Node) -> Iterator[Fault]:
    """A condition on an expression of a column cannot seek in an index."""
    clause, conditions = query.FromClause, []
    sources = [] if clause is None else list(_sources(clause))
    if any(_is_of_the_system(table) for table in sources):
        return
    batches = {table.Alias.Value for table in sources if kind(table) in BATCHES and table.Alias is not None}
    if query.WhereClause is not None and query.WhereClause.SearchCondition is not None:
        conditions.append(query.WhereClause.SearchCondition)
    if clause is not None:
        joins = (node for node in _same_query(clause) if kind(node) == "QualifiedJoin")
        conditions.extend(join.SearchCondition for join in joins)
    for condition in conditions:
        for node in _same_query(condition):
            if _is_json_value(node):
                continue
            if kind(node) in CALLS and any(_is_column(below, batches) for below in _arguments(node)):
                yield fault_at(node, "a function of a column cannot use an index: compare the column itself")


def _is_json_value(node: Node) -> bool:
    """Returns whether a node reads a value in JSON, which is no column by itself."""
    return kind(node) == "FunctionCall" and node.FunctionName.Value.upper() == "JSON_VALUE"


def _is_column(node: Node, batches: set[str]) -> bool:
    """Returns whether a node is a column of a table, and not of the rows of a batch."""
    if kind(node) != "ColumnReferenceExpression" or node.MultiPartIdentifier is None:
        return False
    names = [name.Value for name in node.MultiPartIdentifier.Identifiers]
    return len(names) == 1 or names[0] not in batches


def _is_of_the_system(table: Node) -> bool:
    if kind(table) != "NamedTableReference":
        return False
    schema = table.SchemaObject.SchemaIdentifier
    return schema is not None and schema.Value.lower() in ("sys", "information_schema")


def _arguments(node: Node) -> Iterator[Node]:
    """Returns the nodes in a call, without the unit of a DATEADD, which is parsed as a column."""
    below = list(children(node))
    if kind(node) == "FunctionCall" and node.FunctionName.Value.upper() in ("DATEADD", "DATEDIFF"):
        below = list(node.Parameters)[1:]
    for child in below:
        if kind(child) not in QUERIES:
            yield child
            yield from _arguments(child)


def _same_query(node: Node) -> Iterator[Node]:
    """Returns a node and its descendants, without subqueries."""
    yield node
    for child in children(node):
        if kind(child) not in QUERIES:
            yield from _same_query(child)
