# Two commands do all the set-up: `make run` and `make test`. Everything lands in .venv; nothing else is touched.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test browser screenshots editor format generated lock benchmark clean

run: .venv/run            ## check the real plan: what it holds, and what it still lacks
	$(BIN)/hgraph check

test: .venv/dev           ## everything CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest

browser: .venv/dev        ## pages in Chromium: accessibility, keyboard, and a walk through a served release
	$(BIN)/python -m pytest -n 2 tests/browser

screenshots: .venv/dev    ## pictures of every kind of page of the real plan, 380 and 1280 px wide, into screenshots/
	$(BIN)/hgraph publish build --base https://plan.example.be/ --output screenshots/release >/dev/null
	$(BIN)/python tests/screenshots.py screenshots/release screenshots

editor:                   ## the editor for queries, fetched with npm into the package
	sh editor/build.sh

format: .venv/dev         ## canonical Turtle and formatted Python
	$(BIN)/hgraph format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

generated: .venv/dev      ## namespaces.py, context.jsonld and the indexes of rules and questions
	$(BIN)/hgraph format --generated

lock: .venv/dev           ## renew the two constraints files
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --custom-compile-command "make lock" -o constraints.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-annotate --custom-compile-command "make lock" -o constraints-dev.txt

benchmark: .venv/dev      ## start-up, and validation beside other engines (takes a while)
	$(BIN)/python benchmarks/startup.py
	$(BIN)/python benchmarks/validation.py

clean:
	rm -rf .venv

.venv/run: constraints.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

.venv/dev: constraints-dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@ .venv/run
