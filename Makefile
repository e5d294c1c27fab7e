PY := .venv/bin/python

.venv/ready: requirements.txt requirements-dev.txt
	python3 -m venv .venv
	$(PY) -m pip install -q -r requirements-dev.txt
	touch $@

test: .venv/ready
	$(PY) -m pytest

.PHONY: test
