"""Checks for scripts that parse, but that SQL Server refuses or this project forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import plans
from fault import Fault, fault_at
from tree import Node, kind, walk
from variables import gaps, undeclared

MAX_VALUES_ROWS = 1_000

# The range of the first number in the parentheses of a type.
TYPE_NUMBERS = {
    "NChar": (1, 4_000),
    "NVarChar": (1, 4_000),
    "Char": (1, 8_000),
    "VarChar": (1, 8_000),
    "Binary": (1, 8_000),
    "VarBinary": (1, 8_000),
    "Decimal": (1, 38),
    "Numeric": (1, 38),
    "Float": (1, 53),
    "DateTime2": (0, 7),
    "DateTimeOffset": (0, 7),
    "Time": (0, 7),
}


def faults(script: Node, parameters: bool) -> list[Fault]:
    """Returns the errors in a parsed script in the order of their positions.

    `parameters`: whether the script may use the parameters @P1, @P2, and so on.
    """
    found = set(_empty(script))
    if parameters:
        found.update(gaps(script))
    for batch in script.Batches:
        found.update(undeclared(batch, parameters))
    for node in walk(script):
        for check in CHECKS.get(kind(node), ()):
            found.update(check(node))
        if kind(node) in plans.STATEMENTS:
            found.update(plans.faults(node))
    return sorted(found)


def executed_scripts(script: Node) -> Iterator[tuple[Node, str]]:
    """Returns the SQL of each EXEC(N'…') that consists of literals only, with its node."""
    for node in walk(script):
        if kind(node) == "ExecutableStringList":
            parts = list(node.Strings)
            if all(kind(part) == "StringLiteral" for part in parts):
                yield node, "".join(part.Value for part in parts)


def _empty(script: Node) -> Iterator[Fault]:
    if all(batch.Statements.Count == 0 for batch in script.Batches):
        yield Fault(1, 1, 0, "the script has no statement: add one, or remove the script")


# Columns


def _column_name(node: Node) -> Node | None:
    """Returns the last part of the name of a column; None for pseudo-columns such as $ROWGUID."""
    parts = node.MultiPartIdentifier
    return None if parts is None else parts.Identifiers[parts.Identifiers.Count - 1]


def _repeated(names: Iterable[Node | None], where: str) -> Iterator[Fault]:
    seen = set()
    for name in names:
        if name is None:
            continue
        # The collation of the database, which ignores case by default, also applies to the names of columns.
        key = name.Value.casefold()
        if key in seen:
            yield fault_at(name, f"duplicate column [{name.Value}] in {where}: remove or rename one")
        seen.add(key)


def _table_columns(table: Node) -> Iterator[Fault]:
    names = (column.ColumnIdentifier for column in table.ColumnDefinitions)
    return _repeated(names, "the definition of the table")


def _key_columns(key: Node) -> Iterator[Fault]:
    return _repeated((_column_name(column.Column) for column in key.Columns), "this column list")


def _index_columns(index: Node) -> Iterator[Fault]:
    names = [_column_name(column.Column) for column in index.Columns]
    names.extend(_column_name(column) for column in index.IncludeColumns)
    return _repeated(names, "the column list of the index")


def _set_columns(update: Node) -> Iterator[Fault]:
    clauses = (clause for clause in update.SetClauses if kind(clause) == "AssignmentSetClause")
    names = (_column_name(clause.Column) for clause in clauses if clause.Column is not None)
    return _repeated(names, "the SET list")


def _insert_columns(insert: Node) -> Iterator[Fault]:
    return _repeated((_column_name(column) for column in insert.Columns), "the column list of the INSERT")


# Widths


def _insert_widths(insert: Node) -> Iterator[Fault]:
    source, width = insert.InsertSource, insert.Columns.Count
    if kind(source) == "ValuesInsertSource":
        yield from _row_widths(source.RowValues, width)
    elif kind(source) == "SelectInsertSource" and width > 0:
        for select in _selects(source.Select):
            yield from _select_width(select, width)


def _inline_widths(values: Node) -> Iterator[Fault]:
    return _row_widths(values.RowValues, values.Columns.Count)


def _row_widths(rows: Any, width: int) -> Iterator[Fault]:
    """`width` 0: without a column list, the first row determines the width."""
    against = "columns are listed" if width else "are in the first row"
    for row in rows:
        found = row.ColumnValues.Count
        width = width or found
        if found != width:
            yield fault_at(row, f"this VALUES row has {found} values, but {width} {against}: make the numbers equal")


def _selects(query: Node) -> Iterator[Node]:
    """Returns the plain SELECTs that a query combines."""
    if kind(query) == "BinaryQueryExpression":
        yield from _selects(query.FirstQueryExpression)
        yield from _selects(query.SecondQueryExpression)
    elif kind(query) == "QueryParenthesisExpression":
        yield from _selects(query.QueryExpression)
    elif kind(query) == "QuerySpecification":
        yield query


def _select_width(select: Node, width: int) -> Iterator[Fault]:
    elements = list(select.SelectElements)
    starred = any(kind(element) == "SelectStarExpression" for element in elements)
    if not starred and len(elements) != width:
        message = f"this SELECT returns {len(elements)} columns, but {width} columns are listed: make the numbers equal"
        yield fault_at(select, message)


# Limits


def _values_rows(source: Node) -> Iterator[Fault]:
    rows = source.RowValues.Count
    if rows > MAX_VALUES_ROWS:
        message = f"{rows} VALUES rows, but the limit of an INSERT is {MAX_VALUES_ROWS}: split it"
        yield fault_at(source.RowValues[MAX_VALUES_ROWS], message)


def _type_numbers(node: Node) -> Iterator[Fault]:
    option, numbers = str(node.SqlDataTypeOption), list(node.Parameters)
    if option not in TYPE_NUMBERS or not numbers or kind(numbers[0]) != "IntegerLiteral":
        return
    least, most = TYPE_NUMBERS[option]
    if not least <= int(numbers[0].Value) <= most:
        fix = "(MAX), or a number" if option in ("NVarChar", "VarChar", "VarBinary") else "a number"
        message = f"{option.upper()}({numbers[0].Value}): write {fix} from {least} to {most}"
        yield fault_at(numbers[0], message)
    elif len(numbers) == 2 and int(numbers[1].Value) > int(numbers[0].Value):
        yield fault_at(numbers[1], "the scale is greater than the precision: reduce it")


# Statements


def _terminated_before_with(parent: Node) -> Iterator[Fault]:
    """A statement that begins with WITH must follow a semicolon, unless it is the first statement."""
    for at in range(1, parent.Statements.Count):
        statement = parent.Statements[at]
        tokens, before = statement.ScriptTokenStream, statement.FirstTokenIndex - 1
        if str(tokens[statement.FirstTokenIndex].TokenType) != "With":
            continue
        while str(tokens[before].TokenType) in ("WhiteSpace", "SingleLineComment", "MultilineComment"):
            before -= 1
        if str(tokens[before].TokenType) != "Semicolon":
            yield fault_at(statement, "WITH after a statement without a semicolon: end that statement with a semicolon")


def _bare_procedure(execute: Node) -> Iterator[Fault]:
    """The first statement of a batch may omit EXEC, so a misspelt keyword parses as a procedure name."""
    word = execute.ScriptTokenStream[execute.FirstTokenIndex]
    if str(word.TokenType) not in ("Exec", "Execute"):
        yield fault_at(execute, f"{word.Text} is read as the name of a procedure: correct the keyword, or add EXEC")


def _throw_as_name(name: Node) -> Iterator[Fault]:
    """THROW is not a reserved word: `ROLLBACK TRANSACTION THROW` rolls back a transaction with that name."""
    if name.Value.upper() == "THROW" and str(name.QuoteType) == "NotQuoted":
        yield fault_at(name, "THROW is read as a name: end the statement before it with a semicolon")


def _merge(merge: Node) -> Iterator[Fault]:
    message = "MERGE deadlocks and fails on duplicate keys under load: write an UPDATE, then an INSERT"
    yield fault_at(merge, message)
    absent = ("NotMatched", "NotMatchedByTarget")
    clauses = [clause for clause in merge.ActionClauses if str(clause.Condition) in absent]
    for clause in clauses[1:]:
        yield fault_at(clause, "a second WHEN NOT MATCHED in one MERGE: keep one")


CHECKS: dict[str, tuple[Callable[[Node], Iterator[Fault]], ...]] = {
    "CreateIndexStatement": (_index_columns,),
    "ExecuteStatement": (_bare_procedure,),
    "Identifier": (_throw_as_name,),
    "IndexDefinition": (_key_columns,),
    "InlineDerivedTable": (_inline_widths,),
    "InsertSpecification": (_insert_columns, _insert_widths),
    "MergeSpecification": (_merge,),
    "NamedTableReference": (plans.range_lock,),
    "SqlDataTypeReference": (_type_numbers,),
    "StatementList": (_terminated_before_with,),
    "TableDefinition": (_table_columns,),
    "TSqlBatch": (_terminated_before_with,),
    "UniqueConstraintDefinition": (_key_columns,),
    "UpdateSpecification": (_set_columns,),
    "ValuesInsertSource": (_values_rows,),
}
