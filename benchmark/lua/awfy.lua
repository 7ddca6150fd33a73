-- SPDX-License-Identifier: Apache-2.0
-- awfy.lua PROGRAM ROUNDS SIZE: runs one program of are-we-fast-yet and says on standard error when rounds start and stop.
local program, rounds, size = arg[1], tonumber(arg[2]), tonumber(arg[3])
local benchmark = require(program)
for _ = 1, rounds do
    io.stderr:write("start\n")
    assert(benchmark:inner_benchmark_loop(size), "wrong result")
    io.stderr:write("stop\n")
end
