# Two commands do all the set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: demo test lint types check lock bench parts clean

demo: $(VENV)/.runtime parts
	$(BIN)/holdfast demo

test: $(VENV)/.dev parts
	$(MAKE) --no-print-directory lint types
	$(BIN)/pytest -n auto

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

bench: $(VENV)/.bench
	$(BIN)/python bench/run.py

# What the workbench's pages run in a browser: pinned npm packages, copied into the package.
PARTS := src/holdfast/web/static/vendor
parts: $(PARTS)/.copied

$(PARTS)/.copied: package-lock.json
	@command -v npm >/dev/null || { echo "The workbench's pages need Node 20 or later with its npm, once, to copy in what they run in a browser. Install it, then say make again."; exit 1; }
	npm ci --ignore-scripts --no-audit --no-fund
	mkdir -p $(PARTS)
	cp node_modules/htmx.org/dist/htmx.min.js node_modules/echarts/dist/echarts.common.min.js $(PARTS)/
	cp node_modules/@alpinejs/csp/dist/cdn.min.js $(PARTS)/alpine.min.js
	cp node_modules/htmx.org/LICENSE $(PARTS)/htmx.LICENSE
	cp node_modules/echarts/LICENSE $(PARTS)/echarts.LICENSE
	cp node_modules/echarts/NOTICE $(PARTS)/echarts.NOTICE
	touch $@

$(VENV)/.python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Holdfast needs Python 3.11 or later; say make PYTHON=python3.12, for example.")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.runtime: requirements/runtime.lock pyproject.toml $(VENV)/.python
	$(PIP) install --require-hashes -r requirements/runtime.lock
	$(PIP) install --require-hashes -r requirements/build.lock
	$(PIP) install --no-build-isolation --no-deps --editable .
	touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.runtime
	$(PIP) install --require-hashes -r requirements/dev.lock
	touch $@

$(VENV)/.bench: requirements/bench.lock $(VENV)/.dev
	$(PIP) install --require-hashes -r requirements/bench.lock
	touch $@

# Writes the locks anew from pyproject.toml; needs uv.
UV ?= uv
COMPILE = $(UV) pip compile --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links --generate-hashes --no-header --no-annotate --quiet
lock:
	$(COMPILE) pyproject.toml -o requirements/runtime.lock
	$(COMPILE) -c requirements/runtime.lock --group pyproject.toml:build -o requirements/build.lock
	$(COMPILE) -c requirements/runtime.lock --group pyproject.toml:dev --extra cluster pyproject.toml -o requirements/dev.lock
	$(COMPILE) -c requirements/dev.lock --group pyproject.toml:bench -o requirements/bench.lock

clean:
	rm -rf $(VENV) $(PARTS) node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
