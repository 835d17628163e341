# The two commands of the README are `make try` and `make test`; both set everything up first.

PYTHON ?= python3
MINUTES ?= 60
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help try test check lint prove container soak bench run doctor preview preview-html hooks lock clean

help:
	@echo "make try      talk to the bot in your browser, without a Discord account"
	@echo "make test     every check and every test"
	@echo "make check    the quick ones: format, lint, types, contracts, fast tests"
	@echo "make prove    the long proofs of the store and of the process"
	@echo "make container  build the image and walk through it (as root, with podman; BASE=an image)"
	@echo "make soak     fifty people for an hour (MINUTES=10 for ten minutes)"
	@echo "make bench    the figures, beside their floors (ONLY=steps for one of them)"
	@echo "make run      run the bot for real, with the settings in .env"
	@echo "make doctor   look everything over, and say what to mend"
	@echo "make preview  print every page there is (preview-html: to read and print in a browser)"
	@echo "make hooks    let git run the quick checks before every commit"

$(STAMP): requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Quiet Page needs Python 3.11 or newer; name it: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $(STAMP)

try: $(STAMP)
	@$(BIN)/python -m tests.sandbox

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint
	$(BIN)/python -m pytest -q -n auto -m "not browser and not wire and not prove and not container"

test: lint
	$(BIN)/python -m pytest -q -n auto -m "not prove and not container"

prove: $(STAMP)
	$(BIN)/python -m pytest -q -s -m prove

container: $(STAMP)
	$(BIN)/python -m pytest -q -m container

soak: $(STAMP)
	$(BIN)/python -m tests.soak $(MINUTES)

bench: $(STAMP)
	$(BIN)/python -m benchmarks $(ONLY)

run: $(STAMP)
	@$(BIN)/python -m bot run

doctor: $(STAMP)
	@$(BIN)/python -m bot doctor

preview: $(STAMP)
	@$(BIN)/python -m bot preview

preview-html: $(STAMP)
	@$(BIN)/python -m bot preview --html > every-page.html && echo "Open every-page.html"

hooks: $(STAMP)
	$(BIN)/pre-commit install

lock:
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml -o requirements.txt
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml --extra paper -o requirements-paper.txt
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml --extra metrics -o requirements-metrics.txt
	uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url pyproject.toml --group dev -o requirements-dev.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
