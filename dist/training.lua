-- SPDX-License-Identifier: Apache-2.0
-- What `perilune lua` does once after it was built, so that Java remembers the classes it loaded and how their code
-- is used: a bit of everything, and of what programs do most, enough to be compiled.
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

-- A text file, written and read again.
local name = os.tmpname()
local letters = {}
for i = 1, 6000 do
    local word = {}
    for j = 1, 12 do
        local c = (i * 7 + j * j * 31 + i * j) % 26
        word[j] = string.char(97 + c)
    end
    letters[i] = table.concat(word)
end
local file = assert(io.open(name, "w"))
for i, word in ipairs(letters) do
    file:write(i, " ", word, " ", word:upper(), " ", word:reverse(), "\n")
    if i % 3 == 0 then file:write("# ", word:rep(3, "-"), "\n") end
end
file:close()

-- Lines, words and their frequencies; parts of strings as keys, absent keys made on demand.
local function frequencies()
    local words, lines, longest = {}, 0, ""
    for line in io.lines(name) do
        lines = lines + 1
        if line:sub(1, 1) ~= "#" then
            local number, word = line:match("^(%d+) (%l+)")
            words[word] = (words[word] or 0) + tonumber(number)
            for part in line:gmatch("%u+") do words[part] = (words[part] or 0) + 1 end
        elseif #line > #longest then
            longest = line
        end
    end
    local sorted = {}
    for word in pairs(words) do sorted[#sorted + 1] = word end
    table.sort(sorted, function(a, b)
        local wa, wb = words[a], words[b]
        return wa == wb and a < b or wa > wb
    end)
    return sorted, words
end

local function pieces(sequence, size)
    local sub, seen = string.sub, {}
    for i = 1, #sequence - size + 1 do
        local piece = sub(sequence, i, i + size - 1)
        seen[piece] = (seen[piece] or 0) + 1
    end
    return seen
end

local sink = assert(io.open(name .. ".out", "w"))
io.output(sink)
local swapped = setmetatable({}, { __index = function(t, key)
    local value = key:sub(-1) .. key:sub(1, -2)
    t[key] = value
    return value
end })
local whole = table.concat(letters)
for round = 1, 5 do
    local sorted, words = frequencies()
    for i = 1, #sorted, 4 do
        io.write(string.format("%-20s %6d %.3f\n", sorted[i], words[sorted[i]], i / round))
    end
    for size = 1, 12, 3 do
        local n = 0
        for piece, times in pairs(pieces(whole:sub(1, 15000), size)) do n = n + times end
        io.write(n, "\n")
    end
    for i = 1, #whole - 16, 16 do
        io.write(swapped[whole:sub(i, i + 3)], swapped[whole:sub(i + 4, i + 7)], swapped[whole:sub(i + 8, i + 11)],
            swapped[whole:sub(i + 12, i + 15)], "\n")
    end
    local sum = 0
    for i = 1, #whole do sum = (sum + whole:byte(i) * i) % 65521 end
    local replaced = whole:sub(1, 20000):gsub("[aeiou]", "<%0>"):gsub("<(%a)>", { a = "A", e = "E" })
    local built = ""
    for i = 1, 2000 do built = built .. letters[i] end
    io.write(sum, " ", #replaced, " ", #built, " ", tostring(built == whole), "\n")
end
sink:close()
io.output(io.stdout)

-- Objects, closures and tables.
local Account = {}
Account.__index = Account
function Account.new(owner) return setmetatable({ owner = owner, balance = 0, log = {} }, Account) end
function Account:deposit(amount)
    self.balance = self.balance + amount
    self.log[#self.log + 1] = { kind = "deposit", amount = amount }
    return self
end
local function counter(step)
    local n = 0
    return function(...)
        n = n + step + select("#", ...)
        return n
    end
end
local total = 0
for i = 1, 3000 do
    local account = Account.new("owner" .. i % 10)
    for amount = 1, 5 do account:deposit(amount) end
    local count = counter(i)
    total = total + account.balance + count(1, 2) + #account.log
    local list = { i, i + 1, i + 2, n = 3 }
    table.insert(list, 1, total)
    table.remove(list)
    total = total + select(2, unpack(list)) + math.max(i, 3) + math.floor(i / 3) + #tostring(i / 7)
    if not pcall(function() if i % 10 == 0 then error({ code = i }) end end) then total = total + 1 end
end
local threads = 0
for i = 1, 500 do
    for value in coroutine.wrap(function() for j = 1, 4 do coroutine.yield(j) end end) do threads = threads + value end
end
print(total, threads)

-- A program of many functions, as large applications are.
local function source(from, to)
    local lines = {}
    for i = from, to do
        lines[#lines + 1] = ([[
local function f%d(self, name, options)
    options = options or {}
    local result, count = {}, 0
    for key, value in pairs(options) do
        if type(value) == "string" and #value > %d then
            result[#result + 1] = key .. "=" .. value
            count = count + 1
        elseif value == true then
            result[key] = not result[key]
        end
    end
    while count < %d do count = count + 2 end
    if self and self.name == name then self.count = (self.count or 0) + count * %d end
    local ok, message = pcall(string.format, "%%s:%%d", name, count)
    return ok and message or nil, function(x) return x + count, name end
end
M.f%d = f%d
M.list[%d] = { name = "f%d", call = f%d, %d, "text %d" }
]]):format(i, i % 7, i % 50, i, i, i, i, i, i, i, i)
    end
    return "local M = ...\n" .. table.concat(lines) .. "return M\n"
end
for part = 1, 12 do
    local M = assert(loadstring(source(part * 100, part * 100 + 60), "@part" .. part))({ list = {} })
    for i, entry in pairs(M.list) do
        local message, more = entry.call({ name = "x" }, entry.name, { a = "longer than that", b = true })
        assert(more(1))
    end
end
os.remove(name)
os.remove(name .. ".out")
