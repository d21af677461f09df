PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test soak bench bench-relevance clean

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

demo: .venv/ready
	$(BIN)/sakuin reindex tests/posts --index .sakuin/demo
	$(BIN)/sakuin serve --index .sakuin/demo

test: .venv/ready
	sh tests/chromium.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

soak: .venv/ready
	$(BIN)/pytest -m soak
	$(BIN)/pytest --hypothesis-profile soak $$(grep -l @given tests/test_*.py)

.venv/bench: .venv/ready benchmarks/setup.sh
	sh benchmarks/setup.sh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[bench]"
	touch $@

bench-relevance: .venv/bench
	$(BIN)/python -m benchmarks.relevance

bench: .venv/bench
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv .sakuin
