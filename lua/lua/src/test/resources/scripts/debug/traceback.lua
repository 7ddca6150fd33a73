-- Tracebacks, positions and names as LuaJIT has them.
local function tail() return error("gone") end
print(pcall(tail))
local function two() error("level two", 2) end
local function waits() return two() end
print(pcall(waits))
local function calls() waits() end
print(pcall(calls))
print(xpcall(calls, debug.traceback))
print(xpcall(calls, function(m) return debug.traceback(m, 2) end))
local t = setmetatable({}, {
    __index = function(_, key) error("no " .. key) end,
    __add = function() return (debug.traceback("add")) end,
    __call = function() return (debug.traceback("call")) end,
    __lt = function() print(debug.getinfo(1, "n").name, debug.getinfo(1, "n").namewhat) end,
})
print(xpcall(function() local x = t.foo end, debug.traceback))
print(t + 1)
print((t()))
print(t < t)
local co = coroutine.create(function() local function a() coroutine.yield() end a() end)
coroutine.resume(co)
print(debug.traceback(co))
print(debug.traceback(co, "message", 1))
table.sort({ 3, 2 }, function(a, b) print(debug.traceback("sort")) return a < b end)
for _ in function(_, c) if not c then print(debug.traceback("iterator")) return 1 end end do end
print(xpcall(function() local x = nil; x.y.z = 1 end, debug.traceback))
local o = { m = function(self) print(debug.traceback("method")) end }
o:m()
o.m()
print(xpcall(function() error({}) end, function(m) return type(m) end))
print(xpcall(function() error("a") end, function() error("b") end))
print(xpcall(function(...) return select("#", ...), ... end, print, 1, nil, nil))
print(pcall(function() return t.x.y end))
print(pcall(function() return nothing() end))
print(pcall(function() return o.nothing() end))

-- expect: false	gone
-- expect: false	level two
-- expect: false	traceback:7: level two
-- expect: false	traceback:7: level two
-- expect: stack traceback:
-- expect: 	[C]: in function 'error'
-- expect: 	traceback:4: in function 'waits'
-- expect: 	traceback:7: in function <traceback:7>
-- expect: 	[C]: in function 'xpcall'
-- expect: 	traceback:9: in main chunk
-- expect: false	traceback:7: level two
-- expect: stack traceback:
-- expect: 	traceback:4: in function 'waits'
-- expect: 	traceback:7: in function <traceback:7>
-- expect: 	[C]: in function 'xpcall'
-- expect: 	traceback:10: in main chunk
-- expect: false	traceback:12: no foo
-- expect: stack traceback:
-- expect: 	[C]: in function 'error'
-- expect: 	traceback:12: in function '__index'
-- expect: 	traceback:17: in function <traceback:17>
-- expect: 	[C]: in function 'xpcall'
-- expect: 	traceback:17: in main chunk
-- expect: add
-- expect: stack traceback:
-- expect: 	traceback:13: in function '__add'
-- expect: 	traceback:18: in main chunk
-- expect: call
-- expect: stack traceback:
-- expect: 	traceback:14: in function 't'
-- expect: 	traceback:19: in main chunk
-- expect: __lt	metamethod
-- expect: false
-- expect: stack traceback:
-- expect: 	[C]: in function 'yield'
-- expect: 	traceback:21: in function 'a'
-- expect: 	traceback:21: in function <traceback:21>
-- expect: message
-- expect: stack traceback:
-- expect: 	traceback:21: in function 'a'
-- expect: 	traceback:21: in function <traceback:21>
-- expect: sort
-- expect: stack traceback:
-- expect: 	traceback:25: in function <traceback:25>
-- expect: 	[C]: in function 'sort'
-- expect: 	traceback:25: in main chunk
-- expect: iterator
-- expect: stack traceback:
-- expect: 	traceback:26: in function '(for generator)'
-- expect: 	traceback:26: in main chunk
-- expect: false	traceback:27: attempt to index local 'x' (a nil value)
-- expect: stack traceback:
-- expect: 	traceback:27: in function <traceback:27>
-- expect: 	[C]: in function 'xpcall'
-- expect: 	traceback:27: in main chunk
-- expect: method
-- expect: stack traceback:
-- expect: 	traceback:28: in function 'm'
-- expect: 	traceback:29: in main chunk
-- expect: method
-- expect: stack traceback:
-- expect: 	traceback:28: in function 'm'
-- expect: 	traceback:30: in main chunk
-- expect: false	table
-- expect: false	error in error handling
-- expect: true	3	1	nil	nil
-- expect: false	traceback:12: no x
-- expect: false	traceback:35: attempt to call global 'nothing' (a nil value)
-- expect: false	traceback:36: attempt to call field 'nothing' (a nil value)
