local function made()
  local i = 2
  local x = i * 10
  local y = i
  local n = -x
  return function() return x, y, n end
end
print(made()())                                             -- expect: 20	2	-20
debug.sethook(function() end, "l")
print(made()())                                             -- expect: 20	2	-20
local fs = {}
for j = 1, 2 do local k = j + 0.5 local m = k * 2 fs[j] = function() return k, m end end
print(fs[1]()) print(fs[2]())                               -- expect: 1.5	3 -- expect: 2.5	5
local function changed()
  local i = 2
  debug.setlocal(1, 1, 3)
  local x = i * 10
  return function() return x end
end
print(changed()())                                          -- expect: 30
