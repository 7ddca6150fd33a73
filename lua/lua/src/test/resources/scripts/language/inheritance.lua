-- Fields found through several tables, which change meanwhile.
local function chain(depth, last) local t = last for _ = 1, depth do t = setmetatable({}, {__index = t}) end return t end
local function get(t) return t.field end
for depth = 0, 7 do local t = chain(depth, {field = depth}) io.write(" ", get(t), get(t), get(t), get(t)) end print() -- expect:  0000 1111 2222 3333 4444 5555 6666 7777
local a = {field = "a"} local b = setmetatable({}, {__index = a}) local c = setmetatable({}, {__index = b}) local d = setmetatable({}, {__index = c})
for _ = 1, 30 do get(d) end print(get(d)) -- expect: a
c.field = "c" print(get(d)) c.field = nil print(get(d)) b.other = 1 print(get(d)) b.field = "b" print(get(d)) b.field = nil -- expect: c -- expect: a -- expect: a -- expect: b
a.field = nil print(get(d)) a.field = "again" print(get(d)) getmetatable(c).__index = {field = "new"} print(get(d)) -- expect: nil -- expect: again -- expect: new
getmetatable(c).__index = function(_, k) return "made " .. k end print(get(d)) getmetatable(c).__index = nil print(get(d)) getmetatable(c).__index = b print(get(d)) -- expect: made field -- expect: nil -- expect: again
setmetatable(c, nil) print(get(d)) setmetatable(c, {__index = b}) print(get(d)) d.field = 1 print(get(d)) d.field = nil print(get(d)) -- expect: nil -- expect: again -- expect: 1 -- expect: again
local late = chain(3, {}) for _ = 1, 40 do get(late) end print(get(late)) getmetatable(getmetatable(getmetatable(late).__index).__index).__index.field = "late" print(get(late)) -- expect: nil -- expect: late
local Base = {} Base.__index = Base function Base:name() return "base" .. self.n end local classes = {Base}
for i = 2, 6 do local class = setmetatable({}, {__index = classes[i - 1]}) class.__index = class classes[i] = class end
for i = 1, 6 do local o = setmetatable({n = i}, classes[i]) for _ = 1, 25 do o:name() end io.write(" ", o:name()) end print() -- expect:  base1 base2 base3 base4 base5 base6
classes[4].name = function(self) return "four" .. self.n end for i = 1, 6 do io.write(" ", setmetatable({n = i}, classes[i]):name()) end print() -- expect:  base1 base2 base3 four4 four5 four6
local loop = {} setmetatable(loop, {__index = loop}) print(pcall(get, loop)) local x, y = {}, {} setmetatable(x, {__index = y}) setmetatable(y, {__index = x}) print(pcall(get, x)) -- expect: false	inheritance:3: loop in gettable -- expect: false	inheritance:3: loop in gettable
