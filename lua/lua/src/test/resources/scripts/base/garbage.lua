-- except when split: the arrays of a split function keep what was in variables of blocks that have ended
-- except when suspended: traced functions are split, too
print(type(collectgarbage("count")), collectgarbage("stop"), collectgarbage("restart")) -- expect: number	0	0
print(collectgarbage("setpause", 100), collectgarbage("setpause", 200)) -- expect: 200	100
print(collectgarbage("isrunning"), collectgarbage(), collectgarbage("step")) -- expect: true	0	false
print(pcall(collectgarbage, "foo"))                    -- expect: false	bad argument #1 to '?' (invalid option 'foo')
local p = newproxy(true)
getmetatable(p).__len = function() return 9 end
print(#p, #newproxy(p), type(newproxy()))              -- expect: 9	9	userdata
print(pcall(newproxy, 1))                              -- expect: false	bad argument #1 to '?' (boolean or proxy expected)
-- The JVM's collector hands over what it has found in its own time.
local function collected(done) for _ = 1, 50 do collectgarbage() if done() then return true end end end
local order, closed, kept = {}
for i = 1, 5 do local p = newproxy(true) getmetatable(p).__gc = function() order[#order + 1] = i end end
print(collected(function() return #order == 5 end))    -- expect: true
local function hold()
  local resource, p = {name = "file"}, newproxy(true)
  getmetatable(p).__gc = function() closed = resource.name end
  resource[p] = true
end
hold() print(collected(function() return closed end), closed) -- expect: true	file
local function again() local p = newproxy(true) getmetatable(p).__gc = function(o) kept = o end end
again() print(collected(function() return kept end), type(kept)) -- expect: true	userdata
-- Who restarts the collector and waits for less memory gets there.
collectgarbage("stop")
local function waste() local long = string.rep("x", 1e7) return collectgarbage("count") end
local before = waste()
collectgarbage("restart")
print(collectgarbage("count") < before)                -- expect: true
