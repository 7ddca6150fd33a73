-- What runs for the first time where the stack ends must not stay broken.
local features = {
  load = function() return assert(load("local a = ... return function() return a end"))(1)() end,
  format = function() return string.format("%5.2f %d %q %x %g", 1.5, 3, "y\n", 255, 1e300) end,
  gsub = function() return (("hello"):gsub("(l)(l)", "%2%1")) end,
  gmatch = function() for word in ("a b"):gmatch("%a") do return word end end,
  sort = function() table.sort({3, 1, 2}, function(a, b) return a < b end) end,
  concat = function() return table.concat({1, 2.5, "x"}, ",") .. 3.25 end,
  tonumber = function() return tonumber("0x1p4") + tonumber("12.5e3") + tonumber("zz", 36) end,
  coroutine = function() return coroutine.wrap(function(a) return coroutine.yield(a) end)(1) end,
  error = function() return select(2, pcall(function() local t; t.x = 1 end)) end,
  xpcall = function() return xpcall(error, function(e) return e end, "x") end,
  closure = function() local s = 1 local f = function() s = s + 1 end f() return s end,
  vararg = function() return (function(...) return select("#", ...) end)(1, 2, 3, 4, 5, 6) end,
  buffer = function()
    package.loaded["string.buffer"] = nil          -- a load that overflowed is remembered as one that failed
    return #require "string.buffer".encode({a = 1})
  end,
  date = function() return os.date("!%Y", 0) end,
}
local depth
local function dive(n) depth = n return 1 + dive(n + 1) end
pcall(dive, 0)
pcall(dive, 0)

local broken = {}
local function try(name, feature)
  local ok, message = pcall(feature)
  if not ok and not tostring(message):find("stack overflow", 1, true) then
    broken[#broken + 1] = name .. ": " .. tostring(message)
  end
  return ok
end
for name, feature in pairs(features) do
  local function deep(n)
    if n > depth - 30 then try(name, feature) end
    return 1 + deep(n + 1)
  end
  pcall(deep, 0)
  if not try(name, feature) then broken[#broken + 1] = name end
end
print(table.concat(broken, "\n"))                    -- expect:

-- A protected call at the very end leaves the overflow to one with some stack left.
local caught
local function protect()
  local ok, message = pcall(protect)
  if not ok then caught = load("return function() return 1 end")()() end
  return true
end
local ok, result = pcall(protect)
print(ok, result, caught)                        -- expect: true	true	1
