# make run    try it out with a demo plan           make test   everything that must pass
# make start  begin for real                        make bench  what is measured, and against what
PYTHON ?= $(firstword $(foreach p,python3 python3.14 python3.13 python3.12 python3.11,\
	$(shell $(p) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(p))))
PORT ?= 8501
PY := .venv/bin/python
hash = $(shell cat $(1) | cksum | cut -d' ' -f1)
RUNTIME := .venv/.runtime-$(call hash,requirements.txt)
TOOLS := .venv/.tools-$(call hash,requirements.txt requirements-dev.txt)
BENCH := .venv/.bench-$(call hash,requirements.txt requirements-dev.txt requirements-bench.txt)
PRODUCT := dashboard.py cds_tracker pages benchmarks

run: $(RUNTIME)
	$(PY) -m cds_tracker demo
	$(PY) -m cds_tracker serve --open --port $(PORT)

start: $(RUNTIME)
	$(PY) -m cds_tracker migrate
	$(PY) -m cds_tracker serve --real --port $(PORT)

test: lint
	$(PY) -m tests.browser.chromium
	$(PY) -m pytest --numprocesses auto --dist worksteal

lint: $(TOOLS)
	$(PY) -m ruff check $(PRODUCT) tests
	$(PY) -m mypy $(PRODUCT)

bench: $(BENCH)
	$(PY) -m benchmarks

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +

# A stamp is named after what the requirements say: the same requirements are never installed twice.
$(RUNTIME): | .venv/bin/python
	$(PY) -m pip install -q -r requirements.txt
	rm -f .venv/.runtime-*
	touch $@

$(TOOLS): | .venv/bin/python
	$(PY) -m pip install -q -r requirements-dev.txt
	rm -f .venv/.tools-* .venv/.runtime-*
	touch $@ $(RUNTIME)

$(BENCH): $(TOOLS)
	$(PY) -m pip install -q -r requirements-bench.txt
	rm -f .venv/.bench-*
	touch $@

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (https://www.python.org/downloads)." >&2; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python has no venv here (Debian: apt-get install python3-venv)." >&2; exit 1; }

.PHONY: run start test lint bench clean
.DEFAULT_GOAL := run
