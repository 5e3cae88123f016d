# make run: everything from nothing to a served page. make test: everything the tests need, and the tests.
.POSIX:
.SUFFIXES:
.PHONY: help setup dev run demo test check bench docs messages format assets lock clean

BIN = .venv/bin
PORT ?= 8000
ARGS =
LOCKED = requirements/installer.txt requirements/runtime.txt pyproject.toml ops/setup.sh

help:
	@echo "make run     set up if need be, and serve on http://localhost:$(PORT)/"
	@echo "make test    every test, on SQLite and PostgreSQL, in a real browser"
	@echo "make check   what must pass before a change lands: format, lint, types, imports, migrations, then make test"
	@echo "make demo    build the demonstration council where there is none"
	@echo "make bench   the benchmarks (bench/README.md)"
	@echo "make docs    the generated pages of docs/"
	@echo "make messages  gather what there is to translate, and compile it (needs gettext)"
	@echo "make setup format assets lock clean"

.venv/.runtime: $(LOCKED)
	@ops/setup.sh runtime
	@touch $@

.venv/.dev: .venv/.runtime requirements/dev.txt
	@ops/setup.sh dev
	@touch $@

setup: .venv/.runtime assets

dev: .venv/.dev assets

assets: .venv/.runtime
	@$(BIN)/python frontend/build.py

run: setup
	@PORT=$(PORT) exec $(BIN)/ridgeway serve

demo: setup
	@$(BIN)/ridgeway demo

test: dev
	@ops/test-ground.sh
	@$(BIN)/python -m tests.run $(ARGS)

check: dev
	@$(BIN)/python -m tests.check

bench: dev
	@ops/test-ground.sh
	@$(BIN)/python -m bench $(ARGS)

docs: dev
	@$(BIN)/python -m docs.generate

messages: dev
	@ops/messages.sh

format: dev
	@$(BIN)/ruff format -q .
	@$(BIN)/ruff check -q --fix .

# Lock again from the .in files. No index is written into a lock, so it holds wherever the packages come from.
lock: .venv/.runtime
	@for name in installer runtime dev node; do \
	    $(BIN)/uv pip compile -q -U --universal --python-version 3.11.2 --generate-hashes --no-emit-index-url --no-emit-find-links \
	        requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean:
	rm -rf .venv frontend/node_modules ridgeway/web/static/built
