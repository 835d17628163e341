# The two commands of the README are `make try` and `make test`; both set everything up first.

export VENV ?= .venv
MINUTES ?= 60
BIN := $(VENV)/bin

# What Python has read once it need not read again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help try test tests check lint quick fast prove prove-locks mutants container soak bench live run doctor preview preview-html hooks lock clean

help:
	@echo "make try      talk to the bot in your browser, without a Discord account"
	@echo "make test     every check and every test"
	@echo "make check    the quick ones: format, lint, types, contracts, fast tests"
	@echo "make prove    the long proofs of the store and of the process"
	@echo "make mutants  break each promise in a copy of the code, and see which test notices"
	@echo "make container  build the image and walk through it (as root, with podman; BASE=an image)"
	@echo "make prove-locks  every lock, into nothing, with an old pip and the newest"
	@echo "make soak     fifty people for an hour (MINUTES=10 for ten minutes)"
	@echo "make bench    the figures, beside their floors (ONLY=steps for one of them)"
	@echo "make live     ask the real Discord whether it takes all the bot says (docs/releasing.md)"
	@echo "make run      run the bot for real, with the settings in .env"
	@echo "make doctor   look everything over, and say what to mend"
	@echo "make preview  print every page there is (preview-html: to read and print in a browser)"
	@echo "make hooks    let git run the quick checks before every commit"

# What a command needs is installed first; where it is there, this takes no time.
with-%:
	@./install.sh $*.txt

try: with-requirements-try
	@$(BIN)/python -m tests.sandbox

lint: with-requirements-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The checks wait for one core while the tests wait for theirs.
check: with-requirements-dev
	@$(MAKE) --no-print-directory -j 2 lint quick

# A folder that has nothing quick in it need not even be read.
quick: with-requirements-dev
	$(BIN)/python -m pytest -q -n auto --dist worksteal $(addprefix --ignore=tests/,browser container live proofs sandbox soak process) \
		-m "not install and not long and not prove"

fast: with-requirements-dev
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not browser and not process and not install and not prove and not container"

test: with-requirements-dev
	@$(MAKE) --no-print-directory -j 2 lint tests

tests: with-requirements-dev
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not prove and not container"

prove: with-requirements-dev
	$(BIN)/python -m pytest -q -s -m prove

mutants: with-requirements-dev
	$(BIN)/python -m tests.mutants

container: with-requirements-dev
	$(BIN)/python -m pytest -q -m container

prove-locks: with-requirements-dev
	$(BIN)/python -m pytest -q -m prove tests/install

soak: with-requirements-dev
	$(BIN)/python -m tests.soak $(MINUTES)

bench: with-requirements-dev
	$(BIN)/python -m benchmarks $(ONLY)

live: with-requirements-dev
	@$(BIN)/python -m tests.live

run: with-requirements
	@$(BIN)/python -m bot run

doctor: with-requirements
	@$(BIN)/python -m bot doctor

preview: with-requirements
	@$(BIN)/python -m bot preview

preview-html: with-requirements
	@$(BIN)/python -m bot preview --html > every-page.html && echo "Open every-page.html"

hooks: with-requirements-dev
	$(BIN)/pre-commit install

COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --no-build \
	--generate-hashes --no-strip-extras --no-header --no-emit-index-url --quiet

# What begins as a copy of the largest lock names the same releases. The last lines look whether
# everything can be had without building it.
lock:
	$(COMPILE) --group dev -o requirements-dev.txt
	for lock in requirements requirements-paper requirements-metrics requirements-try; do \
		cp requirements-dev.txt $$lock.txt || exit; \
	done
	$(COMPILE) -o requirements.txt
	$(COMPILE) --extra paper -o requirements-paper.txt
	$(COMPILE) --extra metrics -o requirements-metrics.txt
	$(COMPILE) --group try -o requirements-try.txt
	for python in 3.11 3.12 3.13 3.14; do \
		for platform in x86_64-manylinux_2_28 aarch64-manylinux_2_28 aarch64-apple-darwin; do \
			uv pip compile requirements-dev.txt --no-build --python-version $$python \
				--python-platform $$platform --quiet >/dev/null || exit; \
		done; \
	done

clean:
	rm -rf .venv .venv-* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
