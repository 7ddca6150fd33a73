# SPDX-License-Identifier: Apache-2.0
# Sourced by the commands beside it: sets JAVA_HOME to a JDK 25 or newer, or says what is missing and ends.

# Asked at every start, so without other commands, which take a millisecond each.
is_jdk_25() { # DIR
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    version=
    while IFS= read -r line; do
        case "$line" in
        JAVA_VERSION=\"*)
            line=${line#*\"}
            version=${line%%[!0-9]*}
            ;;
        esac
    done <"$1/release"
    [ "${version:-0}" -ge 25 ]
}

use_jdk() { # DIR
    is_jdk_25 "$1" || return 1
    JAVA_HOME=$1
    export JAVA_HOME
}

# File names are bytes to nginx and Lua. Java reads them in the locale's encoding, and in the locale C, which services
# start with, it has no way to name a file whose name is not ASCII.
use_utf8() {
    case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
    "" | C | POSIX) export LC_ALL=C.UTF-8 ;;
    esac
}

find_jdk() {
    use_utf8
    [ -n "${JAVA_HOME:-}" ] && use_jdk "$JAVA_HOME" && return 0
    for dir in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        use_jdk "$dir" && return 0
    done
    javac=$(command -v javac) && use_jdk "$(dirname "$(dirname "$(readlink -f "$javac")")")" && return 0
    echo "$(basename "$0"): no JDK 25 found (looked at JAVA_HOME, the system's JVM folders and PATH)." >&2
    echo "Install one, for example Debian's temurin-25-jdk or openjdk-25-jdk-headless, or set JAVA_HOME to it." >&2
    return 1
}
