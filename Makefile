# The two commands of the README are `make try` and `make test`; both set everything up first.

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: help try test check prove bench lock run doctor clean

help:
	@echo "make try     talk to the bot in your browser, without a Discord account"
	@echo "make test    every check and every test"
	@echo "make check   the quick ones: format, lint, types, contracts, fast tests"
	@echo "make prove   the long proofs of the store and of the process"
	@echo "make bench   the figures, beside their floors"

$(STAMP): requirements-dev.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $(STAMP)

try: $(STAMP)
	@$(BIN)/python -m tests.sandbox

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n auto -m "not browser and not wire and not prove"

test: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n auto -m "not prove"

prove: $(STAMP)
	$(BIN)/python -m pytest -q -s -m prove

bench: $(STAMP)
	$(BIN)/python -m benchmarks

run: $(STAMP)
	$(BIN)/python -m bot run

doctor: $(STAMP)
	$(BIN)/python -m bot doctor

lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml --group dev -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis
