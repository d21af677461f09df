"""Where mistakes are made, which kinds of them, and which tests are to notice."""

import ast
from collections.abc import Callable, Iterator

PLACES = ("index/store", "search/show", "search/match", "web")

_WHOLE = ("conformance_answers", "conformance", "results")
_STORE = ("generations", "store", "stored", "lists", "conformance_builds", "versions", "damage")
_TESTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "index/store/format": (("blocks", "packing", "doclists", "encoded"), _STORE),
    "index/store/kernels": (("kernels_scan", "encoded"), _STORE),
    "index/store": (("segments", "generations", "stored", "store"), (*_STORE, "whoosh_writer")),
    "search/show": (("kernels_windows", "borders", "windows", "snippet", "highlights"), _WHOLE),
    "search/match": (
        ("docset", "scoring", "closeness", "facets", "near_duplicates"),
        ("highlights", "snippet", "matching", "order", "ranking", *_WHOLE, "golden_ranking"),
    ),
    "web": (("links", "web", "page"), ("urls", "request")),
    "web/cli.py": (("serve",), ()),
    "web/serve.py": (("serve",), ()),
}  # fmt: skip
"""Names of test files by folder or file: those that are about it, and those that are run where
these notice nothing. No browser, no real posts, and subprocesses only for what is one."""

FOLDERS = tuple(_TESTS)

_SWAPS = {
    "Binary": (
        "Add_Sub", "Sub_Add", "Mul_Add", "Mul_FloorDiv", "Div_Mul", "FloorDiv_Mul", "Mod_FloorDiv",
        "LShift_RShift", "RShift_LShift", "BitAnd_BitOr", "BitOr_BitAnd", "Pow_Mul",
    ),
    "Comparison": (
        "Eq_NotEq", "NotEq_Eq", "Lt_LtE", "Lt_GtE", "LtE_Lt", "LtE_Gt", "Gt_GtE", "Gt_LtE",
        "GtE_Gt", "GtE_Lt", "Is_IsNot", "IsNot_Is",
    ),
    "Unary": ("Delete_USub", "Delete_Invert", "Delete_Not"),
}  # fmt: skip
"""Of an arithmetic operator the one that it is most likely mistaken for; all that make nonsense
would be noticed too easily."""
OPERATORS = (
    *(f"core/Replace{kind}Operator_{swap}" for kind, swaps in _SWAPS.items() for swap in swaps),
    "core/AddNot", "core/ReplaceTrueWithFalse", "core/ReplaceFalseWithTrue",
    "core/ReplaceAndWithOr", "core/ReplaceOrWithAnd", "core/ReplaceBreakWithContinue",
    "core/ReplaceContinueWithBreak", "core/ExceptionReplacer", "core/NumberReplacer",
    "core/ZeroIterationForLoop",
)  # fmt: skip

COSTS = {
    "_CACHED", "_TIER", "_SMALLEST", "CHUNK", "_ALIGN", "_NEVER", "_SAMPLE", "_LONG", "ROWS",
    "_LINES", "_LEVEL", "_MOST_POSTINGS", "_AT_ONCE", "_MIXERS", "_MOST_KNOWN", "_FAR",
}  # fmt: skip
"""Constants that answers do not depend on: what is kept at hand, compressed, done at once."""

_Position = tuple[int, int]


def tests_of(path: str) -> list[list[str]]:
    """The files of tests for a file or folder, by the innermost folder that has some, in two steps:
    what is not imported need not be waited for."""
    folder = max((name for name in _TESTS if path.startswith(name)), key=len)
    direct, others = _TESTS[folder]
    steps = (direct, tuple(name for name in others if name not in direct))
    return [[f"tests/test_{name}.py" for name in step] for step in steps if step]


def excluded(code: str) -> Callable[[_Position], bool]:
    """Whether a mistake at (line, column) is one that no test could notice, since it is in an
    annotation, a decorator, an alias of a type, or a constant that only steers costs."""
    lines = code.splitlines()
    ranges = [_range(node, lines) for node in _unnoticed(ast.parse(code))]

    return lambda at: any(low <= at < high for low, high in ranges)


def _range(node: ast.expr, lines: list[str]) -> tuple[_Position, _Position]:
    """Columns of `ast` count bytes, those of the operators characters."""

    def characters(line: int, column: int) -> _Position:
        return line, len(lines[line - 1].encode()[:column].decode())

    end = (node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
    return characters(node.lineno, node.col_offset), characters(*end)


def _unnoticed(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        if isinstance(node, ast.FunctionDef):
            yield from (*node.decorator_list, *([node.returns] if node.returns else []))
        if isinstance(node, ast.ClassDef):
            yield from node.decorator_list
        if isinstance(node, ast.ExceptHandler) and node.type:  # dotted ones cannot be replaced
            yield from (name for name in ast.walk(node.type) if isinstance(name, ast.Attribute))
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and _steers(statement):
            yield statement.value


def _steers(statement: ast.Assign) -> bool:
    """An alias of a type, or a constant that is known to steer costs alone."""
    names = {target.id for target in statement.targets if isinstance(target, ast.Name)}
    alias = isinstance(statement.value, ast.Subscript | ast.BinOp) and any(
        name[0] != "_" and not name.isupper() for name in names
    )
    return alias or bool(names & COSTS)
