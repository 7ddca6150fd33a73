// SPDX-License-Identifier: Apache-2.0
package io.perilune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.ListeningConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Line breakpoints in a Lua file, set as a Java debugger sets them. */
@Timeout(60)
class DebuggerTest {
    private static final String TRANSPORT = "dt_socket";

    private static final String SCRIPT =
            """
            local function add(a, b)
               local sum = a + b
               return sum
            end
            local total = 0
            for i = 1, 3 do
               total = add(total, i)
            end
            print(total)
            """;

    /** Long enough to be in a class apart from its closures', and in several methods. */
    private static final String LONG_SCRIPT =
            "local t = {}\nlocal function fill(n)\n"
                    + "   t[#t + 1] = (t[#t] or n) * 2 + #t % 3\n".repeat(60)
                    + "   return t[#t]\nend\nprint(fill(1) > 0)\n";

    @TempDir Path folder;

    private Process program;

    @Test
    void aLineOfALocalFunction() throws Exception {
        assertThat(stops(SCRIPT, "lua.calc_lua$1_add", 2))
                .containsExactly(
                        "calc.lua:2 call2, from calc.lua:7",
                        "calc.lua:2 call2, from calc.lua:7",
                        "calc.lua:2 call2, from calc.lua:7");
    }

    @Test
    void aLineOfTheMainChunk() throws Exception {
        assertThat(stops(SCRIPT, "lua.calc_lua$0", 9)).containsExactly("calc.lua:9 callN");
    }

    @Test
    void aLineOfALongFunction() throws Exception {
        assertThat(stops(LONG_SCRIPT, "lua.calc_lua$1_fill", 40))
                .containsExactly("calc.lua:40 block3, from calc.lua:65");
    }

    /** Where the program stops, with the line of Lua that called the function. */
    private List<String> stops(String script, String className, int line) throws Exception {
        Path file = folder.resolve("calc.lua");
        Files.writeString(file, script);
        VirtualMachine machine = launch(file);
        ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(className);
        prepared.enable();
        List<String> stops = new ArrayList<>();
        boolean isRunning = true;
        while (isRunning) {
            EventSet events = machine.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent prepare) {
                    stopAt(machine, prepare.referenceType(), line);
                } else if (event instanceof BreakpointEvent stop) {
                    stops.add(
                            described(
                                    stop.thread().frames().stream()
                                            .map(frame -> frame.location())
                                            .toList()));
                }
                isRunning &= !(event instanceof VMDisconnectEvent);
            }
            events.resume();
        }
        assertThat(program.waitFor()).isZero();
        return stops;
    }

    /** The program waits for the debugger before it begins, and keeps no code. */
    private VirtualMachine launch(Path file) throws Exception {
        ListeningConnector connector =
                Bootstrap.virtualMachineManager().listeningConnectors().stream()
                        .filter(c -> c.transport().name().equals(TRANSPORT))
                        .findFirst()
                        .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("localAddress").setValue("127.0.0.1");
        String address = connector.startListening(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-agentlib:jdwp=transport=" + TRANSPORT + ",address=" + address,
                        "-cp",
                        LuaCommandTest.classPath(),
                        Main.class.getName(),
                        "lua",
                        file.toString());
        builder.environment().put("PERILUNE_CODE_CACHE", "");
        builder.redirectErrorStream(true);
        program = builder.redirectOutput(file.resolveSibling("output").toFile()).start();
        VirtualMachine machine = connector.accept(arguments);
        connector.stopListening(arguments);
        return machine;
    }

    private static void stopAt(VirtualMachine machine, ReferenceType type, int line)
            throws AbsentInformationException {
        for (Location location : type.locationsOfLine(line)) {
            machine.eventRequestManager().createBreakpointRequest(location).enable();
        }
    }

    private static String described(List<Location> stack) throws AbsentInformationException {
        Location top = stack.getFirst();
        String text = position(top) + " " + top.method().name();
        for (Location below : stack.subList(1, stack.size())) {
            boolean isCaller =
                    below.declaringType().name().startsWith("lua.")
                            && !below.declaringType().equals(top.declaringType());
            if (isCaller && below.lineNumber() > 0) {
                return text + ", from " + position(below);
            }
        }
        return text;
    }

    private static String position(Location location) throws AbsentInformationException {
        return Path.of(location.sourceName()).getFileName() + ":" + location.lineNumber();
    }
}
