for i, v in ipairs({"a", "b", nil, "d"}) do print(i, v) end
-- expect: 1	a
-- expect: 2	b
local t = setmetatable({}, {
  __pairs = function(self) return function(_, k) if not k then return 1, "one" end end, self, nil end,
  __ipairs = function() return function(_, i) if i < 2 then return i + 1, "item" end end, nil, 0 end,
})
for k, v in pairs(t) do print(k, v) end     -- expect: 1	one
for i, v in ipairs(t) do print(i, v) end
-- expect: 1	item
-- expect: 2	item
print(next({}), next({5}))                   -- expect: nil	1	5
print(pcall(next, {}, "x"))                  -- expect: false	invalid key to 'next'
local seen = 0
local u = {a = 1, b = 2, c = 3}
for k in pairs(u) do u[k] = nil seen = seen + 1 end
print(seen, next(u))                         -- expect: 3	nil
