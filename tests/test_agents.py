"""Posts as Markdown, and the page that tells programs how to ask."""

import re

from flask.testing import FlaskClient

from tests.conftest import Blog, post_text
from web.app import create_app


def test_a_post_is_given_as_markdown(blog: Blog) -> None:
    body = "はじめに。\n\n## 手順\n\n次を打つ。\n\n````sh\n```\nls\n```\n````\n"
    text = post_text(body, title="題", tags=["旅", "海"], date="2025-01-01")
    client = create_app(blog({"a.md": text})).test_client()
    response = client.get("/post.md?id=a.md")
    assert response.mimetype == "text/markdown"
    head = "# 題\n\n- Date: 2025-01-01T00:00:00+09:00\n- Tags: 旅、海\n\n"
    assert response.text == head + body.replace("````sh", "````")


def test_what_is_withheld_is_given_to_no_one(blog: Blog) -> None:
    client = create_app(
        blog({"a.md": post_text("秘密。", draft=True), "b.md": "公開。"})
    ).test_client()
    response = client.get("/post.md?id=a.md")
    assert (response.status_code, response.get_json()["error"]["code"]) == (404, "unknown_post")
    assert client.get("/post.md?id=b.md").status_code == 200


def test_the_page_for_programs_leads_to_what_there_is(client: FlaskClient) -> None:
    response = client.get("/llms.txt")
    assert response.mimetype == "text/plain"
    lines = response.text.splitlines()
    assert lines[0].startswith("# ") and lines[2].startswith("> Full-text search over 4")
    found = re.findall(r"^- \[.*\]\((.*?)\)", response.text, re.M)
    assert len(found) == 25
    for address in found:
        path = address.removeprefix("http://localhost")
        assert client.get(path).status_code == (404 if path.endswith("?id=") else 200), path


def test_a_title_breaks_no_link(blog: Blog) -> None:
    client = create_app(blog({"a.md": post_text("文。", title="題 [改] 名")})).test_client()
    [line] = client.get("/llms.txt").text.splitlines()[-1:]
    assert line == r"- [題 \[改\] 名](http://localhost/post.md?id=a.md)"
