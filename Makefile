PYTHON ?= python3
PYTHON_LOCK ?= python3.11
PYTHONS ?= python3.11 python3.12 python3.13
BIN := .venv/bin

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo kernels test test-cluster sites lock pythons soak bench bench-quick bench-relevance bench-cluster mutants sbom clean

.venv/ready: pyproject.toml lock/build.txt lock/dev.txt
	PYTHON=$(PYTHON) sh tests/compiler.sh
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes --requirement lock/build.txt
	$(PIP) --require-hashes --no-build-isolation --requirement lock/dev.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

kernels: .venv/ready
	$(BIN)/python hatch_build.py

demo: kernels
	$(BIN)/sakuin reindex tests/posts --index .sakuin/demo
	$(BIN)/sakuin serve --index .sakuin/demo

CORES := --numprocesses 2 --dist loadfile --no-loadscope-reorder
PLAIN := tests/test_kernels*.py tests/test_*golden*.py tests/test_conformance*.py

test: kernels
	sh tests/chromium.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest $(CORES)
	SAKUIN_KERNELS=plain $(BIN)/coverage run -m pytest $(CORES) $(PLAIN)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

test-cluster: kernels
	sh tests/opensearch.sh .opensearch
	$(BIN)/pytest -m cluster

sites: .venv/ready
	$(BIN)/python -m tests.generators
	sh tests/chromium.sh
	$(BIN)/python -m tests.box_tried
	$(BIN)/python -m tests.anchors
	$(BIN)/python -m tests.passages

lock:
	PYTHON=$(PYTHON_LOCK) sh lock/compile.sh

pythons:
	sh tests/chromium.sh
	sh tests/pythons.sh $(PYTHONS)

# A part that was done for this commit is not run again, so that a soak can be stopped and resumed.
SOAKED = .soak/$(shell git rev-parse --short HEAD)

soak: $(SOAKED)-readers $(SOAKED)-worst $(SOAKED)-harm $(SOAKED)-laws

$(SOAKED)-readers: | kernels
	$(BIN)/python -m benchmarks.undisturbed 12
	mkdir -p .soak && touch $@

$(SOAKED)-worst: | kernels
	$(BIN)/python -m benchmarks.worst 20
	mkdir -p .soak && touch $@

$(SOAKED)-harm: | kernels
	sh tests/chromium.sh
	$(BIN)/pytest $(CORES) -m soak
	mkdir -p .soak && touch $@

$(SOAKED)-laws: | kernels
	$(BIN)/pytest $(CORES) --hypothesis-profile soak $$(grep -l '^@given' tests/test_*.py)
	mkdir -p .soak && touch $@

.venv/bench: .venv/ready benchmarks/setup.sh
	sh benchmarks/setup.sh
	$(PIP) --editable ".[bench]"
	touch $@

.venv/lucene: .venv/ready benchmarks/lucene.sh
	sh benchmarks/lucene.sh .venv/lucene

bench-relevance: kernels .venv/bench .venv/lucene
	$(BIN)/python -m benchmarks.relevance

bench: kernels .venv/bench
	$(BIN)/python -m benchmarks

bench-quick: kernels .venv/bench
	$(BIN)/python -m benchmarks --quick

bench-cluster: kernels .venv/bench
	sh tests/opensearch.sh .opensearch
	$(BIN)/python -m benchmarks.cluster

mutants: .venv/ready
	$(PIP) --editable ".[mutants]"
	$(BIN)/python -m benchmarks.mutants

SBOM ?= sbom.json

sbom: .venv/ready
	$(PIP) --editable ".[sbom]"
	$(BIN)/cyclonedx-py requirements lock/run.txt --pyproject pyproject.toml \
	  --output-reproducible --output-file $(SBOM)

clean:
	rm -rf .venv .sakuin
	find index search -path '*/kernels/*.so' -delete
