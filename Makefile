# The developer's workflow; each target makes what it needs and works on a bare machine with Python 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PORT ?= 8800
FOLDER ?= demo-data

.PHONY: install demo test soak lint bench lock messages docs schermen

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Schakel heeft Python 3.11 of hoger nodig. Typ: make install PYTHON=python3.11"; exit 1; }
	@echo "1/3 Een eigen Python-omgeving maken in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Dat lukt niet. Op Debian en Ubuntu: apt-get install python3-venv. Typ daarna weer: make install"; exit 1; }
	@echo "2/3 Bibliotheken ophalen en nakijken; dit duurt de eerste keer een tot drie minuten ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@echo "3/3 Schakel zelf installeren ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
	@echo "Klaar. De oefen-Slack: make demo. Alle toetsen: make test."

demo: install
	@$(BIN)/schakel demo --port $(PORT) --folder $(FOLDER)

# Side by side: much of a test is waiting for a pace, a browser or a disk.
test: install
	$(BIN)/python -m pytest -n 3 --dist worksteal

# Every two acts at one instant, and ten thousand steps of the game with every check taken out once: hours.
soak: install
	SCHAKEL_SOAK=1 $(BIN)/python -m pytest -n 2 -p no:cacheprovider tests/at_once/test_pairs.py \
		tests/casework/test_leaking.py tests/casework/test_leak_hunt.py tests/rules/test_guided_completeness.py

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python -m benchmarks

# The lock file after a change of dependencies.
lock: install
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --all-build-deps --extra dev --extra sandbox --extra report \
		--no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml

# The Dutch catalogue follows the source; translations of other languages are kept.
messages: install
	$(BIN)/python -m handlers.locale.collect

# The tables of the rulebook and the picture of the floors follow the source.
docs: install
	$(BIN)/python -m tests.docs.tables
	$(BIN)/python -m tests.docs.picture

# The pictures of the handbooks are taken from the practice Slack; needs Chromium.
schermen: install
	$(BIN)/python -m tests.pictures
