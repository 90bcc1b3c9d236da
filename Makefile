# `make lab` opens the notebooks, `make test` checks them in minutes, `make check` checks all.
# All first set up what they need in this folder: uv in .uv, all the rest in .venv.

UV_VERSION := 0.13.9

# The newest Python first; make PYTHON=/path/to/python3 names another.
PYTHON := python3.14 python3.13 python3.12 python3.11 python3 python

# The caller's settings must not lead the set-up elsewhere, nor keep it from writing
# bytecode, without which the first chart comes seconds later.
unexport PYTHONDONTWRITEBYTECODE PYTHONHOME PYTHONPATH VIRTUAL_ENV UV_PROJECT_ENVIRONMENT

# An office that inspects its traffic signs it with its own certificate; the system knows it.
UV_SYSTEM_CERTS ?= true
export UV_SYSTEM_CERTS

.PHONY: help lab app pages site test check notebooks twins edition bench clean again

help:
	@echo 'make lab        open the notebooks in JupyterLab (PORT=8890 for another port)'
	@echo 'make app        serve the notebooks as pages without code (PORT, HOST)'
	@echo 'make pages      write the notebooks as pages that are files, for a stick (FOLDER)'
	@echo 'make site       build the notebooks as a static site that needs no server (FOLDER)'
	@echo 'make test       check format, lint, types, layers, units, every notebook, and a walk in a browser'
	@echo 'make check      that, and all that is slow: every explorer in every host, the package, the site'
	@echo 'make notebooks  make the notebooks, their stored outputs and all pictures anew'
	@echo 'make twins      remember that cells and their English twins say the same (NOTEBOOK, CELLS)'
	@echo 'make edition    begin an edition in another language (LANGUAGE=fr)'
	@echo 'make bench      measure how fast the explorers answer'
	@echo 'make clean      remove what was set up'

lab: .venv/ready
	@.venv/bin/kamerbrief lab $(if $(PORT),--port '$(PORT)')

app: .venv/ready
	@.venv/bin/kamerbrief app $(if $(PORT),--port '$(PORT)') $(if $(HOST),--host '$(HOST)')

pages: .venv/ready
	@.venv/bin/kamerbrief pages $(if $(FOLDER),-o '$(FOLDER)')

# Lab in the browser, Python in the browser, and the pages: all fetched by the lock files' hashes.
site: .venv/ready
	@.venv/bin/python -m kamerbrief.site $(if $(FOLDER),-o '$(FOLDER)')

