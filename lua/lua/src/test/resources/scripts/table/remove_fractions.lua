-- A position with a fraction takes out its whole part, and one item fewer moves up, as in LuaJIT.
local function removed(position, ...)
  local t = {...}
  print(table.remove(t, position), #t, table.concat(t, " "))
end
removed(1.5, 1, 2, 3)         -- expect: 1	2	2 2
removed(2.5, 1, 2, 3, 4, 5)   -- expect: 2	4	1 3 4 4
removed(2.25, 1, 2, 3)        -- expect: 2	2	1 2
removed(3.5, 1, 2, 3)         -- expect: nil	3	1 2 3
removed(0.5, 1, 2, 3)         -- expect: nil	3	1 2 3
removed(0/0, 1, 2, 3)         -- expect: nil	3	1 2 3
removed("2", 1, 2, 3)         -- expect: 2	2	1 3
