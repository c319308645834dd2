# What each target runs stands in the README too, for machines without make.
PYTHON ?= python3
PORT ?= 8080
DATA ?= .limber/demo
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint bench clean

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/make \1\t\2/' | expand -t 14

demo: .venv/.ready ## try Limber in the browser: no token, no account (PORT=8080 DATA=.limber/demo)
	@exec $(BIN)/limber demo --port $(PORT) --data $(DATA)

test: .venv/.ready-dev ## run every test, PostgreSQL's too
	@$(BIN)/python -m pytest

test-all: .venv/.ready-dev ## the long tests too: every time zone, drills, years of simulation
	@$(BIN)/python -m pytest --all

lint: .venv/.ready-dev ## format, lint, types, floors, content
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/limber check-content

bench: .venv/.ready-dev ## measure speed, as ratios in one run
	@$(BIN)/python -m tests.bench

clean: ## remove the environment and the demo's data
	@rm -rf .venv .limber/demo

.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Limber needs Python 3.11 or newer.")'
	@echo "Making the environment; the first time takes a minute."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) pip
	@$(PIP) --build-constraint constraints.txt --editable .
	@touch $@

.venv/.ready-dev: .venv/.ready
	@$(PIP) --group dev
	@touch $@
