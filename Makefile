# Makefile - make, make demo, make test, make lint, make asan, make fuzz, make bench, make install

B        ?= build
PREFIX   ?= /usr
DESTDIR  ?=
CC       ?= gcc
CFLAGS   ?= -O2 -g
FOLDERS   = lib policy tracer shell builtins

WARNINGS  = -Wall -Wextra -Wshadow -Wformat=2 -Wvla -Wundef -Wwrite-strings -Wcast-qual \
	-Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wimplicit-fallthrough -Wswitch-enum
HARDEN   ?= -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection
BASE      = -std=gnu11 -D_GNU_SOURCE -fPIE -I. -MMD -MP $(WARNINGS) $(HARDEN)
LINK      = -pie -Wl,-z,relro,-z,now -pthread

# Libraries are linked statically where an archive is there: each shared one costs
# every `agentsh -c` its share of dynamic linking.
found     = $(wildcard $(patsubst %,%/lib$(1).a,$(LIBDIRS)))
archive   = $(if $(call found,$(1)),-l:lib$(1).a,-l$(1))
LIBDIRS  := $(shell $(CC) -print-search-dirs | sed -n 's/^libraries: =//p' | tr : ' ')
LDLIBS    = $(call archive,yaml) $(call archive,sqlite3) $(call archive,pcre2-8) \
	$(call archive,readline) $(call archive,tinfo) $(call archive,nettle) -lm

# `make STATIC=yes` links libc statically too: a start is a sixth shorter.  It is not the default, as
# users then come from files only (shell/main.c), and valgrind cannot see into such a program.
STATIC   ?=
# What ld says about NSS in a static program is answered in shell/main.c.
NSS_NOTES = : in function |in statically linked applications requires

SRC       = $(sort $(wildcard $(FOLDERS:=/*.c)))
OBJ       = $(SRC:%.c=$(B)/%.o) $(EXTRA:%.c=$(B)/%.o)
EXTRA     =
CORE      = $(filter-out $(B)/shell/main.o,$(OBJ))
UNITS     = $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/unit/test_*.c)))
FUZZERS   = $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/fuzz/*.c)))
PROBES    = $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/probes/*.c)))

.PHONY: all units probes fuzzers demo test check compare lint asan fuzz bench format install clean deps
.SECONDARY:

all: $(B)/agentsh

ifeq ($(strip $(STATIC)),)
$(B)/agentsh: $(OBJ)
	$(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS)
else
$(B)/agentsh: $(OBJ)
	$(CC) -static-pie $(LINK:-pie=) $(LDFLAGS) -o $@ $^ $(LDLIBS) 2>$@.log; \
		status=$$?; grep -vE '$(NSS_NOTES)' $@.log >&2; rm -f $@.log; exit $$status

$(B)/shell/main.o: BASE += -DSTATIC_LIBC
endif

# The core as an archive, so that a unit test links only what it uses.
$(B)/core.a: $(CORE)
	@rm -f $@
	$(AR) rcs $@ $^

$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASE) $(CFLAGS) -c -o $@ $<

# The built-in policy is a shipped one, taken in as it is.
$(B)/policy/builtin.o: etc/policies/default.yaml

$(B)/tests/unit/%: $(B)/tests/unit/%.o $(B)/core.a
	$(CC) $(LINK) $(LDFLAGS) -o $@ $^ $(LDLIBS) -lcmocka

# Without sanitizers: what probes do to their own memory is meant.
$(B)/tests/probes/%: tests/probes/%.c
	@mkdir -p $(@D)
	$(CC) -std=gnu11 -D_GNU_SOURCE $(WARNINGS) -O2 -g -pthread -o $@ $<

# libFuzzer entries; the one that expands words must not run what they say.
$(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(B)/core.a
	$(CC) $(LINK) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

$(B)/tests/fuzz/words: LDFLAGS += -Wl,--wrap=command_substitute,--wrap=process_substitute,--wrap=process_fork

units: $(UNITS)
fuzzers: $(FUZZERS)
probes: $(PROBES)

# Install what a bare Debian lacks (as root), or say what to install.
deps:
	@tests/deps

demo: deps
	@$(MAKE) --no-print-directory B=$(B) all
	@tests/demo $(B)/agentsh

test: deps
	@$(MAKE) --no-print-directory B=$(B) check

# All tests, T=pattern for some of them.
check: all units probes
	@tests/run --build=$(B) $(T)

# The cases of the language and of the terminal under bash: the expectation is bash's own.
compare:
	@tests/run --shell=bash tests/bash tests/pty

lint:
	@tests/lint/run

asan:
	@$(MAKE) --no-print-directory B=build-asan CC=clang HARDEN= EXTRA=tests/fixtures/asan_options.c \
		CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined' \
		LDFLAGS='-fsanitize=address,undefined' check

# Built, not run: build-fuzz/tests/fuzz/parser -dict=tests/fuzz/parser.dict CORPUS
fuzz:
	@$(MAKE) --no-print-directory B=build-fuzz CC=clang HARDEN= \
		CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined' \
		LDFLAGS='-fsanitize=address,undefined' fuzzers

bench: all
	@tests/bench/run $(B)/agentsh

format:
	clang-format -i $(sort $(wildcard $(FOLDERS:=/*.[ch]) tests/unit/*.[ch] tests/probes/*.c))

install: all
	install -D -m 755 $(B)/agentsh $(DESTDIR)$(PREFIX)/bin/agentsh
	install -d $(DESTDIR)$(PREFIX)/lib/agentsh/bin $(DESTDIR)/etc/agentsh/policies
	ln -sf ../../../bin/agentsh $(DESTDIR)$(PREFIX)/lib/agentsh/bin/bash
	ln -sf ../../../bin/agentsh $(DESTDIR)$(PREFIX)/lib/agentsh/bin/sh
	install -m 644 etc/config.yaml $(DESTDIR)/etc/agentsh/config.yaml
	install -m 644 $(wildcard etc/policies/*.yaml) $(DESTDIR)/etc/agentsh/policies
	install -D -m 644 etc/agentsh.1 $(DESTDIR)$(PREFIX)/share/man/man1/agentsh.1
	install -D -m 644 etc/agentsh-policy.5 $(DESTDIR)$(PREFIX)/share/man/man5/agentsh-policy.5

clean:
	rm -rf build build-*

-include $(OBJ:.o=.d) $(UNITS:=.d) $(FUZZERS:=.d)
