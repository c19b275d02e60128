# What a person may write on make's command line or in its environment. All of it is checked here, before anything
# starts and by make's own functions alone, so that no shell sees a wrong value, not even under `make -n`.
#
# A value that is chosen from a list, or that is a name or a number, may stand in recipes once it has passed. Free text
# (an address, a password) never does: it is exported, and read from the environment. RUN, PYTHON and PY are commands on
# purpose: whoever sets them says what is run.

CHOICES.MUSIC     := on off
CHOICES.FORMAT    := landscape portrait square
CHOICES.QUALITY   := 480p15 1080p60 2160p60
CHOICES.CAPTIONS  := burned soft
CHOICES.DRAW      := together apart
CHOICES.DRY_RUN   := 1
CHOICES.JSON      := 1
CHOICES.WITHOUT   := captions poster
CHOICES.FORMATS   := $(CHOICES.FORMAT)
CHOICES.QUALITIES := $(CHOICES.QUALITY)
CHOICES.PO        := out in
CHOICES.OF        := model page film growth
LIST_VARIABLES    := VOICES FORMATS QUALITIES OF LOCALES SCENES TO WITHOUT
FREE_VARIABLES    := MICROPHONE ADVISORIES SITE PEERTUBE PEERTUBE_USER PEERTUBE_PASSWORD PEERTUBE_OTP
COMMAND_VARIABLES := RUN PYTHON PY SHELL MAKE MAKEFLAGS
# These have their choices in film.toml, except locales, which have a form, and voices, which plan/voices.py lists.
NAME_VARIABLES    := VOICE VOICES LOCALE LOCALES SCENE SCENES TO PROCESSORS KILLS SEED FUZZ
CHOICE_VARIABLES  := $(patsubst CHOICES.%,%,$(filter CHOICES.%,$(.VARIABLES)))
KNOWN_VARIABLES   := FILM MEMORY $(CHOICE_VARIABLES) $(NAME_VARIABLES) $(FREE_VARIABLES) $(COMMAND_VARIABLES)

FORM.LOCALE       := a code such as en, es or pt-BR
FORM.LOCALES      := $(FORM.LOCALE)
FORM.SCENE        := a scene that film.toml names
FORM.SCENES       := scenes that film.toml names
FORM.TO           := sites that film.toml names
FORM.PROCESSORS   := a number
FORM.KILLS        := a number
FORM.SEED         := a number
FORM.FUZZ         := a number
FORM.VOICE         = $(shell $(or $(PYTHON),python3) -E -m plan.voices)
FORM.VOICES        = $(FORM.VOICE)
LOCALE_FORM       := '[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?'

CHARACTERS := a b c d e f g h i j k l m n o p q r s t u v w x y z A B C D E F G H I J K L M N O P Q R S T U V W X Y Z \
  0 1 2 3 4 5 6 7 8 9 _ - .
DIGITS     := 0 1 2 3 4 5 6 7 8 9
# Make or the shell gives these a meaning in the name of a file.
UNFIT      := $$ \# : % ' " \ ; | & < > ( ) * ? [ ] { } ~ ! ^ ` = ,
empty      :=
space      := $(empty) $(empty)
tab        := $(empty)	$(empty)
# A voice is an engine, and after a colon one of its voices; a + comes before who speaks what is not recorded.
CHARACTERS.VOICE := $(space): +
CHARACTERS.VOICES := $(CHARACTERS.VOICE)
comma      := ,
define newline


endef

# $(call without,text,characters): what is left of a text when all of these characters are taken out of it.
without    = $(if $(2),$(call without,$(subst $(firstword $(2)),,$(1)),$(wordlist 2,99,$(2))),$(1))
# $(call one-line,text): a text without line breaks, for an error.
one-line   = $(subst $(newline), ,$(1))
# $(call listed,words): "a, b or c".
listed     = $(if $(word 2,$(1)),$(subst $(space),$(comma) ,$(wordlist 2,$(words $(1)),x $(1))) or )$(lastword $(1))
# $(call near,word,choices): "; did you mean …?", for a word that may stand on a command line.
near       = $(if $(call without,$(1),$(CHARACTERS)),,$(shell $(or $(PYTHON),python3) -E -c \
  'import sys; from plan.errors import near; print(near(sys.argv[1], sys.argv[2:]))' '$(1)' $(2) 2>/dev/null))

# $(call unfit,text): whether it has a character that make or the shell gives a meaning in the name of a file.
unfit      = $(findstring $(newline),$(1))$(findstring $(tab),$(1))$(strip $(foreach one,$(UNFIT),$(findstring $(one),$(1))))
# $(call given,variable): whether the command line or the environment sets it.
given      = $(filter command environment,$(origin $(1)))

# $(call plain,variable): stops at a value that has anything but letters, digits and . _ - in it.
plain      = $(if $(call without,$(if $(filter $(LIST_VARIABLES),$(1)),$(subst $(space),,$(value $(1))),$(value $(1))),$(CHARACTERS)$(CHARACTERS.$(1))), \
  $(error $(1)=$(call one-line,$(value $(1))) is no choice: use $(or $(call listed,$(CHOICES.$(1))),$(FORM.$(1)))))
