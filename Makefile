# SPDX-License-Identifier: GPL-2.0-or-later
# The front door. The module itself is built by Kbuild, from a staged copy.

PREFIX ?= /usr/local
CAPTURES ?= ../shared/captures
VERSION := $(shell cat VERSION)
KVER = $(shell dkms/kernel-version)
# What is missing is installed (Debian 12 and 13); DEPS=: switches that off.
DEPS ?= tests/deps
FUZZ_SECONDS ?= 600
# Debian releases whose kernels check-kernels tests: 6.1, 6.12, 7.x.
SUITES ?= bookworm trixie trixie-backports sid

export CAPTURES

.PHONY: help
help: ## this list
	@echo "camcordon $(VERSION)"
	@awk -F ':.*## ' '/^[a-z]/ && NF == 2 { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
	@echo "Variables: KVER (kernel to build for), PREFIX ($(PREFIX)), DESTDIR,"
	@echo "CAPTURES ($(CAPTURES)), V=1 (say more), DEPS=: (install nothing)"

.PHONY: deps
deps: ## install what building and testing need
	$(DEPS) module tools vm check fuzz prove lint film demo deb image

.PHONY: module
module: ## the kernel module: build/module/KVER/kmod/camcordon.ko
	@$(DEPS) module
	@dkms/build build/module/$(KVER)
	@echo "built build/module/$(KVER)/kmod/camcordon.ko"

.PHONY: tools
tools: ## build/cordonctl
	@$(DEPS) tools
	$(MAKE) -C userspace

.PHONY: demo
demo: ## watch a quarantine at work in a test machine
	@$(DEPS) module tools vm film demo
	@$(MAKE) --no-print-directory module tools
	@tests/demo/run

.PHONY: check
check: ## build all and run all tests
	@$(DEPS) module tools vm check fuzz film deb image
	@tests/check

.PHONY: check-install
check-install: ## the packages, on whole systems of Debian 12 and 13, upgrades too
	@$(DEPS) tools vm check deb image
	@tests/run tests/install/debian-12-upgrade.sh tests/install/debian-13.sh \
		tests/install/debian-13-backports.sh

.PHONY: check-kernels
check-kernels: ## the module on the kernels of other releases, and on ARM (hours)
	@$(DEPS) tools vm check image arm64
	@tests/total $(SUITES:%='tests/kernels/run %') 'tests/kernels/arm64 bookworm'

.PHONY: check-debug
check-debug: ## what hurts it: random messages, churn, no memory, under KASAN (hours)
	@$(DEPS) module tools vm check debug
	@tests/total 'tests/debug/run plain full' 'tests/debug/run kasan full'

.PHONY: check-all
check-all: ## lint, check, check-kernels, check-debug and prove (many hours)
	@tests/total 'make lint' 'make check' 'make check-kernels' 'make check-debug' 'make prove'

.PHONY: prove
prove: ## prove with Frama-C that the core has no runtime error (minutes)
	@$(DEPS) prove
	@tests/prove/run

.PHONY: fuzz
fuzz: ## fuzz the core for FUZZ_SECONDS (600)
	@$(DEPS) fuzz
	@tests/fuzz/run $(FUZZ_SECONDS)

.PHONY: coverage
coverage: ## which branches of the core the unit tests take
	@$(DEPS) check
	@tests/unit/coverage

.PHONY: bench
bench: ## count what a packet costs, with this filter and with others (minutes to hours)
	@$(DEPS) module tools vm bench
	@$(MAKE) --no-print-directory module tools
	@tests/bench/run

.PHONY: workload
workload: ## cameras that stream, one that floods: what is lost, what it costs (an hour or more)
	@$(DEPS) module tools vm bench
	@$(MAKE) --no-print-directory module tools
	@tests/bench/workload

.PHONY: lint
lint: ## static checks of everything: see tests/lint
	@$(DEPS) module tools lint
	@tests/lint

.PHONY: docs
docs: tools ## docs/reasons.md, from the list of reasons in the code
	docs/make-reasons >docs/reasons.md.new
	mv docs/reasons.md.new docs/reasons.md

.PHONY: install
install: tools ## cordonctl, its manual and completion, to PREFIX
	$(MAKE) -C userspace install PREFIX=$(PREFIX) DESTDIR=$(DESTDIR)

.PHONY: deb
deb: ## the Debian packages: build/deb/*.deb
	@$(DEPS) tools deb
	@dkms/deb build/deb
	@ls build/deb/*.deb

.PHONY: dkms-install
dkms-install: ## the module, rebuilt by DKMS for each kernel of this machine
	dkms/install

.PHONY: dkms-remove
dkms-remove: ## undo dkms-install
	dkms/remove

.PHONY: clean
clean: ## remove what was built; build/vm, which is downloaded, stays
	@[ ! -d build ] || find build -mindepth 1 -maxdepth 1 ! -name vm -exec rm -rf {} +
