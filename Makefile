# Needs only Python 3.11 or newer with venv, and make.
PYTHON ?= python3
BIN := $(CURDIR)/.venv/bin
export PATH := $(BIN):$(PATH)
export PORT ?= 8000
export DATA_DIR ?= $(CURDIR)/var
TESTS ?= tests
# what runs once more behind the second wall of the database
WALLED ?= tests/wall tests/projects/test_grants.py tests/projects/test_pages.py tests/walk/test_rest_walk.py tests/matrix/test_access_by_foreign_keys.py \
	tests/matrix/test_reads.py
# production as a check sees it: nothing of it is ever connected to
PRODUCTION := DEMO=0 DEBUG=0 ROW_LEVEL_SECURITY=1 EGOV_NO_EMBEDDED=1 ALLOWED_HOSTS=platform.example \
	BASE_URL=https://platform.example EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend \
	SECRET_KEY=only-for-the-check-0123456789-abcdefghij-KLMNOPQRSTUVWXYZ \
	DATABASE_URL=postgresql://egov:only-for-the-check@127.0.0.1:1/egov REDIS_URL=redis://127.0.0.1:1/0

.DEFAULT_GOAL := help
.PHONY: help setup demo serve worker sequencer beat test migrated lint types format messages bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.installed node_modules/.installed ## Make .venv, install locked Python and front-end packages

.venv/.installed: requirements-dev.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	test -x .venv/bin/python || $(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.txt
	touch $@

node_modules/.installed: package-lock.json .venv/.installed
	.venv/bin/python -m egov_outsource.assets
	touch $@

demo: setup ## Start everything with the demo data and stay until Ctrl-C
	@exec env DEMO=1 .venv/bin/python -m egov_outsource.demo

serve: setup ## Start the web server alone
	@.venv/bin/python -m egov_outsource.embedded start
	@exec .venv/bin/honcho start web

worker: setup ## Start the task worker alone
	@.venv/bin/python -m egov_outsource.embedded start
	@exec .venv/bin/honcho start worker

sequencer: setup ## Start the sequencer of the audit log alone
	@.venv/bin/python -m egov_outsource.embedded start
	@exec .venv/bin/honcho start sequencer

beat: setup ## Start the task scheduler alone
	@.venv/bin/python -m egov_outsource.embedded start
	@exec .venv/bin/honcho start beat

test: setup ## Check everything and run every test
	$(MAKE) -j 2 lint types migrated
	.venv/bin/python -m egov_outsource.messages compile
	$(PRODUCTION) .venv/bin/python manage.py check --deploy --fail-level WARNING
	.venv/bin/python -m egov_outsource.browser
	DATA_DIR=$(DATA_DIR)/test EGOV_EMBEDDED_FAST=1 .venv/bin/python manage.py makemigrations --check --dry-run
	.venv/bin/pytest -n 2 --dist loadfile --no-loadscope-reorder $(TESTS)
	ROW_LEVEL_SECURITY=1 .venv/bin/pytest -n 2 --dist loadfile -p no:cacheprovider $(WALLED)

# beside the checks, which keep one processor busy
migrated: setup
	DJANGO_SETTINGS_MODULE=tests.settings .venv/bin/python -m tests.postgres.template

lint: setup ## Check style, imports, templates and translations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/lint-imports
	.venv/bin/djlint templates --lint --quiet
	.venv/bin/python -m egov_outsource.messages check

types: setup ## Check types
	.venv/bin/mypy .

format: setup ## Put the code into its one shape
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

messages: setup ## Bring locale/ in step with the texts of the sources
	.venv/bin/python -m egov_outsource.messages extract
	.venv/bin/python -m egov_outsource.messages compile

bench: setup ## Measure; one JSON line a figure
	@.venv/bin/python -m bench

LOCK := --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-annotate \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links
lock: setup ## Pin the newest allowed packages, with hashes
	.venv/bin/pip-compile $(LOCK) --upgrade -o requirements.txt pyproject.toml
	.venv/bin/pip-compile $(LOCK) --upgrade --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	npm install --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

clean: ## Stop the embedded servers and remove what was made; DATA_DIR stays
	-test ! -x .venv/bin/python || .venv/bin/python -m egov_outsource.embedded stop
	rm -rf .venv node_modules staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