# All checks run, so that one round shows everything there is to mend.
define run
	@failed=; export PATH="$$PWD/.venv/bin:$$PATH"; \
	for check in 'python -m ruff format --check' 'python -m ruff check' 'python -m mypy' \
	    'python -m importlinter.cli --no-logo --no-cache' 'npm run check --silent' $(1); do \
	  name=$${check#python -m }; eval "$$check" || failed="$$failed, $${name%% -*}"; \
	done; \
	if [ -n "$$failed" ]; then echo "Failed: $${failed#, }." >&2; exit 1; fi
endef

# A file stays with one worker, and each notebook is one file; the longest come first.
PYTEST := python -m pytest -n 2 --dist loadfile --no-loadscope-reorder --nbval src tests notebooks

test: .venv/ready node_modules/ready
	@$(SHELL) .ci/packages
	$(call run,'$(PYTEST) -m "not slow" $(ARGS)')

check: .venv/ready node_modules/ready
	@$(SHELL) .ci/packages engines
	$(call run,'$(PYTEST) --hypothesis-profile=check $(ARGS)' .ci/pythons)

notebooks: .venv/ready
	@.venv/bin/python -m tests.pictures
	@.venv/bin/python -m tests.notebooks.refresh

# Whoever has read a cell beside its English twin says so; the test of the notebooks asks for it.
twins: .venv/ready
	@.venv/bin/python -m tests.notebooks.prose $(NOTEBOOK) $(CELLS)

edition: .venv/ready
	@.venv/bin/python -m tests.notebooks.edition '$(LANGUAGE)'

# The peers it compares with stay out of .venv: they bring extensions of JupyterLab along.
bench: .venv/ready
	@UV_PROJECT_ENVIRONMENT=.venv-bench UV_PYTHON=.uv/bin/python UV_PYTHON_DOWNLOADS=never \
	  .uv/bin/uv run --locked --group bench --quiet python -m tests.bench $(ARGS)

clean:
	rm -rf .venv .venv-bench .venv-pythons .uv node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis dist pages site

# What a set-up left half done (then its log is still there), what was moved with its
# folder, and what lost its Python is made anew. Without a network, what was downloaded
# before may be enough.
uv-again := $(shell [ -x .uv/bin/python ] || echo again)
venv-again := $(shell [ ! -e .uv/setup.log ] && [ -x .venv/bin/python ] && \
    [ "`cat .venv/ready 2>/dev/null`" = "`pwd -P`" ] || echo again)

.venv/ready: pyproject.toml uv.lock .uv/ready-$(UV_VERSION) $(venv-again)
	@echo 'Installing the packages into .venv; the first time takes a minute or two.'
	@$(if $(venv-again),rm -rf .venv)
	@export UV_PYTHON=.uv/bin/python UV_PYTHON_DOWNLOADS=never; \
	.uv/bin/uv sync --locked --quiet >.uv/setup.log 2>&1 || \
	.uv/bin/uv sync --locked --quiet --offline >/dev/null 2>&1 || { \
	  echo 'The packages could not be installed, most often for lack of a network: check the' \
	    'connection (behind a proxy, set HTTPS_PROXY) and run make again; what uv said is in' \
	    '.uv/setup.log.' >&2; exit 1; }
	@rm .uv/setup.log; pwd -P >$@

# What checks the JavaScript; Node.js itself is one of the packages above.
node_modules/ready: package.json package-lock.json .venv/ready
	@PATH="$$PWD/.venv/bin:$$PATH" npm ci --silent --ignore-scripts --no-audit --no-fund || { \
	  echo 'What checks the JavaScript could not be installed, most often for lack of a network: check' \
	    'the connection (behind a proxy, set HTTPS_PROXY) and run make again.' >&2; exit 1; }
	@touch $@

right-age := import sys; assert sys.version_info >= (3, 11)
can-venv := $(right-age); import ensurepip, venv
first-that = for python in $(PYTHON); do \
    "$$python" -c '$(1)' && echo "$$python" && break; done 2>/dev/null

.uv/ready-$(UV_VERSION): $(uv-again)
	@python=`$(call first-that,$(can-venv))`; old=`$(call first-that,$(right-age))`; \
	if [ -z "$$old" ]; then \
	  echo 'No Python 3.11 or newer was found: install one, from python.org or with your' \
	    'package manager, and run make again (PYTHON=/path/to/python3 names one elsewhere).' >&2; \
	  exit 1; \
	elif [ -z "$$python" ]; then \
	  echo "$$old lacks its venv module: install it (on Debian and Ubuntu: apt install" \
	    "$${old##*/}-venv) and run make again." >&2; \
	  exit 1; \
	fi; \
	echo "Installing uv into .uv, with $$python."; \
	rm -rf .uv && mkdir .uv || exit 1; \
	{ "$$python" -m venv .uv && .uv/bin/python -m pip install --quiet --no-input \
	    --disable-pip-version-check --only-binary :all: uv==$(UV_VERSION); \
	} >.uv/setup.log 2>&1 || { \
	  echo 'uv could not be installed, most often for lack of a network: check the connection' \
	    '(behind a proxy, set HTTPS_PROXY) and run make again; what pip said is in' \
	    '.uv/setup.log.' >&2; exit 1; }; \
	rm .uv/setup.log && touch $@
