-- SPDX-License-Identifier: Apache-2.0
-- What is asked about functions, hooks and environments.
local function lines(f)
  local all = {}
  for line in pairs(debug.getinfo(f, "L").activelines) do all[#all + 1] = line end
  table.sort(all)
  return table.concat(all, " ")
end
print(lines(function() end))                                    -- expect: 9
print(lines(function(...) print(...) end))                      -- expect: 10
print(lines(function(a)
  return a
end))                                                           -- expect: 12
print(lines(function()
end))                                                           -- expect: 15

print(debug.getinfo(loadstring("", "=before\0after")).source)   -- expect: =before
print(debug.getinfo(loadstring("--\0")).source)                 -- expect: --
local stripped = string.dump(function() return 1 end, true)
print(debug.getinfo(loadstring(stripped, "=given")).short_src)  -- expect: given
print(debug.getinfo(loadstring(stripped)).short_src)            -- expect: [string "..."]

local once = 1
local function never() return once end
local changing = 2
local function change() changing = changing + 1 return changing end
debug.upvaluejoin(never, 1, change, 1)
print(never())                                                  -- expect: 2

debug.sethook(print, "", -5)
print(select(3, debug.gethook()))                               -- expect: -5
debug.sethook()

print(debug.getfenv(newproxy()) == _G, debug.getfenv(io.stdout) == _G) -- expect: true	true
local userdata, environment = newproxy(), {}
debug.setfenv(userdata, environment)
print(debug.getfenv(userdata) == environment)                   -- expect: true
