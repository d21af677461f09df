"""`sakuin eval`: figures of ranking."""

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner

from index.values.errors import ConfigError
from search.embedded.searcher import EmbeddedSearcher
from search.quality.judged import Judged, known_items, read_judged
from search.quality.measure import measure
from tests.conftest import Blog, post_text, searcher
from web.cli import cli


@pytest.fixture
def three(blog: Blog) -> EmbeddedSearcher:
    """Three posts that rank a, b, c for 新幹線; d has another subject."""
    return blog({
        "a.md": post_text("新幹線。" * 5, title="新幹線"),
        "b.md": post_text("新幹線と駅弁。" + "長い話。" * 20, title="旅"),
        "c.md": post_text("新幹線。" + "もっと長い話。" * 80, title="話"),
        "d.md": post_text("カレー。", title="食"),
    })  # fmt: skip


def test_posts_of_one_name_are_one_answer(blog: Blog) -> None:
    posts = {f"{name}/index.md": post_text("新幹線。", title=name) for name in "abc"}
    [everything] = measure(blog(posts), [Judged("新幹線", frozenset({"index"}))])
    assert (everything.mrr, everything.ndcg, everything.recall) == (1, 1, (1, 1, 1))


def test_an_index_without_posts_says_so(blog: Blog, tmp_path: Path) -> None:
    blog({"a.md": post_text("下書き。", title="題", draft=True)})
    ran = CliRunner().invoke(cli, ["eval", "--index", str(tmp_path / "index")])
    assert isinstance(ran.exception, ConfigError)


def test_figures_are_those_of_their_formulas(three: EmbeddedSearcher) -> None:
    judged = [
        Judged("新幹線", frozenset({"a"}), "first"),
        Judged("新幹線", frozenset({"b.md", "c.md"}), "later"),
        Judged("新幹線", frozenset({"d.md"}), "never"),
    ]
    first, later, never, everything = measure(three, judged)
    assert (first.mrr, first.ndcg, first.recall) == (1, 1, (1, 1, 1))
    gain = 1 / math.log2(3) + 1 / math.log2(4)
    assert later.mrr == 0.5
    assert later.ndcg == pytest.approx(gain / (1 + 1 / math.log2(3)))
    assert later.recall == (0, 1, 1)
    assert (never.mrr, never.ndcg, never.recall) == (0, 0, (0, 0, 0))
    assert (everything.kind, everything.queries, everything.mrr) == ("all", 3, 0.5)


def test_queries_of_no_kind_count_among_all_alone(three: EmbeddedSearcher) -> None:
    judged = [Judged("新幹線", frozenset({"a"}), "first"), Judged("新幹線", frozenset({"a"}))]
    assert [(row.kind, row.queries) for row in measure(three, judged)] == [("first", 1), ("all", 2)]
    assert [row.kind for row in measure(three, judged[1:])] == ["all"]


def test_queries_are_read_from_json_lines_and_from_tabs(tmp_path: Path) -> None:
    path = tmp_path / "queries"
    path.write_text('{"query": "犬", "relevant": 7}\n\n猫 鳴く\ta.md, b.md\tanimals\n', "utf-8")
    assert read_judged(path) == [
        Judged("犬", frozenset({"7"})),
        Judged("猫 鳴く", frozenset({"a.md", "b.md"}), "animals"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "犬", "犬\t", '{"query": "犬"}', '{"query"', "犬\t ,"])
def test_what_is_no_query_is_named_by_line(tmp_path: Path, text: str) -> None:
    path = tmp_path / "queries"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigError, match="queries"):
        read_judged(path)


def test_known_items_are_found(fixture_index: Path) -> None:
    with searcher(fixture_index) as source:
        made = list(known_items(source))
    assert {one.kind for one in made} == {"title", "heading"}
    done = CliRunner().invoke(
        cli,
        ["eval", "--index", str(fixture_index), "--json", "--min", "0.9"],
        standalone_mode=False,
    )
    assert done.return_value == 0
    assert json.loads(done.output)[-1]["queries"] == len(made)


def test_a_figure_below_the_least_fails_the_command(fixture_index: Path, tmp_path: Path) -> None:
    path = tmp_path / "queries"
    path.write_text("新幹線\tnowhere.md\n", "utf-8")
    done = CliRunner().invoke(
        cli, ["eval", str(path), "--index", str(fixture_index), "--min", "0.1"],
        standalone_mode=False,
    )  # fmt: skip
    assert done.return_value == 1
    assert "0.000" in done.output
