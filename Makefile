# The two commands of the README are `make try` and `make test`; both set everything up first.

export VENV ?= .venv
MINUTES ?= 60
FOLDER ?= worksheets
BIN := $(VENV)/bin

# What is meant for those who run it. There a refusal is one sentence, behind which make says no
# "Error 2": asked only whether there is something to do (-q), it takes a 1 for an answer, and what
# begins with + it does all the same.
TOLD := try run doctor preview preview-html worksheets
ifneq ($(MAKECMDGOALS),)
ifeq ($(filter-out $(TOLD),$(MAKECMDGOALS))$(findstring n,$(filter-out --%,$(firstword -$(MAKEFLAGS)))),)
MAKEFLAGS += -q
DO := +
endif
endif
QUIETLY := $(DO)@$(BIN)/python quietly.py

# What Python has read once it need not read again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help try test tests check lint quick fast prove prove-locks mutants container soak bench live presses run doctor preview preview-html worksheets pictures hooks lock clean

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
	@echo "make presses  how many taps each thing takes, and how many it may"
	@echo "make live     ask the real Discord whether it takes all the bot says (docs/releasing.md)"
	@echo "make run      run the bot for real, with the settings in .env"
	@echo "make doctor   look everything over, and say what to mend (ONLINE=1 asks Discord, too)"
	@echo "make preview  print every page there is (preview-html: to read and print in a browser)"
	@echo "make worksheets  the examples and empty sheets as PDF (FOLDER=where)"
	@echo "make pictures  take the pictures of the README anew"
	@echo "make hooks    let git run the quick checks before every commit"

# What a command needs is installed first; where it is there, this takes no time.
with-%:
	$(DO)@./install.sh $*.txt

try: with-requirements-try
	$(QUIETLY) tests.sandbox

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

# What the bot stands beside has an environment of its own; without it fewer peers are named.
bench: with-requirements-dev
	@VENV=.venv-peers ./install.sh requirements-peers.txt || true
	$(BIN)/python -m benchmarks $(ONLY)

presses: with-requirements-dev
	@$(BIN)/python -m pytest -q -s tests/presses

live: with-requirements-dev
	@$(BIN)/python -m tests.live

run: with-requirements
	$(QUIETLY) bot run

# ONLINE=1 asks Discord, too.
doctor: with-requirements
	$(QUIETLY) bot doctor $(if $(ONLINE),--online)

preview: with-requirements
	$(QUIETLY) bot preview

preview-html: with-requirements
	$(QUIETLY) bot preview --html > every-page.html && echo "Open every-page.html"

worksheets: with-requirements-paper
	$(QUIETLY) bot worksheets $(FOLDER)

pictures: with-requirements-dev
	@$(BIN)/python -m tests.pictures

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
	$(subst compile pyproject.toml,compile --group pyproject.toml:peers,$(COMPILE)) \
		-o requirements-peers.txt
	for python in 3.11 3.12 3.13 3.14; do \
		for platform in x86_64-manylinux_2_28 aarch64-manylinux_2_28 aarch64-apple-darwin; do \
			uv pip compile requirements-dev.txt --no-build --python-version $$python \
				--python-platform $$platform --quiet >/dev/null || exit; \
		done; \
	done

clean:
	rm -rf .venv .venv-* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
