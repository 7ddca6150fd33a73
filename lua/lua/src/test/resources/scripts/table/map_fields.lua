-- SPDX-License-Identifier: Apache-2.0
-- Fields with constant names of tables that got computed keys: the same places in the code see them come, change
-- and go, in tables of both kinds.
local function map(count)
    local t = {}
    for i = 1, count do t["key" .. i] = i end
    return t
end

local function read(t) return t.key3, t.missing, t.later end
local function add(t) return t.key3 + (t.key4 or 0.5) end
local function write(t, value) t.key3 = value end

local t = map(10)
local sum = 0
for i = 1, 100 do
    write(t, i)
    sum = sum + read(t) + add(t)
end
print(sum) -- expect: 10500

-- The entry goes and comes back.
for _ = 1, 50 do
    write(t, nil)
    assert(read(t) == nil)
    write(t, "text")
    assert(read(t) == "text")
end
print(read(t)) -- expect: text	nil	nil
print(pcall(add, t)) -- expect: false	map_fields:11: attempt to perform arithmetic on field 'key3' (a string value)

-- The hash part is built anew, and the keys stand elsewhere.
write(t, 3)
for i = 1, 10 do if i ~= 3 and i ~= 4 then t["key" .. i] = nil end end
for i = 1, 30 do t["other" .. i] = i end
t.later = "late"
print(read(t)) -- expect: 3	nil	late
print(add(t)) -- expect: 7

-- Other maps and records at the same places.
for i = 1, 60 do
    local other = map(i % 7)
    assert(read(other) == (i % 7 >= 3 and 3 or nil))
    write(other, i)
    assert(other["key" .. 3] == i)
    local record = { key3 = i, later = true }
    local a, b, c = read(record)
    assert(a == i and b == nil and c == true)
    assert(add(record) == i + 0.5)
end

-- Metatables are asked for what is not there.
local asked = {}
local m = setmetatable(map(2), {
    __index = function(_, key) return key .. "?" end,
    __newindex = function(self, key, value) asked[#asked + 1] = key; rawset(self, key, value) end,
})
for i = 1, 60 do
    assert(read(m) == (i == 1 and "key3?" or i - 1))
    write(m, i)
end
print(#asked, read(m)) -- expect: 1	60	missing?	later?
m.key3 = nil
print((read(m))) -- expect: key3?
write(m, 1)
print(#asked) -- expect: 2

-- Weak ones lose what they hold.
local weak = setmetatable(map(4), { __mode = "v" })
for _ = 1, 60 do write(weak, {}); assert(weak.key4 == 4) end
collectgarbage()
collectgarbage()
print((read(weak))) -- expect: nil
-- Globals are such a table as soon as one was set by a computed name.
_G["computed" .. 1] = 1
for i = 1, 60 do
    counter = (counter or 0) + computed1
    assert(type(print) == "function")
end
print(counter) -- expect: 60

-- Methods of classes that are maps, or two tables away; classes change meanwhile.
local Base = { name = function() return "base" end }
Base.__index = Base
Base["computed" .. 2] = true
local Derived = setmetatable({ own = function() return "own" end }, Base)
Derived.__index = Derived
local Copied = {}
for k, v in pairs(Derived) do Copied[k] = v end
Copied.__index = Copied
local function call(o) return o:own() .. "," .. o:name() end
local seen = {}
for i = 1, 90 do
    local o = setmetatable({ i = i }, i % 2 == 0 and Derived or Copied)
    if i == 3 then setmetatable(Copied, Base) end
    if i == 40 then Base.name = function() return "other" end end
    if i == 60 then Derived.name = function() return "derived" end end
    if i == 70 then Derived.name = nil; Copied.own = function() return "new" end end
    if i == 80 then setmetatable(Derived, { __index = { name = function() return "third" end } }) end
    local ok, text = pcall(call, o)
    if not ok then text = text:gsub("^.-:%d+: ", "") end
    seen[#seen + 1] = i .. text
end
print(seen[1], seen[2], seen[3], seen[40], seen[41])
-- expect: 1attempt to call method 'name' (a nil value)	2own,base	3own,base	40own,other	41own,other
print(seen[60], seen[61], seen[70], seen[71], seen[80], seen[81])
-- expect: 60own,derived	61own,other	70own,other	71new,other	80own,third	81new,other
