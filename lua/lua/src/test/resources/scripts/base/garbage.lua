print(type(collectgarbage("count")), collectgarbage("stop"), collectgarbage("restart")) -- expect: number	0	0
print(collectgarbage("setpause", 100), collectgarbage("setpause", 200)) -- expect: 200	100
print(collectgarbage("isrunning"), collectgarbage(), collectgarbage("step")) -- expect: true	0	false
print(pcall(collectgarbage, "foo"))                    -- expect: false	bad argument #1 to '?' (invalid option 'foo')
local p = newproxy(true)
getmetatable(p).__len = function() return 9 end
print(#p, #newproxy(p), type(newproxy()))              -- expect: 9	9	userdata
print(pcall(newproxy, 1))                              -- expect: false	bad argument #1 to '?' (boolean or proxy expected)
do local u = newproxy(true) getmetatable(u).__gc = function() error("in __gc") end end
print(select(2, pcall(collectgarbage)):match("in __gc")) -- expect: in __gc
local order = {}
for i = 1, 5 do local p = newproxy(true) getmetatable(p).__gc = function() order[#order + 1] = i end end
collectgarbage() print(unpack(order))                  -- expect: 5	4	3	2	1
do
  local resource, p = {name = "file"}, newproxy(true)
  getmetatable(p).__gc = function() print("closing", resource.name) end
  resource[p] = true
end
collectgarbage()                                       -- expect: closing	file
local kept
do local p = newproxy(true) getmetatable(p).__gc = function(o) kept = o end end
collectgarbage() print(type(kept), getmetatable(kept).__gc ~= nil) -- expect: userdata	true
local before = collectgarbage("count")
do local t = {} for i = 1, 1e4 do t[i] = {} end end
local more = collectgarbage("count")
collectgarbage()
print(more > before + 500, collectgarbage("count") < more - 500) -- expect: true	true
