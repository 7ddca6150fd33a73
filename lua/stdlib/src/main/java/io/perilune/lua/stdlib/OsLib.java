// SPDX-License-Identifier: Apache-2.0
package io.perilune.lua.stdlib;

import static io.perilune.lua.runtime.lib.FunctionTable.entry;

import io.perilune.lua.runtime.Conversion;
import io.perilune.lua.runtime.LuaError;
import io.perilune.lua.runtime.LuaString;
import io.perilune.lua.runtime.LuaTable;
import io.perilune.lua.runtime.lib.Arguments;
import io.perilune.lua.runtime.lib.FunctionTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * The os library. Stateless, but for what the options give it.
 *
 * <p>os.clock is the time since the library was first used, not the processor's: what the process's
 * compiler and collector threads use would count otherwise.
 */
final class OsLib {
    static final FunctionTable TABLE =
            FunctionTable.of(
                    entry("clock", OsLib::clock),
                    entry("date", OsLib::date),
                    entry("difftime", OsLib::difftime),
                    entry("remove", OsLib::remove),
                    entry("rename", OsLib::rename),
                    entry("setlocale", OsLib::setlocale),
                    entry("time", OsLib::time),
                    entry("tmpname", OsLib::tmpname));

    private static final Set<String> LOCALE_CATEGORIES =
            Set.of("ctype", "numeric", "time", "collate", "monetary", "all");
    private static final long START = System.nanoTime();

    private OsLib() {}

    static LuaTable open(LibraryOptions options, OpenFiles files) {
        LuaTable library = new LuaTable();
        TABLE.installInto(library);
        FunctionTable.of(
                        entry("execute", arguments -> execute(options, files, arguments)),
                        entry("exit", arguments -> exit(options, files, arguments)),
                        entry("getenv", arguments -> getenv(options, arguments)))
                .installInto(library);
        return library;
    }

    private static Object clock(Arguments arguments) {
        return (System.nanoTime() - START) / 1e9;
    }

    private static Object difftime(Arguments arguments) {
        // LuaJIT looks at the second one first
        double earlier = Math.floor(arguments.optNumber(2, 0));
        return Math.floor(arguments.number(1)) - earlier;
    }

    // --- the process and its files
    // -----------------------------------------------------------------------

    private static Object getenv(LibraryOptions options, Arguments arguments) {
        String value = options.environment().apply(arguments.cString(1).toString());
        return value == null ? null : LuaString.of(value);
    }

    private static Object exit(LibraryOptions options, OpenFiles files, Arguments arguments) {
        int status =
                arguments.get(1) instanceof Boolean success
                        ? success ? 0 : 1
                        : arguments.optInteger(1, 0);
        flush(options, files);
        options.exit().accept(status);
        throw new LuaError("os.exit returned");
    }

    private static void flush(LibraryOptions options, OpenFiles files) {
        try {
            files.flush();
            options.output().flush();
            options.error().flush();
        } catch (IOException e) {
            throw new LuaError("cannot flush: " + e.getMessage());
        }
    }

