local name = os.tmpname()
local f = assert(io.open(name, "w"))
print(f:write("a", 1, 2.5, -0, 1e100) ~= nil)               -- expect: true
print(f:seek(), f:seek("set", 1), (f:write("B")) ~= nil, f:seek("cur"), f:seek("end")) -- expect: 13	1	true	2	13
print(f:flush() == f, f:setvbuf("no"), f:setvbuf("full", 10), f:setvbuf("line")) -- expect: false	true	true	true
print(pcall(f.seek, f, "middle"))                           -- expect: false	bad argument #2 to '?' (invalid option 'middle')
print(pcall(f.setvbuf, f, "some"))                          -- expect: false	bad argument #2 to '?' (invalid option 'some')
print(pcall(f.write, f, {}))                                -- expect: false	bad argument #2 to '?' (string expected, got table)
print(pcall(f.write, f, nil))                               -- expect: false	bad argument #2 to '?' (string expected, got nil)
print(f:seek("set", -1))                                    -- expect: nil	Invalid argument	22
print(f:close(), pcall(f.close, f))                         -- expect: true	false	attempt to use a closed file
for line in io.lines(name) do print(line) end               -- expect: aB2.5-01e+100
f = io.open(name, "a") f:write("\nmore") f:seek("set") f:write("!") f:close()
f = io.open(name, "r+") print(f:read(1)) f:seek("cur", 0) f:write("X") f:seek("set") print(f:read("*a")) f:close() -- expect: a -- expect: aX2.5-01e+100 -- expect: more!
f = io.open(name, "w+") print(f:read("*a")) f:write("new") f:seek("set") print(f:read("*a")) f:close() -- expect:  -- expect: new
f = io.open(name, "a+") print(f:read("*a")) f:write("er") f:seek("set") print(f:read("*a")) f:close() -- expect: new -- expect: newer
f = io.open(name, "r") print((f:write("x"))) f:close()      -- expect: nil
f = io.open(name, "w") print(f:read("*a")) f:close()        -- expect: nil	Bad file descriptor	9
print(select(4, pcall(io.open, name, "q")))                 -- expect: 22
print(io.open(name .. "/no/such", "w") == nil, (select(3, io.open("/nonexistent/file")))) -- expect: true	2
print((select(2, io.open("/nonexistent/file"))))            -- expect: /nonexistent/file: No such file or directory
print(io.output() == io.stdout, io.input() == io.stdin)     -- expect: true	true
local old = io.output() io.output(name) io.write("through io.write") io.close() io.output(old)
io.input(name) print(io.read("*a")) io.close(io.input()) io.input(io.stdin) -- expect: through io.write
print(pcall(io.output, "/nonexistent/file"))                -- expect: false	bad argument #1 to '?' (/nonexistent/file: No such file or directory)
local t = io.tmpfile() t:write("temporary") t:seek("set") print(t:read("*a"), io.type(t)) t:close() print(io.type(t)) -- expect: temporary	file -- expect: closed file
local p = io.popen("echo popen; exit 3") print(p:read("*a")) p:close() -- expect: popen -- expect:
local w = io.popen("cat > " .. name, "w") w:write("piped") w:close() print(io.open(name):read("*a")) -- expect: piped
print(getmetatable(f).__index == getmetatable(io.stdout).__index, getmetatable(f).__name) -- expect: true	nil
os.remove(name)
