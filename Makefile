# Every command of the product, from a bare checkout: `make help` lists them.
# Needed on the machine: Python 3.11 or later, make and bash. npm is used where there is one.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup assets run test test-setup browser check check-types check-rest bench trust locks clean

PORT ?= 8000
PYTHON ?= python3

# Run as modules: the commands in .venv/bin stop working when the checkout is moved.
PY := .venv/bin/python
PIP := pip install -qq --no-input --disable-pip-version-check --require-hashes --only-binary :all: --no-binary docopt
PIP_INSTALL := $(PY) -m $(PIP)
# The machine's npm, or the one from requirements-node.txt.
WITH_NPM := export PATH="$$PATH:$(CURDIR)/.venv/bin"; \
	command -v npm >/dev/null || $(PIP_INSTALL) -r requirements-node.txt;

VENDOR := witness/web/static/vendor

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/.installed $(VENDOR)/.installed .venv/.planner-ready ## packages into .venv, front-end assets into witness/web/static/vendor

assets: $(VENDOR)/.installed ## only the front-end assets

run: setup ## web server and worker with a demo world, on PORT (default 8000); Ctrl-C stops both
	@PORT=$(PORT) $(PY) -m jobs.serve

test: test-setup browser ## every test, PostgreSQL and browser included
	@$(PY) -m pytest -n 2

test-setup: setup .venv/.installed-dev node_modules/.installed-dev

browser: test-setup ## find the Chromium for the browser tests, or get one
	@$(PY) -m tests.browser.find_chromium --install

check: check-rest check-types ## format, lint, types, floors, security, bill of materials, known weaknesses

check-types: .venv/.installed-dev
	$(PY) -m mypy

check-rest: .venv/.installed-dev
	$(PY) -m ruff format --check --quiet .
	$(PY) -m ruff check --quiet .
	$(PY) -c 'from importlinter.cli import lint_imports_command as floors; floors()'
	$(PY) -m deptry .
	$(PY) -m bandit -q -ll -r -c pyproject.toml witness jobs config.py wsgi.py
	@$(PY) -m tests.supply

# GROUP: only groups with this in their name; PROBLEMS: a folder of problem files instead.
bench: test-setup .venv-bench/.installed ## the planner against solver libraries, as ratios within one run
	@$(PY) -m tests.bench $(if $(GROUP),--group "$(GROUP)") $(if $(PROBLEMS),--problems "$(PROBLEMS)")

# What it finds is kept where the page /trust reads it; an earlier run's figures never stand in for this one's.
FIGURES := docs/trust.json

trust: test-setup browser ## every safety figure at full size, on both databases
	@rm -f $(FIGURES); failed=0; \
	$(PY) -m pytest -n 0 -m "trust and alone" --full-size --figures-file $(FIGURES) --timeout 3600 tests || failed=1; \
	$(PY) -m pytest -n 2 -m "trust and not alone" --full-size --figures-file $(FIGURES) --timeout 3600 tests || failed=1; \
	exit $$failed

locks: .venv/.installed-dev ## pin anew what pyproject.toml and package.json name
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --group pyproject.toml:dev -c requirements.txt -o requirements-dev.txt
	$(LOCK) --group pyproject.toml:node -o requirements-node.txt
	$(LOCK) --group pyproject.toml:bench -o requirements-bench.txt
	$(WITH_NPM) npm install --package-lock-only --ignore-scripts

LOCK = $(PY) -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

clean: ## remove all that set-up and tools made; the database stays
	rm -rf .venv .venv-bench node_modules $(VENDOR) .chromium .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache bill-of-materials.json
	find config.py wsgi.py jobs tests witness -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or later is needed; \`$(PYTHON)\` is $$($(PYTHON) --version 2>&1 || true)." \
		"Name another: make PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up .venv ..."
	@$(PYTHON) -m venv --clear .venv

# Otherwise whoever asks for the first plan would wait for it.
.venv/.planner-ready: .venv/.installed $(wildcard witness/planner/*.py witness/planner/*/*.py)
	@echo "Compiling the planner's inner loops (a minute, once) ..."
	@$(PY) -m witness.planner.search & search=$$!; $(PY) -m witness.planner.pool.warm >/dev/null & pool=$$!; \
		wait $$search; wait $$pool
	@touch $@

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "Installing packages ..."
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements.txt requirements-dev.txt | .venv/.installed
	@echo "Installing test and lint tools ..."
	@$(PIP_INSTALL) -r requirements.txt -r requirements-dev.txt
	@touch $@

# The solver libraries that `make bench` compares with have an environment of their own: the product never sees them.
.venv-bench/.installed: requirements-bench.txt | .venv/bin/python
	@echo "Installing the solver libraries to compare with ..."
	@$(PY) -m venv --clear .venv-bench
	@.venv-bench/bin/python -m $(PIP) -r requirements-bench.txt
	@touch $@

node_modules/.installed: package-lock.json | .venv/bin/python
	@echo "Installing front-end packages ..."
	@$(WITH_NPM) npm ci --omit=dev --ignore-scripts --silent
	@touch $@

node_modules/.installed-dev: package-lock.json | node_modules/.installed $(VENDOR)/.installed
	@echo "Installing front-end test packages ..."
	@$(WITH_NPM) npm ci --ignore-scripts --silent
	@touch node_modules/.installed $@

# -P: modules beside the script must not hide the standard library's.
$(VENDOR)/.installed: package-lock.json witness/web/assets.py | node_modules/.installed
	@$(PY) -P witness/web/assets.py
	@touch $@
