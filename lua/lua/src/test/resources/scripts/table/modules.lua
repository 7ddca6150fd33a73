local new, clear, nkeys = require "table.new", require "table.clear", require "table.nkeys"
local t = new(4, 4)
t[1], t.x = 1, 2
print(nkeys(t), table.nkeys == nkeys)                    -- expect: 2	true
clear(t)
print(next(t), nkeys(t), require("table.isempty")(t))    -- expect: nil	0	true
local isarray = require "table.isarray"
print(isarray({1, nil, 3}), isarray({x = 1}), isarray({}), isarray({[1.5] = 1})) -- expect: true	false	true	false
local copy = require("table.clone")(setmetatable({1, x = {}}, {}))
print(copy[1], type(copy.x), getmetatable(copy))         -- expect: 1	table	nil
