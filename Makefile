# Two commands do everything: `make site` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: site serve test check format golden clean

site: $(VENV)/.ready ## build postmortems/ into site/
	$(BIN)/postmortem build

serve: $(VENV)/.ready ## preview postmortems/ while writing
	$(BIN)/postmortem serve --drafts

test: check ## all tests and static checks
	$(BIN)/python -m pytest -n 2 --dist loadgroup

check: $(VENV)/.ready-dev ## static checks only
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.ready-dev ## put the code in shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

golden: $(VENV)/.ready-dev ## write the expected outputs of tests anew; look at the difference before committing
	$(BIN)/python -m pytest -q --update-golden tests/test_cases.py tests/app

clean: ## remove what was installed and built
	rm -rf $(VENV) site dist

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.ready: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable .
	@# pip compiles what it installs, but not what it only links to
	$(BIN)/python -m compileall -q src
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready
	$(PIP) --editable '.[dev]'
	touch $@
