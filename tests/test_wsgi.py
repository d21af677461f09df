"""`web.wsgi:app`, for servers of an owner's own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

_PROGRAM = """
import json, sys
from werkzeug.test import Client
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from web.wsgi import app
early = [name for name in opened if name.endswith(("sakuin.toml", "CURRENT"))]
answers = [Client(app).get("/api/search?q=x") for _ in range(2)]
print(json.dumps([early, [[one.status_code, one.headers.get("ETag")] for one in answers]]))
"""


def _asked(index: Path, folder: Path) -> Any:
    """What was opened on import, and (status, ETag) of two answers."""
    environment = {**os.environ, "SAKUIN_INDEX": str(index), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", _PROGRAM]
    done = subprocess.run(command, env=environment, cwd=folder, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def test_it_opens_the_index_at_its_first_request_and_etags_last(
    fixture_index: Path, tmp_path: Path
) -> None:
    early, [first, again] = _asked(fixture_index, tmp_path)
    assert early == []
    assert first[0] == 200
    assert first == again == _asked(fixture_index, tmp_path)[1][0]
    (tmp_path / "sakuin.toml").write_text('[server]\ntitle = "別の名"\n')
    assert _asked(fixture_index, tmp_path)[1][0][1] != first[1]


def test_without_an_index_it_says_so(tmp_path: Path) -> None:
    assert [status for status, _ in _asked(tmp_path / "none", tmp_path)[1]] == [503, 503]
