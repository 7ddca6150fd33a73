local name = os.tmpname()
local f = assert(io.open(name, "w"))
print(io.type(f), f:write("one\n", 2, "\nthree") == f, f:close()) -- expect: file	true	true
print(io.type(f), tostring(f), pcall(f.read, f))         -- expect: closed file	file (closed)	false	attempt to use a closed file
for line in io.lines(name) do io.write("[", line, "]") end print() -- expect: [one][2][three]
f = io.open(name)
print(f:read("*l", "*n", "*L", "*a", "*l"))              -- expect: one	2	

-- expect: 	three	nil
print(f:seek("set", 4), f:read(1), f:seek(), f:seek("end"), f:read(0), f:read(5)) -- expect: 4	2	5	11	nil	nil
print(f:seek("set"), f:read(0), f:read(3), f:read(100))  -- expect: 0		one	
-- expect: 2
-- expect: three
f:close()
f = io.open(name, "a+")
f:write("!") f:seek("set", 0)
print(f:read("*a"):gsub("\n", "/"))                      -- expect: one/2/three!	2
f:close()
f = io.open(name, "r+")
f:write("ONE") print(f:read("*l"), f:read("*l"))         -- expect: 	2
f:close()
print(io.open("nofile"))                                 -- expect: nil	nofile: No such file or directory	2
print(io.open("x", "zz"))                                -- expect: nil	x: Invalid argument	22
print(pcall(io.lines, "nofile"))                         -- expect: false	bad argument #1 to '?' (nofile: No such file or directory)
print(io.open("/tmp"):read())                            -- expect: nil	Is a directory	21
local p = io.popen("echo hi; exit 2")
print(p:read("*a"), p:close())
-- expect: hi
-- expect: 	nil	exit	2
print(io.type(io.stdout), io.type(1), io.stdout:close()) -- expect: file	nil	nil	cannot close standard file
print(pcall(function() io.stdout.write() end))           -- expect: false	files:31: bad argument #1 to 'write' (FILE* expected, got no value)
os.remove(name)
