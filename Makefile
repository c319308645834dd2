# CONTRIBUTING.md lists what each target runs, for machines without make.
PYTHON ?= python3
PORT ?= 8080
DATA ?= .limber/demo
BIN := .venv/bin
PIP := PYTHONDONTWRITEBYTECODE=1 $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Only these are compiled ahead: the other installed modules are never imported, and would take 40 MB.
USED := bot.cli, bot.demo, bot.run_command, bot.web, bot.content.loader, bot.storage.core.migrations_runner, \
	bot.chat.charts.png, bot.chat.charts.pdf_report, sqlalchemy.dialects.sqlite.aiosqlite

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint bench clean

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 14

demo: .venv/.ready ## try Limber in the browser: no token, no account (PORT=8080 DATA=.limber/demo)
	@exec $(BIN)/limber demo --port $(PORT) --data $(DATA)

test: .venv/.ready-dev ## run the tests, PostgreSQL's too; a share of what has many similar cases
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal

test-all: .venv/.ready-dev ## the long tests too: every time zone, drills, years of simulation
	@$(BIN)/python -m pytest --all

lint: .venv/.ready-dev ## format, lint, types, layers, content
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/limber check-content

bench: .venv/.ready-dev ## measure speed, as ratios in one run
	@$(BIN)/python -m tests.bench

clean: ## remove the environment and the demo's data
	@rm -rf .venv .limber/demo $(UNFINISHED)

# To pip an interrupted installation looks complete. So this file exists from before the first change
# until after the last, and as long as it exists, the environment is created again from scratch.
UNFINISHED := .venv.unfinished

.venv/.ready: pyproject.toml constraints.txt
	@test -w . || { echo "$(CURDIR) cannot be written to: make it writable for you, or copy it." >&2; exit 1; }
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11 or newer, or name yours with PYTHON=." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Limber needs Python 3.11 or newer; name another one with PYTHON=.")'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "This Python comes without venv: install it (Debian and Ubuntu: sudo apt install python3-venv)." >&2; exit 1; }
	@echo "Making the environment; the first time takes a minute."
	@test ! -e $(UNFINISHED) && $(BIN)/python -m pip --version >/dev/null 2>&1 || { touch $(UNFINISHED) && $(PYTHON) -m venv --clear .venv; }
	@touch $(UNFINISHED) && rm -f $@
	@$(PIP) --no-compile pip
	@$(PIP) --no-compile --build-constraint constraints.txt --editable .
	@$(BIN)/python -m pip uninstall --quiet --quiet --yes setuptools
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -c 'import $(USED)'
	@touch $@ && rm $(UNFINISHED)

.venv/.ready-dev: .venv/.ready
	@mv .venv/.ready $(UNFINISHED)
	@$(PIP) --group dev
	@mv $(UNFINISHED) .venv/.ready && touch $@
