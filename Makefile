# make run    install, validate catalog/, publish it to build/site with previews of what has no code yet
# make test   install what the tests need, run them all
# make check  ruff, mypy, import-linter, generated files in sync, lint of catalog/
# make bench  time validate and lint beside their floor and a peer (minutes)

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
SITE   := build/site

.PHONY: run test check generate bench browser clean

run: $(VENV)/.run
	@$(BIN)/itemkit validate catalog
	@$(BIN)/itemkit publish $(SITE) --catalog catalog --allow-uncoded
	@echo "open $(SITE)/index.html"

test: $(VENV)/.dev browser
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile

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

# the browser tests need Chromium and a Chinese font; installed here where that is possible, else those tests say why they are skipped
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; \
	else echo "no Chromium found: the tests in a browser will be skipped"; fi

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
