"""Why a post was found: on the page and in the JSON."""

import pytest

from tests.conftest import Blog, find, post_text
from web.app import create_app


def test_the_page_says_why_in_words(blog: Blog) -> None:
    source = blog({"a.md": post_text("引っ越しの準備。東京へ。", title="新しい部屋")})
    client = create_app(source).test_client()
    assert "一致の理由" in client.get("/?q=引越し").text
    text = client.get("/?q=引越し とうきょう&explain=1").text
    assert "「引越し」→「引っ越し」 表記ゆれ（本文に1回）" in text
    assert "「とうきょう」→「東京」 読み（本文に1回）" in text
    assert "部分一致" not in text
    inside = client.get("/?q=越し&explain=1").text
    assert "「越し」 部分一致（本文に1回）" in inside


def test_a_reason_has_the_score_that_counted(blog: Blog) -> None:
    texts = ["引っ越しの準備。", *["引越しの準備。"] * 5, "朝の話。"]
    source = blog({f"{n}.md": post_text(text, title="題") for n, text in enumerate(texts)})
    [spelled] = [hit for hit in find(source, "引越し", explain=True).hits if hit.meta.id == "0.md"]
    assert spelled.explanations is not None
    scores = {reason.kind: reason.score for reason in spelled.explanations}
    assert scores["spelling"] == pytest.approx(spelled.score)


def test_the_endpoint_says_why_when_asked(blog: Blog) -> None:
    source = blog({"a.md": post_text("サーバーを再起動する。", title="サーバー")})
    client = create_app(source).test_client()
    url = "/api/search?q=server"
    plain, asked = (client.get(url + more).get_json() for more in ("", "&explain=1"))
    assert "why" not in plain["hits"][0]
    reason = asked["hits"][0]["why"][0]
    assert {k: reason[k] for k in ("query", "matched", "kind", "field", "count")} == {
        "query": "server", "matched": "サーバー", "kind": "crossing", "field": "title", "count": 1
    }  # fmt: skip
    assert reason["score"] > 0
