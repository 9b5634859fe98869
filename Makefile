# The two commands: `make run` (the product on its embedded default) and `make test` (everything, on real parts).
.PHONY: run test check fresh migrations messages lock audit pictures bench faults tamper specimens corpus

PY = .venv/bin/python
CATALOGUE = locale/id/LC_MESSAGES/django.po

run: ## prepare this machine and start the demo on loopback
	@scripts/prepare run
	@exec $(PY) -m config.demo

fresh: ## throw the demo's data away and start over
	@rm -rf var
	@$(MAKE) --no-print-directory run

test: ## prepare this machine, check, and run the suite (of each test's values a quarter, by the commit; EVERY=1 all of them); ARGS="tests/test_story.py" runs a part
	@scripts/prepare test
	@[ -n "$(ARGS)" ] || $(PY) scripts/check.py
	@exec $(PY) tests/run.py $(ARGS)

check: ## style, form of templates, direction of the apps, types, missing migrations, what is printed and pinned; under a minute
	@scripts/prepare check
	@$(PY) scripts/check.py

migrations: ## until the first release: draw the tables anew from the models, one migration an app (see CONTRIBUTING.md)
	@$(PY) scripts/draw_migrations.py

messages: ## collect the texts to translate, in alphabetical order so that two branches meet (needs gettext)
	@$(PY) manage.py makemessages -l id --no-location --no-wrap --ignore .venv --ignore var
	@msgattrib --no-obsolete --no-wrap --sort-output -o $(CATALOGUE) $(CATALOGUE)
	@sed -i '/^"POT-Creation-Date/d' $(CATALOGUE)

PIN = uv pip compile --universal --python-version 3.11 --generate-hashes --no-header -q $(if $(UPGRADE),--upgrade)
lock: ## pin every dependency with its hashes (needs uv); UPGRADE=1 takes the newest of each that pyproject.toml allows
	@$(PIN) pyproject.toml -o requirements.txt
	@$(PIN) pyproject.toml --extra test -o requirements-test.txt
	@$(PIN) --group audit -o requirements-audit.txt

audit: ## known weaknesses of what is pinned, an inventory (CycloneDX) in var/, licences against those that we allow
	@scripts/prepare check
	@$(PY) scripts/audit.py

pictures: ## take every screen of the running product into var/pictures; SHOWN=1 renews those of docs/pictures
	@scripts/prepare test
	@exec $(PY) tests/pictures.py

bench: ## what deeds, letters, sweeps and mails cost beside their floors, measured in the same run
	@scripts/prepare test
	@failed=0; for each in deeds letters messages engine log; do $(PY) tests/run.py --script benchmarks/$$each.py || failed=1; done; exit $$failed

specimens: ## one letter of each kind, sealed by a test certificate, with an unsigned twin: make specimens DIR=out [PICTURES=pngs]
	@[ -n "$(DIR)" ] || { echo "say where: make specimens DIR=out"; exit 1; }
	@scripts/prepare test
	@PICTURES="$(PICTURES)" $(PY) -m tests.specimens "$(DIR)"

tamper: ## 120 honest lives and 750 tamperings by the owner of the database, of which none and all are found; some 45 minutes
	@scripts/prepare test
	@exec $(PY) tests/run.py --script -m tests.tamper $(ARGS)

corpus: ## every hostile file at the door: refused, marked or read, its processor and memory, and the log-in page meanwhile; some minutes
	@scripts/prepare test
	@exec $(PY) -m tests.corpus

faults: ## 220 faults over 2,000 due messages, then a count of what was lost or doubled; about a quarter of an hour
	@scripts/prepare test
	@exec $(PY) -m tests.faults $(ARGS)

asvs: ## each item of OWASP ASVS that the product is held to, its tests and what became of them; ARGS="15 20" of these alone
	@scripts/prepare test
	@exec $(PY) tests/run.py --script -m tests.asvs $(ARGS)

asvs-bite: ## takes guards away one by one, each for a run of the test that proves it, which must fail then
	@scripts/prepare test
	@exec $(PY) tests/run.py --script -m tests.asvs.bite
