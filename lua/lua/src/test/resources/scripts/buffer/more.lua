local buffer = require "string.buffer"
local b = buffer.new()
print(#b, tostring(b), b:put("a", 1, 2.5, "z"):tostring(), #b) -- expect: 0		a12.5z	6
print(b:get(1), b:get(2, 1), b:get(), #b, b:get())          -- expect: a	12	5z	0	
print(b:putf("%s-%d-%5.2f", "x", 7, 1.5):get())             -- expect: x-7- 1.50
print(b:set("fixed"):tostring(), b:put("+more"):tostring(), b:skip(3):tostring(), b:reset():tostring()) -- expect: fixed	fixed+more	ed+more	
print(tostring(buffer.new(10):put("hello")) .. "!", buffer.new():put("ab") .. "c", #buffer.new():put("abc")) -- expect: hello!	abc	3
print(pcall(b.put, b, {})) print(pcall(b.put, b, nil)) print(pcall(b.get, b, -1)) print(pcall(b.putf, b, "%d", "x")) -- expect: false	bad argument #2 to '?' (string/number/__tostring expected, got table) -- expect: false	bad argument #2 to '?' (string/number/__tostring expected, got nil) -- expect: false	bad argument #2 to '?' (number out of range) -- expect: false	bad argument #3 to '?' (number expected, got string)
print(b:put(setmetatable({}, {__tostring = function() return "object" end})):get()) -- expect: object
local c = buffer.new():put("xyz") print(buffer.new():put(c, c):tostring()) -- expect: xyzxyz
local function back(v) return buffer.decode(buffer.encode(v)) end
print(back(1), back(-1.5), back("text"), back(true), back(nil), back(1/0), back(2^40)) -- expect: 1	-1.5	text	true	nil	inf	1099511627776
local t = back{1, 2, {3, x = "y"}, name = "n", [10] = false} print(t[1], t[2], t[3][1], t[3].x, t.name, t[10]) -- expect: 1	2	3	y	n	false
print(pcall(buffer.encode, print)) print((pcall(buffer.encode, {[{}] = {}}))) -- expect: false	cannot serialize 'function' -- expect: true
print(pcall(buffer.decode, "")) print(pcall(buffer.decode, "\255")) -- expect: false	unexpected end of buffer -- expect: false	unexpected end of buffer
local d = buffer.new{dict = {"name", "value"}} d:encode{name = 1, value = 2} print(#d < 10) local v = d:decode() print(v.name, v.value, #d) -- expect: false -- expect: 1	2	0
local e = buffer.new() e:encode(1) e:encode("two") print(e:decode(), e:decode(), pcall(e.decode, e)) -- expect: 1	two	false	unexpected end of buffer
local big = buffer.new() for i = 1, 1000 do big:put(i, ",") end print(#big, #tostring(big), big:skip(3890):get(10)) -- expect: 3893	3893	00,
print(b:free(), #b, b:put("again"):get())                   -- expect: 	0	again
