# Eftersyn's commands. `make` alone lists them; each sets up what it needs first.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
SHELL := /bin/bash

PYTHON ?= python3
BIN := .venv/bin
ROOMS := crawler eftersyn reports rules
WORKERS ?= 2
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

.PHONY: help setup demo test lint format format-check types imports lock clean browser

help: ## List the targets
	@echo "Eftersyn: make TARGET, where TARGET is"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: .venv/.package-stamp node_modules/.stamp browser .venv/.verapdf-stamp ## Make .venv with the locked packages, axe-core and a browser

demo: setup ## Run the whole way on the bundled authorities and say where the result is
	$(BIN)/eftersyn demo --no-serve

test: setup ## Run every test
	$(BIN)/pytest -n $(WORKERS) $(ARGS)

lint: .venv/.package-stamp ## Check the code with ruff
	$(BIN)/ruff check .

format: .venv/.package-stamp ## Format the code
	$(BIN)/ruff format .

format-check: .venv/.package-stamp ## Say which files are not formatted
	$(BIN)/ruff format --check .

types: .venv/.package-stamp ## Check the types with mypy
	$(BIN)/mypy

imports: .venv/.package-stamp ## Check which room imports which
	$(BIN)/lint-imports

# Lock with the oldest Python there is to serve, Debian 12's 3.11.2: a newer one picks packages that it cannot install
lock: .venv/.package-stamp ## Renew the lock files within pyproject.toml and package.json (takes minutes; needs the network)
	CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) --upgrade --output-file requirements.txt pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) --upgrade --extra dev --extra verapdf --constraint requirements.txt \
		--output-file requirements-dev.txt pyproject.toml
	npm install --package-lock-only

clean: ## Remove everything that make has made
	rm -rf .venv node_modules build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find $(ROOMS) tests -name __pycache__ -type d -prune -exec rm -rf {} +

# ---------------------------------------------------------------- the parts

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Python is missing: install Python 3.11 or newer (Debian: apt-get install python3 python3-venv)," \
			"or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "$(PYTHON) is $$($(PYTHON) --version 2>&1); Eftersyn needs Python 3.11 or newer." \
			"Name another: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python cannot make a virtual environment: install it (Debian: apt-get install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.requirements-stamp: requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

.venv/.package-stamp: pyproject.toml hatch_build.py .venv/.requirements-stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# Java keeps veraPDF's classes from its first start, so that it is short from then on
.venv/.verapdf-stamp: .venv/.package-stamp
	$(BIN)/python -m crawler.documents.verapdf
	@touch $@

node_modules/.stamp: package.json package-lock.json .npmrc
	@command -v npm >/dev/null || { \
		echo "npm is missing: it fetches axe-core. Install Node.js with npm (Debian: apt-get install npm)" >&2; exit 1; }
	@command -v node >/dev/null || { \
		echo "Node.js is missing: npm runs on it. Install Node.js with npm (Debian: apt-get install npm)" >&2; exit 1; }
	npm ci
	@touch $@

browser: .venv/.package-stamp
	@$(BIN)/python -m eftersyn.browser install
