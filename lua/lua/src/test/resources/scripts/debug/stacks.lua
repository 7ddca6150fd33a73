-- SPDX-License-Identifier: Apache-2.0
-- Stacks of coroutines that have failed, levels of tracebacks, what takes part in them.
local failed = coroutine.create(function()
  local function bad() error("failed") end
  bad()
end)
coroutine.resume(failed)
print((debug.traceback(failed, "all"):gsub("\n%s*", " ")))      -- expect: all stack traceback: [C]: in function 'error' stacks:4: in function 'bad' stacks:5: in function <stacks:3>
print((debug.traceback(failed, "one", 2):gsub("\n%s*", " ")))   -- expect: one stack traceback: stacks:5: in function <stacks:3>
local info = debug.getinfo(failed, 1, "nSl")
print(info.name, info.namewhat, info.what, info.currentline)    -- expect: bad	local	Lua	4
print(debug.getinfo(failed, 0, "n").name, debug.getinfo(failed, 3)) -- expect: error	nil

print((debug.traceback("none", -1):gsub("\n", " ")))            -- expect: none stack traceback:
print((debug.traceback(failed, "none", -1):gsub("\n", " ")))    -- expect: none stack traceback:
print(debug.traceback("cut\0here", 50) == "cut\nstack traceback:") -- expect: true

local own
own = coroutine.create(function()
  print((debug.traceback(own, "own"):gsub("\n%s*", " ")))       -- expect: own stack traceback: stacks:20: in function <stacks:19>
end)
coroutine.resume(own)

local function deep(n, level)
  local text = n == 0 and debug.traceback("", level) or n > 0 and deep(n - 1, level)
  return text
end
local function shape(n, level)
  local before, after = 0, 0
  local head, tail = deep(n, level):match("^(.*)\n\t%.%.%.(.*)$")
  for _ in (head or ""):gmatch("in function 'deep'") do before = before + 1 end
  for _ in (tail or ""):gmatch("in function 'deep'") do after = after + 1 end
  return before .. "+" .. after
end
print(coroutine.wrap(function()
  return shape(5, 1), shape(40, 1), shape(40, 6), shape(40, 20)
end)())                                                         -- expect: 0+0	11+8	6+8	0+8

local shown = setmetatable({}, { __tostring = function() error("shown", 2) end })
print(pcall(function() local text = tostring(shown) end))       -- expect: false	stacks:40: shown
local printed = setmetatable({}, { __tostring = function()
  return (debug.traceback("printed"):gsub("\n%s*", " "):match("^.- 'print'"))
end })
print(printed) -- expect: printed stack traceback: stacks:42: in function <stacks:41> [C]: in function 'print'
local named = setmetatable({}, { __tostring = function() return debug.getinfo(1, "n").name end })
print((tostring(named)))                                        -- expect: tostring
