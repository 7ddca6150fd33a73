# SPDX-License-Identifier: Apache-2.0
# `make` prints what can be done; every target is one command that also works by itself.

MVN = . bin/jdk.sh && find_jdk && mvn -B -ntp

.PHONY: help build quick test run lua listing fmt check bench regexes performance awfy docs clean

help: ## print this
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

build: ## compile everything and make the server's folder   (mvn package -DskipTests)
	@$(MVN) -q package -DskipTests

quick: ## compile and test some modules: make quick modules=lua/runtime,conf
	@$(MVN) verify -pl $(modules) -am

test: ## all tests   (bin/test)
	@bin/test

run: ## serve: make run conf=path/to/nginx.conf   (bin/perilune -c FILE)
	@bin/perilune $(if $(conf),-c $(abspath $(conf)))

lua: ## run a Lua program: make lua file=x.lua   (bin/perilune lua FILE)
	@bin/perilune lua $(file)

listing: ## tree, scopes and bytecode of a script: make listing file=x.lua
	@bin/perilune lua --listing $(file)

fmt: ## format all Java sources
	@$(MVN) -q spotless:apply

check: ## format, style and architecture checks, without the other tests
	@$(MVN) -q verify -Dtest='ArchitectureTest' -Dsurefire.failIfNoSpecifiedTests=false

bench: ## JMH: nanoseconds of single Lua operations: make bench [name=CALL,PCALL] [write=1: into docs/performance.md]
	@$(MVN) -q package -DskipTests -pl benchmark -am
	@. bin/jdk.sh && find_jdk && "$$JAVA_HOME/bin/java" -cp "benchmark/target/classes:benchmark/target/lib/*" \
		org.openjdk.jmh.Main LuaOperations -rf json -rff benchmark/target/operations.json $(if $(name),-p operation=$(name))
	@$(if $(write),benchmark/lua/operations.py benchmark/target/operations.json --write docs/performance.md)

regexes: ## the regex engine beside PCRE2 with JIT, java.util.regex and Joni: make regexes [task="log line"]
	@$(MVN) -q package -DskipTests -pl benchmark -am
	@. bin/jdk.sh && find_jdk && "$$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED -Xbatch -XX:+UseSerialGC \
		-cp "benchmark/target/classes:benchmark/target/lib/*" io.perilune.benchmark.regex.RegexTable 60 $(if $(task),"$(task)")

performance: ## docs/performance.md anew: make performance programs=DIR [engines=...]   (benchmark/lua/table.py)
	@benchmark/lua/table.py $(programs) $(if $(engines),--engines "$(engines)") --write docs/performance.md

awfy: ## the same for are-we-fast-yet: make awfy programs=DIR [engines=...]   (benchmark/lua/awfy.py)
	@benchmark/lua/awfy.py $(programs) --rounds 8 $(if $(engines),--engines "$(engines)") --write docs/performance.md

docs: ## print docs/compatibility.md anew from the program's own tables
	@bin/perilune compatibility > docs/compatibility.md

clean: ## remove all that the build makes
	@$(MVN) -q clean