    private static Object execute(LibraryOptions options, OpenFiles files, Arguments arguments) {
        if (arguments.isAbsentOrNil(1)) {
            return options.lua52() ? (Object) Boolean.TRUE : (Object) 1.0;
        }
        String command = arguments.cString(1).toString();
        flush(options, files);
        try {
            int status = new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start().waitFor();
            return options.lua52() ? ended(arguments, status) : (Object) (double) (status << 8);
        } catch (IOException e) {
            return FileErrors.of(e).results(arguments, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LuaError("interrupted");
        }
    }

    /** true or nil, "exit", status: what Lua 5.2 answers for a process that has ended. */
    static Object ended(Arguments arguments, int status) {
        return arguments.results(
                status == 0 ? Boolean.TRUE : null, LuaString.of("exit"), (double) status);
    }

    private static Object remove(Arguments arguments) {
        LuaString name = arguments.cString(1);
        try {
            Files.delete(Path.of(name.toString()));
            return Boolean.TRUE;
        } catch (IOException | InvalidPathException e) {
            return FileErrors.of(e).results(arguments, name);
        }
    }

    private static Object rename(Arguments arguments) {
        LuaString from = arguments.cString(1);
        LuaString to = arguments.cString(2);
        try {
            Files.move(
                    Path.of(from.toString()),
                    Path.of(to.toString()),
                    StandardCopyOption.ATOMIC_MOVE);
            return Boolean.TRUE;
        } catch (IOException | InvalidPathException e) {
            return FileErrors.of(e).results(arguments, from);
        }
    }

    private static Object tmpname(Arguments arguments) {
        try {
            return LuaString.of(Files.createTempFile(Path.of("/tmp"), "lua_", "").toString());
        } catch (IOException e) {
            throw arguments.error("unable to generate a unique filename");
        }
    }

    /** There is only the C locale. */
    private static Object setlocale(Arguments arguments) {
        LuaString locale = arguments.optString(1, null);
        String category = arguments.optString(2, LuaString.of("all")).toLatin1();
        if (!LOCALE_CATEGORIES.contains(category)) {
            throw arguments.error(2, "invalid option '" + arguments.cString(2).toLatin1() + "'");
        }
        String name = locale == null ? "" : locale.toLatin1();
        return name.isEmpty() || name.equals("C") || name.equals("POSIX")
                ? LuaString.of("C")
                : null;
    }

    // --- time
    // --------------------------------------------------------------------------------------------

    private static Object time(Arguments arguments) {
        if (arguments.isAbsentOrNil(1)) {
            return (double) Instant.now().getEpochSecond();
        }
        LuaTable fields = arguments.table(1);
        int second = field(arguments, fields, "sec", 0);
        int minute = field(arguments, fields, "min", 0);
        int hour = field(arguments, fields, "hour", 12);
        int day = field(arguments, fields, "day", -1);
        int month = field(arguments, fields, "month", -1);
        int year = field(arguments, fields, "year", -1);
        Object summer = arguments.vm().index(fields, LuaString.of("isdst"));
        Boolean isSummer = summer == null ? null : summer != Boolean.FALSE;
        try {
            long days = CalendarDate.daysBefore(year, month) + day - 1L;
            long local = days * 86400 + hour * 3600L + minute * 60L + second;
            return (double) CalendarDate.epochSecond(local, isSummer, ZoneId.systemDefault());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int field(Arguments arguments, LuaTable fields, String name, int otherwise) {
        Object value = arguments.vm().index(fields, LuaString.of(name));
        Double number =
                value instanceof LuaString text
                        ? Conversion.toNumber(text)
                        : value instanceof Double given ? given : null;
        if (number != null) {
            return FastFunction.int32(number);
        }
        if (otherwise < 0) {
            throw arguments.error("field '" + name + "' missing in date table");
        }
        return otherwise;
    }

    private static Object date(Arguments arguments) {
        LuaString format = arguments.optString(1, LuaString.of("%c"));
        long seconds =
                arguments.isAbsentOrNil(2)
                        ? Instant.now().getEpochSecond()
                        : (long) arguments.number(2);
        boolean utc = format.length() > 0 && format.byteAt(0) == '!';
        LuaString shown = utc ? format.substring(1, format.length()) : format;
        ZonedDateTime time;
        try {
            ZoneId zone = utc ? ZoneOffset.UTC : ZoneId.systemDefault();
            time = Instant.ofEpochSecond(seconds).atZone(zone);
        } catch (DateTimeException e) {
            return null;
        }
        CalendarDate date = new CalendarDate(time, utc);
        return shown.toLatin1().equals("*t") ? table(date) : date.format(shown);
    }

    private static LuaTable table(CalendarDate date) {
        ZonedDateTime time = date.time();
        LuaTable table = new LuaTable(0, 9);
        table.put("sec", (double) time.getSecond());
        table.put("min", (double) time.getMinute());
        table.put("hour", (double) time.getHour());
        table.put("day", (double) time.getDayOfMonth());
        table.put("month", (double) time.getMonthValue());
        table.put("year", (double) time.getYear());
        table.put("wday", (double) (date.weekday() + 1));
        table.put("yday", (double) time.getDayOfYear());
        table.put("isdst", date.isSummer());
        return table;
    }
}
