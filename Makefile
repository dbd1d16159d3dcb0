# The developer's workflow; each target makes what it needs and works on a bare machine with Python 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: install demo test lint bench lock messages docs

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: install
	$(BIN)/schakel demo

# Side by side: much of a test is waiting for a pace, a browser or a disk.
test: install
	$(BIN)/python -m pytest -n 3 --dist worksteal

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python -m benchmarks

# The lock file after a change of dependencies.
lock: install
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --all-build-deps --extra dev --extra sandbox \
		--no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml

# The Dutch catalogue follows the source; translations of other languages are kept.
messages: install
	$(BIN)/python -m handlers.locale.collect

# The tables of the rulebook and the picture of the floors follow the source.
docs: install
	$(BIN)/python -m tests.docs.tables
	$(BIN)/python -m tests.docs.picture
