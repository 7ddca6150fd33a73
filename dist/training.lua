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

-- The compiler is what a short program waits for: it sees Lua's forms once, but does no work, which Java would take for
-- the rule. The file comes from the code cache, where an earlier run has put it.
local forms = arg[0]:match("^.*/") .. "forms.lua"
assert(loadfile(forms))()
local source = assert(io.open(forms))
assert(loadstring(source:read("*a"), "@compiled/forms.lua"))()
source:close()

-- Enough code for blocks to become methods of their own, and a table that is made at once.
local block = [[
    for index, item in ipairs(input) do
        if type(item) == "table" and item.kind == "x" then
            output.sum = (output.sum or 0) + (item.weight or 1) * index
            output[#output + 1] = "<" .. item.kind .. ">" .. tostring(item.value)
            if item.done then return output end
        elseif item == "y" and not output[index] then
            output.seen = (output.seen or 0) + 1
        end
    end
]]
local large = "local input = ... local output = { " .. ("1, "):rep(30) .. "}\n" .. block:rep(8) .. "return output"
assert(assert(loadstring(large, "=large"))({ "y", { kind = "x", weight = 2 } }).sum == 32)

-- What looks at its own frames is compiled in another way.
local traced = assert(loadstring([[
    local function watched(a, ...)
        local sum = 0
        for i = 1, a do sum = sum + i end
        for _, item in ipairs({ ... }) do if item then sum = sum + #item end end
        return sum, debug.getlocal(1, 1)
    end
    local lines = 0
    debug.sethook(function() lines = lines + 1 end, "l")
    local sum = watched(2, "x")
    debug.sethook()
    return lines, sum
]], "=traced"))
print(traced())

local name = os.tmpname()
local file = assert(io.open(name, "w"))
file:write("1 line\n", 2, "\n")
file:close()
for line in io.lines(name) do print(line) end
file = io.open(name)
print(file:read("*n", "*l", "*a"), file:seek("set"), io.open("/nowhere/at/all"))
file:close()
os.remove(name)
print(pcall(require, "nowhere"))
print(pcall(function() return {} .. "x" end), pcall(function() return #nil end), loadstring("x = = 1"))
local proxy = newproxy(true)
getmetatable(proxy).__gc = function() end
local weak = setmetatable({}, { __mode = "k" })
weak[proxy] = { proxy }
_G["computed" .. #parts] = true
collectgarbage()
print(computed100, next(weak), tostring(print), string.format("%s %q", {}, "a\nb"))
