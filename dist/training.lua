-- SPDX-License-Identifier: Apache-2.0
-- What `perilune lua` does once after it was built, so that Java remembers the classes it loaded: a bit of everything.
local parts = {}
for i = 1, 100 do
    parts[#parts + 1] = ("%d:%s %5.2f %q"):format(i, tostring(i * 1.5), i, "x")
end
local text = table.concat(parts, ",")
local replaced, count = text:gsub("%d+", function(digits) return digits + 1 end)

local function vararg(...)
    local a, b = ...
    return a, b, select("#", ...)
end
local generator = coroutine.wrap(function(a)
    for i = 1, 3 do a = coroutine.yield(a + i) end
end)
generator(1)
generator(2)

local Point = {}
Point.__index = Point
function Point:length() return math.sqrt(self.x ^ 2 + self.y ^ 2) end
local point = setmetatable({ x = 3, y = 4 }, Point)

table.sort(parts, function(a, b) return a < b end)
for k, v in pairs(parts) do if k > 50 then break end end
for word in text:gmatch("%a+") do if word == "y" then break end end

print(count, vararg(1, 2), point:length(), text:find("5", 1, true), math.floor(3.5))
print(pcall(error, {}), pcall(function() local t; t.x = 1 end), xpcall(error, debug.traceback, "message"))
print(os.time() > 0, tonumber("0x10"), bit.band(255, 15), type(require "string"))
io.write(string.rep("x", 3), "\n")
assert(loadstring("return 1 + 1"))()
local i = 0
while i < 3 do
    i = i + 1
    goto continue
    ::continue::
end
repeat i = i - 1 until i == 0
