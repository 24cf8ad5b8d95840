# Two commands matter: `make demo` and `make test`. Each makes its own environment in .venv.
UV := $(or $(shell command -v uv),.uv/bin/uv)
RUN := $(UV) run --no-sync

.PHONY: demo test lint lab build wheel bench

# Each command of hundreds that the tests start would compile bplab anew.
unexport PYTHONDONTWRITEBYTECODE

# `make lab LANG=zh`, `make demo LANG=zh`: in Chinese. What is typed counts, and not the LANG that a machine has set.
CHINESE := $(and $(filter command,$(origin LANG)),$(filter zh%,$(LANG)))

# `make demo UNIT=04_petals CLASS=12` chooses the unit and the size of the class.
demo: .venv/.ready
	$(RUN) bplab demo $(UNIT) $(if $(CLASS),--students $(CLASS)) $(if $(CHINESE),--language zh)

# Types are looked at beside the tests; what is said of them comes last.
test: .venv/.ready
	$(RUN) ruff check .
	@mkdir -p .mypy_cache
	$(RUN) mypy >.mypy_cache/said 2>&1 & \
	$(RUN) pytest $(ARGS); tests=$$?; \
	wait $$!; types=$$?; cat .mypy_cache/said; exit $$((tests | types))

lint: .venv/.ready
	$(RUN) ruff check . && $(RUN) mypy

lab: .venv/.ready
	$(RUN) jupyter lab $(ARGS) $(if $(CHINESE),zh/)notebooks/00_gradient_descent.ipynb

# lessons/ -> notebooks/, source/, release/, where something has changed; `make build ARGS=--check` tries all, and
# only compares; `make build ARGS=--force` makes all.
build: .venv/.ready
	$(RUN) bplab build $(ARGS)

# What students install: bplab without lessons and solutions, in dist/.
wheel: $(UV)
	$(UV) build --wheel

# What grading costs; alone on the machine, or the times say little.
bench: .venv/.ready
	for script in benchmarks/*.py; do $(RUN) python $$script || exit 1; done

.venv/.ready: pyproject.toml uv.lock | $(UV)
	$(UV) sync --locked --compile-bytecode
	@touch $@

.uv/bin/uv:
	python3 -m venv .uv && .uv/bin/python -m pip install --quiet uv==0.13.8
