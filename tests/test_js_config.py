"""Of a configuration in JavaScript the plain literals are read, and nothing else is guessed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.posts.sites.npm.js_config import exported
from index.posts.sites.npm.js_values import UNKNOWN, Call, Table

HEAD = "import { defineConfig } from 'vitepress'\n"


@pytest.mark.parametrize(
    "source",
    [
        "export default { base: '/b/' }",
        "export default defineConfig({ base: '/b/' })",
        "export default withMermaid(defineConfig({ base: `/b/`, }))",
        "module.exports = { 'base': \"/b/\" };",
        "const config: Config = { base: '/b/' }\nexport default config",
        "/** @type {import('x').C} */\nconst c = { base: '/b/' };\nmodule.exports = c;",
        "export default { base: '/b/' } satisfies Config",
        "export default ({ base: '/\\u0062/' as const } as Config)",
        "const base = '/b/'\nexport default { base }",
        "const shared = { base: '/b/' }\nexport default { ...shared }",
        "export default { ...others, base: '/b/' }",
        "export default { base: '/a/', base: '/b/' // 'base: '/c/'\n }",
        "export default { f(x) { return { base: '/c/' } }, g: /[,}]'/, base: '/b/', h: x ? 1 : 2 }",
        "export default { a: `${x ? `{` : '}'}`, base: '/b/' }",
    ],
)
def test_a_literal_is_read_in_each_form_of_export(source: str) -> None:
    assert exported(HEAD + source).get("base") == "/b/"


@pytest.mark.parametrize(
    "source",
    [
        "export default { base: process.env.BASE || '/b/' }",
        "export default { base: '/' + name }", "export default { base: yes ? '/a/' : '/b/' }",
        "export default { base: `/${name}/` }", "export default { base }",
        "export default { base() { return '/b/' } }", "export default { base: '/b/', ...others }",
        "export default { base: '/b/', [key]: 1 }.x", "export default () => ({ base: '/b/' })",
        "export default async function config() { return { base: '/b/' } }",
        "export default defineConfig(({ mode }) => ({ base: '/b/' }))",
        "const c = { base: '/b/' }\nc.base = '/a/'\nexport default c",
        "let base = '/b/'\nexport default { base }",
        "const base = '/' + x\nexport default { base }",
        "export default merged(a, { base: '/b/' })", "export const config = { base: '/b/' }",
        "const a = b, b = a\nexport default { base: a }", "",
    ],
)  # fmt: skip
def test_what_is_no_literal_is_not_known(source: str) -> None:
    assert exported(HEAD + source).get("base") is UNKNOWN


def test_lists_tables_and_functions_are_told_apart() -> None:
    found = exported(
        "export default { a: ['x', y(), ...z], b: { c: -1, d: 1_000, e: null }, f: g({ h: true }) }"
    )
    assert found.get("a") == ["x", Call("y", ()), UNKNOWN]
    assert found.table("b") == Table({"c": UNKNOWN, "d": 1000, "e": None})
    assert found.get("f") == Call("g", (Table({"h": True}),))
    assert found.table("none") == Table()


def test_constants_that_stand_for_much_are_read_once() -> None:
    rows = [f"const c{n} = [c{n + 1}, c{n + 1}]" for n in range(39)]
    assert isinstance(exported("\n".join([*rows, "export default { c0 }"])).get("c0"), list)


_PIECES = st.sampled_from(
    ["{", "}", "[", "]", "(", ")", ",", ":", "...", "=>", "=", "a", "'b'", "`", "${", "/", "'",
     "\\", "const ", "export default ", "async ", "as ", "//", "/*", "\n", "1", "あ", ";"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_any_text_is_read_to_its_end(source: str) -> None:
    found: Any = exported(f"export default {source}")
    assert isinstance(found, Table)


def test_a_text_too_deep_or_too_long_is_not_known() -> None:
    deep = f"export default {{ a: {'[' * 5000}{']' * 5000}, base: '/b/' }}"
    assert exported(deep).get("base") in ("/b/", UNKNOWN)
    assert exported("export default {" + " " * 1_000_001 + "}").get("base") is UNKNOWN
