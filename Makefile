# What a user and a contributor call. Needs python3 (3.11 or newer) with venv; npm where there is one.
#
#   make run      serve the atlas on http://localhost:8000 (PORT sets another port), building it first if need be
#   make test     everything that must hold, in browsers and with GDAL too
#   make check    style, types, import directions, docstrings
#   make bench    measurements, as ratios
#   make bless    renew what is generated: docs, the OpenAPI document, snapshots
#   make lock     renew the hash-locked requirements (needs uv)

PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes
CAN_MAKE_VENV = $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null
APT_INSTALL := apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
WORKERS ?= auto

export PORT

.PHONY: help run build test check bench bless lock screenshots assets boundaries system clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^#  *make /make /p' Makefile

# ---------------------------------------------------------------- installing

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "The atlas needs Python 3.11 or newer; $(PYTHON) is older or missing. Set PYTHON=…"; exit 1; }
	@if $(CAN_MAKE_VENV); then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing python3-venv"; \
	  $(APT_INSTALL) python3-venv >/dev/null; \
	fi; \
	$(CAN_MAKE_VENV) || { echo "$(PYTHON) cannot make virtual environments here." \
	  "On Debian: sudo apt-get install python3-venv"; exit 1; }
	@echo "Making $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# The project itself is installed last, without its dependencies: those come from the locked files only.
$(VENV)/.run: requirements.txt pyproject.toml $(VENV)/.made
	@echo "Installing what the atlas needs"
	@$(INSTALL) -r requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.run
	@echo "Installing what the tests need"
	@$(INSTALL) -r requirements-test.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.test
	@echo "Installing what the checks need"
	@$(INSTALL) -r requirements-dev.txt
	@touch $@

$(VENV)/.bench: requirements-bench.txt $(VENV)/.run
	@echo "Installing what the measurements need"
	@$(INSTALL) -r requirements-bench.txt
	@touch $@

$(VENV)/.boundaries: requirements-boundaries.txt $(VENV)/.run
	@echo "Installing the packages that boundaries are rebuilt from"
	@$(INSTALL) -r requirements-boundaries.txt
	@touch $@

assets: web/node_modules/.made

web/node_modules/.made: web/package-lock.json
	@if command -v npm >/dev/null && echo "Installing scripts and styles for the pages" \
	  && npm ci --prefix web --no-audit --no-fund --loglevel=error; then \
	  touch $@; \
	else \
	  echo "npm is not here, or could not install: pages load Leaflet and the charts from a content-delivery network,"; \
	  echo "and say so. To serve them from here, install npm (on Debian: apt-get install npm) and run make again."; \
	fi

# Programs that only the tests need: a browser, GDAL to read the service with, a Chinese font to draw with.
system:
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v ogrinfo >/dev/null || missing="$$missing gdal-bin"; \
	command -v npm >/dev/null || missing="$$missing npm"; \
	test -n "$$(find /usr/share/fonts -name 'NotoSansCJK*' -print -quit 2>/dev/null)" || missing="$$missing fonts-noto-cjk"; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing$$missing"; \
	  $(APT_INSTALL) $$missing >/dev/null; \
	else \
	  echo "The tests need$$missing. On Debian: sudo apt-get install$$missing"; exit 1; \
	fi

# ---------------------------------------------------------------- using

run: $(VENV)/.run assets
	@exec $(BIN)/atlas serve

build: $(VENV)/.run
	@$(BIN)/atlas build

boundaries: $(VENV)/.boundaries
	@$(BIN)/atlas boundaries rebuild

# ---------------------------------------------------------------- developing

test: system $(VENV)/.test $(VENV)/.boundaries assets
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m numpydoc lint $$(find geo layers web api -name '*.py' -not -path '*/node_modules/*')
	$(BIN)/python -m pip check

bench: $(VENV)/.bench assets
	@for measurement in bench/*.py; do $(BIN)/python -m bench.$$(basename $$measurement .py) || exit 1; done

bless: $(VENV)/.test assets
	@$(BIN)/python -m layers.data_docs
	@ATLAS_BLESS=1 $(BIN)/python -m pytest -q -m snapshot

screenshots: system $(VENV)/.test assets
	@$(BIN)/python -m docs.screenshots

LOCK := uv pip compile pyproject.toml --quiet --python-version 3.11 --universal --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock"
UPGRADE ?=

lock:
	$(LOCK) $(UPGRADE) --extra build --output-file requirements.txt
	$(LOCK) --constraint requirements.txt --extra build --extra test --output-file requirements-test.txt
	$(LOCK) --constraint requirements-test.txt --extra build --extra test --extra dev --output-file requirements-dev.txt
	$(LOCK) --constraint requirements-dev.txt --extra build --extra boundaries --output-file requirements-boundaries.txt
	$(LOCK) --constraint requirements-dev.txt --extra build --extra bench --output-file requirements-bench.txt

clean:
	rm -rf $(VENV) web/node_modules var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
