# Minutebook: `make chat` opens the window, `make test` runs every check. Both make .venv on their first run.
# PYTHON names the interpreter (3.11 or newer), ARGS is handed to the command: make chat ARGS="--port 8000".

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin
READY := .venv/.ready

.PHONY: chat test check fast setup lock help

help:
	@echo "make chat    open the window at http://127.0.0.1:7860 (indexes the sample papers first)"
	@echo "make test    lint, types, import rules and all tests"
	@echo "make fast    the same without the browser and without the slow tests"
	@echo "make lock    renew requirements.lock"

chat: $(READY)
	$(BIN)/minutebook chat $(ARGS)

test: check
	$(BIN)/python -m pytest --cov $(ARGS)

fast: check
	$(BIN)/python -m pytest -m "not browser and not slow" $(ARGS)

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit -q -c pyproject.toml -r assistant corpus eval indexes prompts

setup: $(READY)

# The stamp makes a second run start at once; a changed lock or project file installs again.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Minutebook needs Python 3.11 or newer: make PYTHON=python3.12 ..." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps -e .
	@touch $(READY)

# Renewing: resolves pyproject.toml afresh in a virtual environment of its own and writes down what came of it.
# Left out: local version marks (+cpu), this package itself, pip, and what torch brings along on a machine with a GPU.
lock:
	rm -rf .venv-lock
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --disable-pip-version-check -e '.[dev]'
	@{ echo "# Exact versions of everything that runs and tests Minutebook. Renew with: make lock"; \
	   .venv-lock/bin/python -m pip freeze --all --exclude-editable \
	   | sed -E -e '/^(#|pip==|wheel==|nvidia-|cuda-|triton)/d' -e 's/\+[a-z0-9.]+$$//' \
	            -e "s/^(uvloop==.*)$$/\1 ; sys_platform != 'win32'/"; \
	 } > requirements.lock
	rm -rf .venv-lock
