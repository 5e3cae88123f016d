"""A lock holds the row that is asked for and nothing that stands beside it: the council's own row is written last by everybody."""

import ast
from collections.abc import Iterator

from .rooms import PYTHON, named, tree_of


def _chain(call: ast.Call) -> Iterator[ast.Call]:
    """The calls of `a.b().c()`, the last first."""
    step: ast.expr = call
    while isinstance(step, ast.Call) and isinstance(step.func, ast.Attribute):
        yield step
        step = step.func.value


def locks_what_stands_beside(tree: ast.Module) -> bool:
    for node in ast.walk(tree):
        calls = list(_chain(node)) if isinstance(node, ast.Call) else []
        names = {call.func.attr: call for call in calls if isinstance(call.func, ast.Attribute)}
        locks = names.get("select_for_update")
        if locks and "select_related" in names and all(keyword.arg != "of" for keyword in locks.keywords):
            return True
    return False


def test_no_lock_takes_the_rows_beside_it():
    assert named(path for path in PYTHON if locks_what_stands_beside(tree_of(path))) == []


def test_such_a_lock_is_seen():
    assert locks_what_stands_beside(
        ast.parse("x = A.objects.select_for_update().filter(b=1).select_related('c').get()")
    )
    assert not locks_what_stands_beside(ast.parse("A.objects.select_for_update(of=('self',)).select_related('c')"))
