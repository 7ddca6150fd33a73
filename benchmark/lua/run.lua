-- SPDX-License-Identifier: Apache-2.0
-- run.lua PROGRAM ROUNDS [ARGUMENT...]: runs a program several times in one process and writes a line with the seconds
-- of each round to standard error, by the wall clock of who reads the lines ("start", "stop"). Each round reads standard
-- input from its beginning.
local program, rounds = arg[1], tonumber(arg[2])
local own = { [0] = program }
for i = 3, #arg do own[i - 2] = arg[i] end
local load_file = loadfile
arg = own
for _ = 1, rounds do
    local chunk = assert(load_file(program))
    io.stdin:seek("set", 0)
    io.stderr:write("start\n")
    chunk((unpack or table.unpack)(own))
    io.stderr:write("stop\n")
end
