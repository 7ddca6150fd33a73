local log = {}
local mt = {}
for _, e in ipairs{"add", "sub", "mul", "div", "mod", "pow", "concat", "eq", "lt", "le"} do
  mt["__" .. e] = function(a, b) return e .. ":" .. type(a) .. ":" .. type(b) end
end
mt.__unm = function(a, b) return "unm:" .. tostring(rawequal(a, b)) end
mt.__call = function(self, ...) return "call", select("#", ...), ... end
local function new() return setmetatable({}, mt) end
local a, b = new(), new()
print(a + 1, 1 + a, a - b, "x" * a, a / 2, a % 2, 2 ^ a) print(a .. "x", "x" .. a, 1 .. a, a .. b, -a) -- expect: add:table:number	add:number:table	sub:table:table	mul:string:table	div:table:number	mod:table:number	pow:number:table -- expect: concat:table:string	concat:string:table	concat:number:table	concat:table:table	unm:true
print(a == b, a ~= b, a < b, a <= b, a > b, a >= b, a == 1, a == a) -- expect: true	false	true	true	true	true	false	true
print(a(), (a(1, nil, 3))) print(a(nil)) print(pcall(a, 1)) print(select(2, a(7))) -- expect: call	call -- expect: call	1	nil -- expect: true	call	1	1 -- expect: 1	7
local order = {} local t = setmetatable({}, {__index = function(_, k) order[#order + 1] = "get " .. tostring(k) return k end, __newindex = function(t, k, v) order[#order + 1] = "set " .. tostring(k) rawset(t, k, v) end})
t.x = t.y t.x = t.x t[1] = t[2] t[1] = nil t[1] = 5 print(table.concat(order, ", ")) -- expect: get y, set x, get 2, set 1, set 1
local base = {greet = function() return "hi" end} base.__index = base
local derived = setmetatable({}, base) derived.__index = derived local object = setmetatable({}, derived) print(object.greet(), rawget(object, "greet"), object.nothing) -- expect: hi	nil	nil
local sink = {} local forwarding = setmetatable({}, {__newindex = sink}) forwarding.a = 1 print(rawget(forwarding, "a"), sink.a) -- expect: nil	1
print(pcall(function() local loop = {} setmetatable(loop, {__index = loop}) return loop.x end)) -- expect: false	metamethods:18: loop in gettable
print(tostring(setmetatable({}, {__tostring = function() return "shown" end})), pcall(tostring, setmetatable({}, {__tostring = function() return 1 end}))) -- expect: shown	true	1
print(getmetatable(setmetatable({}, {__metatable = "locked"})), pcall(setmetatable, setmetatable({}, {__metatable = 1}), {})) -- expect: locked	false	cannot change a protected metatable
print(getmetatable("").__index == string, ("x"):upper(), pcall(function() return ("x").y.z end)) -- expect: true	X	false	metamethods:21: attempt to index field 'y' (a nil value)
print(pcall(function() return ("x") < 1 end)) print(pcall(function() return {} == a end)) -- expect: false	metamethods:22: attempt to compare string with number -- expect: true	false
local weak = setmetatable({}, {__mode = "k"}) weak[{}] = 1 collectgarbage() collectgarbage() print(next(weak)) -- expect: nil
local eq = function() return true end local p, q = setmetatable({}, {__eq = eq}), setmetatable({}, {__eq = eq}) print(p == q, p ~= q, rawequal(p, q), p == {}) -- expect: true	false	false	false
local c = setmetatable({}, {__concat = function(x, y) return (type(x) == "table" and "T" or x) .. (type(y) == "table" and "T" or y) end}) print("a" .. "b" .. c .. "d" .. 1) -- expect: abTd1
print(pcall(setmetatable, 1, {})) print(pcall(setmetatable, {}, 1)) print(pcall(rawset, {}, nil, 1)) print(pcall(function() local t = {} t[nil] = 1 end)) print(pcall(function() local t = {} t[0/0] = 1 end)) print(({})[nil], rawget({}, nil)) -- expect: false	bad argument #1 to '?' (table expected, got number) -- expect: false	bad argument #2 to '?' (nil or table expected) -- expect: false	table index is nil -- expect: false	metamethods:26: table index is nil -- expect: false	metamethods:26: table index is NaN -- expect: nil	nil
local ix = setmetatable({}, {__index = function(t, ...) return select("#", ...) end}) print(ix.a, ix[1]) -- expect: 1	1
local ud = newproxy(true) getmetatable(ud).__index = function(_, k) return k .. "!" end getmetatable(ud).__add = function() return "sum" end print(ud.key, ud + 1, 1 + ud, pcall(function() return ud < ud end)) -- expect: key!	sum	sum	false	metamethods:28: attempt to compare two userdata values
