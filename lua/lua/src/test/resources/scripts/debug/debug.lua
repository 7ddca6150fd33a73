local function f(a, b, ...) local u = print; return a end
local info = debug.getinfo(f)
print(info.short_src, info.linedefined, info.lastlinedefined, info.what, info.nparams, info.isvararg) -- expect: debug	1	1	Lua	2	true
print(debug.getinfo(1, "l").currentline, debug.getinfo(print).what, debug.getinfo(print).short_src) -- expect: 4	C	[C]
print(debug.getinfo(100), pcall(debug.getinfo, 1, "X"))  -- expect: nil	false	bad argument #2 to '?' (invalid option)
local x, y = 1, 2
local function g() x = x + 1; return x, y end
print(debug.getupvalue(g, 1))                            -- expect: x	1
print(debug.setupvalue(g, 1, 10), g())                   -- expect: x	11	2
local function h() x = 0 return x end
print(debug.upvalueid(g, 1) == debug.upvalueid(h, 1))    -- expect: true
local a, b = 1, 2
local function ga() a = a return a end
local function gb() b = b return b end
debug.upvaluejoin(ga, 1, gb, 1)
print(ga())                                              -- expect: 2
print(debug.traceback("msg"):match("^msg\nstack traceback:\n\tdebug:17: in ") ~= nil) -- expect: true
print(debug.traceback(12):match("^12\n") ~= nil, debug.traceback(print) == print) -- expect: true	true
print(type(debug.getregistry()), debug.getmetatable("").__index == string) -- expect: table	true
print(debug.getlocal(f, 1), debug.getlocal(f, 3))        -- expect: a	nil
debug.setmetatable(1, {__index = {double = function(n) return n * 2 end}})
print((5):double())                                      -- expect: 10
debug.setmetatable(1, nil)