# $(call filled,variable,choices): stops at a value that is empty, where that is no choice.
filled     = $(if $(value $(1))$(filter PO CAPTIONS DRY_RUN JSON WITHOUT OF TO SCENE,$(1)),,$(error $(1)= is empty: use $(2)))
# $(call chosen,variable): stops at a value that is not one of its choices, or has more of them than it may.
chosen     = $(call filled,$(1),$(call listed,$(CHOICES.$(1))))$(foreach word,$(value $(1)),$(if $(filter $(word),$(CHOICES.$(1))),, \
  $(error $(1)=$(word) is no choice$(call near,$(word),$(CHOICES.$(1))): use $(call listed,$(CHOICES.$(1)))))) $(call counted,$(1))
# $(call counted,variable): stops at a value that has more words than it may, or one of them twice.
counted    = $(if $(and $(word 2,$(value $(1))),$(filter-out $(LIST_VARIABLES),$(1))), \
  $(error $(1)=$(value $(1)) is more than one: use one)) \
  $(foreach word,$(value $(1)),$(if $(word 2,$(filter $(word),$(value $(1)))), \
  $(error $(1)=$(value $(1)) names $(word) twice: name it once)))
# $(call voice,variable): stops at a voice that plan/voices.py does not know.
voice      = $(call filled,$(1),$(FORM.$(1)))$(call counted,$(1)) \
  $(foreach word,$(value $(1)),$(call stop,$(1),$(shell $(or $(PYTHON),python3) -E -m plan.voices '$(word)')))
# $(call stop,variable,error): stops, if there is an error.
stop       = $(if $(2),$(error $(1)=$(value $(1)): $(2)))
# $(call locales,variable): stops at a word that has not the form of a locale.
locales    = $(call filled,$(1),$(FORM.$(1)))$(foreach word,$(value $(1)),$(if $(shell echo '$(word)' | LC_ALL=C grep -Ex $(LOCALE_FORM)),, \
  $(error $(1)=$(word) is no locale: use $(FORM.LOCALE)))) $(call counted,$(1))

# With -e, any variable of these files could come from the environment.
$(if $(findstring e,$(filter-out --%,$(firstword -$(MAKEFLAGS)))),$(error -e lets the environment replace variables of this Makefile: leave it out))

# A name that is not known was mistyped. Its value would be expanded for the environment of every recipe.
UNKNOWN := $(firstword $(foreach name,$(filter-out $(KNOWN_VARIABLES),$(.VARIABLES)),$(if $(filter command,$(origin $(name))),$(name))))
ifneq ($(UNKNOWN),)
ifeq ($(call without,$(UNKNOWN),$(CHARACTERS)),)
override $(UNKNOWN) :=
endif
$(error $(UNKNOWN) is no variable of this Makefile$(call near,$(UNKNOWN),$(KNOWN_VARIABLES)): make help lists them)
endif

# A goal that is a file may stand in its recipe.
$(if $(findstring $(newline),$(value MAKECMDGOALS)),$(error a goal has a line break in it: make help lists them))
$(foreach goal,$(value MAKECMDGOALS),$(if $(call unfit,$(goal)),$(error $(goal) is no goal: make help lists them)))

$(if $(call unfit,$(value FILM))$(findstring $(space),$(value FILM))$(filter -%,$(value FILM)), \
  $(error FILM=$(call one-line,$(value FILM)) is no folder that make can work in: \
  use letters, digits and . _ - + @ / alone, without blanks, or name it by a relative path that has no other))
$(if $(and $(call given,MEMORY),$(call unfit,$(value MEMORY))),$(error MEMORY=$(call one-line,$(value MEMORY)) is no list of files))

$(foreach name,$(CHOICE_VARIABLES) $(NAME_VARIABLES),$(if $(call given,$(name)),$(call plain,$(name))))

# What would give Python other modules, other rules or other letters than these files count on.
unexport PYTHONPATH PYTHONHOME PYTHONSAFEPATH PYTHONSTARTUP PYTHONOPTIMIZE PYTHONIOENCODING PYTHONINSPECT \
  PYTHONPLATLIBDIR PYTHONEXECUTABLE PYTHONCASEOK PYTHONWARNINGS PYTHONBREAKPOINT PYTHONLEGACYWINDOWSSTDIO
export PYTHONUTF8 := 1

# Free text is kept as it was written: a $ in it is a $.
$(foreach name,$(FREE_VARIABLES),$(if $(call given,$(name)),$(eval override $(name) := $$(value $(name)))$(eval export $(name))))

# From here on a shell may see what has passed.
$(foreach name,$(CHOICE_VARIABLES),$(if $(call given,$(name)),$(call chosen,$(name))))
$(foreach name,LOCALE LOCALES,$(if $(call given,$(name)),$(call locales,$(name))))
$(foreach name,VOICE VOICES,$(if $(call given,$(name)),$(call voice,$(name))))
