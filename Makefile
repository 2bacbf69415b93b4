# make run    install, validate catalog/, publish it to build/site with previews of what has no code yet
# make test   install what the tests need, run them all
# make check  ruff, mypy, import-linter, generated files in sync, lint of catalog/
# make bench  time validate, lint and publish beside their floors and peers (minutes)

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
SITE   := build/site

# what the tests look at pages, Word files and PDFs with, as Debian calls it
PROGRAMS := chromium fonts-noto-cjk libreoffice-writer poppler-utils libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

.PHONY: run test check generate bench programs clean

run: $(VENV)/.run
	@$(BIN)/itemkit validate catalog
	@$(BIN)/itemkit publish $(SITE) --catalog catalog --allow-uncoded
	@echo "open $(SITE)/index.html"

test: $(VENV)/.dev programs
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/write_generated.py --check
	$(BIN)/itemkit lint catalog --fail-on warning

generate: $(VENV)/.dev
	$(BIN)/python tools/write_generated.py

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/validate.py --items 20000
	$(BIN)/python benchmarks/publish.py --items 20000

# installed here where that is possible; else the tests that need one of them skip and say so, and fail in CI
programs:
	@if dpkg -s $(PROGRAMS) >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(PROGRAMS) >/dev/null; \
	else \
	  for one in chromium soffice pdftotext; do \
	    command -v $$one >/dev/null || echo "no $$one: its tests will be skipped; on Debian: apt-get install $(PROGRAMS)"; \
	  done; \
	fi

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("itemkit needs Python 3.11 or newer; set PYTHON=…") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.run

clean:
	rm -rf build $(VENV)
