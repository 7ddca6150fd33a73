# SPDX-License-Identifier: Apache-2.0
# What the commands give Java. For bin/perilune, which reads this file.

# What Java is run with: a collector and a heap for a small process, nothing on standard output; the Lua compiler itself
# is optimised later than other code, as most programs are loaded before that pays. Where the user has options that say
# otherwise, they stand: of two collectors Java takes neither, and sizes that contradict each other end it. Options of
# the user's may not go with the AOT cache, which is then left out without a word.
jvm_flags() {
    collector="-XX:+UseSerialGC -Dperilune.heap=paced"
    log="-Xlog:disable -Xlog:all=error:stderr"
    case "${JDK_JAVA_OPTIONS:-}" in *-XX:+Use*GC*) collector= ;; esac
    case "${JDK_JAVA_OPTIONS:-}" in
    "") ;;
    *-Xlog*) log= ;;
    *) log="$log -Xlog:aot*=off:stderr" ;;
    esac
    echo "$collector $(heap_flags -Xms16m) -XX:MinHeapFreeRatio=10 -XX:+UseCompactObjectHeaders" \
        "-XX:CompileCommand=quiet -XX:CompileCommand=CompileThresholdScaling,io.perilune.lua.compiler.*::*,5.0" \
        "-XX:-UsePerfData -XX:-DontCompileHugeMethods -XX:-ClipInlining $log" \
        "-Djava.net.preferIPv4Stack=true --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED" \
        "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED --add-opens=java.base/jdk.internal.vm=ALL-UNNAMED" \
        "--add-exports=java.base/jdk.internal.lang.stable=ALL-UNNAMED" \
        "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED"
}

# These sizes of the heap, unless the user has said any.
heap_flags() {
    case "${JDK_JAVA_OPTIONS:-}" in
    *-Xm[nsx]* | *HeapSize* | *New*Size*) ;;
    *) echo "$@" ;;
    esac
}

# More for `perilune lua`, whose programs are often over before the JVM's compilers think it worth their while: a loop of
# Lua does much in a round, so it is compiled after fewer rounds than Java's, and new objects get some room at once.
# Finding a computed key stays a method of its own: a way in it that is new then costs the code of that method alone.
# While the optimising compiler has more to do than it can, code does without counting for it. And both compilers give
# way to the program; Java warns whoever is not root that it may not be allowed to do that.
lua_flags() {
    giving_way=
    # Whom the root directory belongs to: asking `id` would take longer.
    [ ! -O / ] || giving_way="-XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=5"
    echo "$(heap_flags -XX:NewSize=24m -Xms48m) -XX:Tier3BackEdgeThreshold=5000 -XX:Tier4BackEdgeThreshold=15000" \
        "-XX:Tier3DelayOn=1 -XX:Tier3DelayOff=0 $giving_way" \
        "-XX:CompileCommand=dontinline,io.perilune.lua.runtime.HashPart::find"
}
