# make run   sets everything up and starts Tracker with its page on http://127.0.0.1:8380
# make test  sets everything up and runs all that CI checks
# make fuzz  tries other examples than the gate does, by chance
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test types tests fuzz demo accuracy pictures lock clean

run: $(VENV)/.run-ready
	@$(BIN)/tracker run

demo: $(VENV)/.run-ready
	@$(BIN)/tracker demo

test: $(VENV)/.test-ready
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python .ci/browser.py
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	@$(MAKE) --no-print-directory --jobs=2 types tests

types: $(VENV)/.test-ready
	$(BIN)/mypy
	$(BIN)/lint-imports

# Each worker takes a stretch of the tests, so that little is set up twice.
tests: $(VENV)/.test-ready
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m pytest -n auto --dist worksteal

fuzz: $(VENV)/.test-ready # and what it finds is kept in .hypothesis, and tried first the next time
	$(BIN)/python -m pytest -n auto -m hypothesis --hypothesis-profile fuzz

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Tracker needs Python 3.11 or newer; name it: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

$(VENV)/.test-ready: $(VENV)/bin/python requirements-test.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

accuracy: $(VENV)/.test-ready # DATA=FOLDER of the article-extraction-benchmark's layout also measures reading
	@for cases in tests/compare/cases benchmarks/judged/*; do \
	  echo; echo "== $$cases"; $(BIN)/python benchmarks/edits.py $$cases; done
	@test -z "$(DATA)" || { echo; echo "== pages in $(DATA)"; $(BIN)/python benchmarks/extraction.py $(DATA); }

pictures: $(VENV)/.test-ready # of the pages, for docs/; needs Chromium
	@$(BIN)/python docs/pictures.py

lock: # needs pip-tools; hashes only, no addresses
	PIP_EXTRA_INDEX_URL= PIP_FIND_LINKS= pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-strip-extras --allow-unsafe --output-file requirements.lock pyproject.toml
	PIP_EXTRA_INDEX_URL= PIP_FIND_LINKS= pip-compile -q --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header --no-strip-extras --allow-unsafe --extra test --output-file requirements-test.lock pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
