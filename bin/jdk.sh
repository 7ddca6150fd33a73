# SPDX-License-Identifier: Apache-2.0
# Sourced by the commands beside it: sets JAVA_HOME to a JDK 25 or newer, or says what is missing and ends.

jdk_version() { # DIR: prints the major version of the JDK in DIR, nothing when there is none
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] &&
        sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

is_jdk_25() {
    version=$(jdk_version "$1")
    [ "${version:-0}" -ge 25 ]
}

jdk_candidates() {
    [ -n "${JAVA_HOME:-}" ] && echo "$JAVA_HOME"
    ls -d /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home 2>/dev/null
    javac=$(command -v javac) && dirname "$(dirname "$(readlink -f "$javac")")"
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
    while IFS= read -r dir; do
        if is_jdk_25 "$dir"; then
            JAVA_HOME=$dir
            export JAVA_HOME
            return 0
        fi
    done <<LIST
$(jdk_candidates)
LIST
    echo "$(basename "$0"): no JDK 25 found (looked at JAVA_HOME, the system's JVM folders and PATH)." >&2
    echo "Install one, for example Debian's temurin-25-jdk or openjdk-25-jdk-headless, or set JAVA_HOME to it." >&2
    return 1
}
