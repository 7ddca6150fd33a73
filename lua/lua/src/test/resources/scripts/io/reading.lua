local name = os.tmpname()
local function written(text) local f = assert(io.open(name, "wb")) f:write(text) f:close() end
local function reading(text, ...)
  written(text)
  local f = assert(io.open(name, "rb"))
  local function done(...) f:close() return ... end
  return done(f:read(...))
end
print(reading("one\ntwo\n"), reading("one"), reading(""))   -- expect: one	one	nil
print(reading("one\ntwo\nthree", "*l", "*l", "*l", "*l"))   -- expect: one	two	three	nil
print(reading("a\nb", "*L", "*L", "*L"))                    -- expect: a -- expect: 	b	nil
print((reading("a\r\nb\n", "*l"):gsub("\r", "CR")))         -- expect: aCR
print(#reading("x\0y", "*a"), reading("x\0y", "*a"):byte(1, -1)) -- expect: 3	120	0	121
print(reading("", "*a"), reading("", "*l"), reading("", "*n"), reading("", 0), reading("", 1)) -- expect: 	nil	nil	nil	nil
print(reading("abc", 0, 1, 5, 1))                           -- expect: 	a	bc	nil
print(reading("12 -3.5e1 0x1F .5 7x", "*n", "*n", "*n", "*n", "*n", "*a")) -- expect: 12	-35	31	0.5	7	x
print(reading("  \n\t42\nrest", "*n", "*l", "*l"))          -- expect: 42		rest
print(reading("nonsense", "*n", "*a"))                      -- expect: nil
print(reading("+5 1e 6", "*n", "*n", "*n"))                 -- expect: 5	1	6
print(reading("a\n\nb\n", "*l", "*l", "*l"))                -- expect: a		b
print(reading("line\n", "l"), reading("text", "a"), reading("5", "n")) -- expect: line	text	5
print(pcall(reading, "x", "*x"))                            -- expect: false	reading:7: bad argument #1 to 'read' (invalid format)
print(pcall(reading, "x", {}))                              -- expect: false	reading:7: bad argument #1 to 'read' (invalid option)
written("1 2\n3 4\n")
for a, b in io.lines(name, "*n", "*n") do io.write(a + b, ";") end io.write("\n") -- expect: 3;7;
local seen = {} for line in io.lines(name) do seen[#seen + 1] = line end print(table.concat(seen, "|")) -- expect: 1 2|3 4
local next_line = io.lines(name) next_line() next_line() print(next_line()) print(pcall(next_line)) -- expect:  -- expect: false	attempt to use a closed file
print(pcall(io.lines, "/nonexistent/file"))                 -- expect: false	bad argument #1 to '?' (/nonexistent/file: No such file or directory)
local f = io.open(name) for line in f:lines() do print(line) break end print(f:read("*l"), f:read("*l")) f:close() -- expect: 1 2 -- expect: 3 4	nil
print(pcall(f.read, f)) print(pcall(f.lines, f)) print(tostring(f), io.type(f), io.type(io.stdout), io.type(1)) -- expect: false	attempt to use a closed file -- expect: false	attempt to use a closed file -- expect: file (closed)	closed file	file	nil
os.remove(name)
