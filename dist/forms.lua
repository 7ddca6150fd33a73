-- SPDX-License-Identifier: Apache-2.0
-- The forms of Lua as programs use them, for training.lua.
--[==[ A long comment, as libraries begin with:
usage: local forms = require "forms"
]==]
local setmetatable, getmetatable, type, pairs, ipairs = setmetatable, getmetatable, type, pairs, ipairs
local tostring, tonumber, select, error, assert, pcall = tostring, tonumber, select, error, assert, pcall
local insert, concat, remove, sort = table.insert, table.concat, table.remove, table.sort
local sub, byte, char, find, format, gsub, match = string.sub, string.byte, string.char, string.find, string.format,
    string.gsub, string.match
local floor, max, min, huge = math.floor, math.max, math.min, math.huge
local band, bor, lshift, rshift = bit.band, bit.bor, bit.lshift, bit.rshift
local unpack = unpack or table.unpack

local M = { _VERSION = "forms 1.0", null = {}, options = { indent = 2, strict = true, names = { "a", "b" } } }

-- --- objects -----------------------------------------------------------------------------------

local function class(parent)
    local made = setmetatable({}, { __index = parent, __call = function(self, ...) return self.new(...) end })
    made.__index = made
    function made.new(...)
        local object = setmetatable({}, made)
        if object.initialize then object:initialize(...) end
        return object
    end
    return made
end

local Stack = class()

function Stack:initialize(...)
    self.items, self.count = { ... }, select("#", ...)
end

function Stack:push(item, ...)
    if item == nil then return self end
    self.count = self.count + 1
    self.items[self.count] = item
    return self:push(...)
end

function Stack:pop()
    local count = self.count
    if count == 0 then error("the stack is empty", 2) end
    local item = self.items[count]
    self.items[count] = nil
    self.count = count - 1
    return item
end

Stack.__tostring = function(self) return "stack of " .. self.count .. " items: " .. concat(self.items, ", ") end
Stack.__eq = function(a, b) return a.count == b.count end
Stack.__lt = function(a, b) return a.count < b.count end
Stack.__le = function(a, b) return not (b < a) end
Stack.__add = function(a, b) return Stack.new(unpack(a.items)):push(unpack(b.items)) end
Stack.__concat = function(a, b) return tostring(a) .. "|" .. tostring(b) end
Stack.__len = function(self) return self.count end
Stack.__unm = function(self) return self:pop() and self end

local Named = class(Stack)
Named.__index = function(self, key)
    local found = rawget(Named, key) or Stack[key]
    return found
end
Named.__newindex = function(self, key, value) rawset(self, key, value) end

-- --- texts -------------------------------------------------------------------------------------

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\t"] = "\\t", ["\0"] = "\\0", ["\x7f"] = "\127" }

local function quote(text)
    return '"' .. gsub(text, '[%c"\\]', function(c)
        return escapes[c] or format("\\u%04x", byte(c))
    end) .. '"'
end

local encode
local encoders = {
    ["nil"] = function() return "null" end,
    boolean = tostring,
    number = function(value)
        if value ~= value or value == huge or value == -huge then error("not a number: " .. tostring(value)) end
        return value % 1 == 0 and format("%d", value) or format("%.14g", value)
    end,
    string = quote,
}

function encoders.table(value, level)
    local pieces, isArray = {}, #value > 0 or next(value) == nil
    local indent = ("  "):rep(level)
    if isArray then
        for i = 1, #value do pieces[i] = encode(value[i], level + 1) end
        return "[" .. concat(pieces, ",") .. "]"
    end
    for key, item in pairs(value) do
        local text = indent .. quote(tostring(key)) .. ": " .. encode(item, level + 1)
        pieces[#pieces + 1] = text
    end
    sort(pieces, function(a, b) return a < b end)
    return "{\n" .. concat(pieces, ",\n") .. "\n" .. sub(indent, 3) .. "}"
end

function encode(value, level)
    local encoder = encoders[type(value)]
    if not encoder then
        return error(format("cannot encode a %s", type(value)))
    end
    return encoder(value, level or 1)
end

-- A scanner, as parsers have it.
local function scanner(text)
    local at, line = 1, 1
    local scan = {}
    local function fail(message)
        error(format("%d: %s near '%s'", line, message, sub(text, at, at + 10)), 0)
    end
    function scan.next()
        while true do
            local c = byte(text, at)
            if not c then
                return nil
            elseif c == 10 then
                line, at = line + 1, at + 1
            elseif c == 32 or c == 9 or c == 13 then
                at = at + 1
            elseif c >= 48 and c <= 57 then
                local first, last = find(text, "^%d+%.?%d*[eE]?[+-]?%d*", at)
                if not first then fail("malformed number") end
                at = last + 1
                return "number", tonumber(sub(text, first, last))
            elseif (c >= 65 and c <= 90) or (c >= 97 and c <= 122) or c == 95 then
                local name = match(text, "^[%a_][%w_]*", at)
                at = at + #name
                return "name", name
            else
                at = at + 1
                return "sign", char(c)
            end
        end
    end
    scan.position = function() return at, line end
    return scan
end

local function parse(text)
    local scan = scanner(text)
    local kind, value
    local function advance()
        kind, value = scan.next()
    end
    local expression
    local function primary()
        local k, v = kind, value
        advance()
        if k == "number" then
            return { "number", v }
        elseif k == "name" then
            return { "name", v }
        elseif k == "sign" and v == "(" then
            local inner = expression(0)
            if value ~= ")" then error(") expected", 0) end
            advance()
            return inner
        end
        error("unexpected " .. tostring(v), 0)
    end
    local power = { ["+"] = 1, ["-"] = 1, ["*"] = 2, ["/"] = 2, ["^"] = 3 }
    function expression(limit)
        local left = primary()
        while kind == "sign" and power[value] and power[value] > limit do
            local operator = value
            advance()
            left = { operator, left, expression(power[operator]) }
        end
        return left
    end
    advance()
    return expression(0)
end

local operators = {
    ["+"] = function(a, b) return a + b end,
    ["-"] = function(a, b) return a - b end,
    ["*"] = function(a, b) return a * b end,
    ["/"] = function(a, b) return a / b end,
    ["^"] = function(a, b) return a ^ b end,
}

local function evaluate(tree, names)
    local tag = tree[1]
    if tag == "number" then return tree[2] end
    if tag == "name" then
        local value = names[tree[2]]
        return value ~= nil and value or error("unknown name " .. tree[2], 0)
    end
    return operators[tag](evaluate(tree[2], names), evaluate(tree[3], names))
end

-- --- numbers and loops -------------------------------------------------------------------------

local function matrix(rows, columns, fill)
    local made = {}
    for i = 1, rows do
        local row = {}
        for j = 1, columns do row[j] = fill and fill(i, j) or 0 end
        made[i] = row
    end
    return made
end

local function multiply(a, b)
    local n, m, p = #a, #b, #b[1]
    local product = matrix(n, p)
    for i = 1, n do
        local row, target = a[i], product[i]
        for j = 1, p do
            local sum = 0.0
            for k = 1, m do sum = sum + row[k] * b[k][j] end
            target[j] = sum
        end
    end
    return product
end

local function sieve(limit)
    local isPrime, found = {}, 0
    for i = 2, limit do isPrime[i] = true end
    for i = 2, limit do
        if isPrime[i] then
            found = found + 1
            for j = i * i, limit, i do isPrime[j] = false end
        end
    end
    return found
end

local function fibonacci(n)
    if n < 2 then return n end
    return fibonacci(n - 1) + fibonacci(n - 2)
end

local function checksum(text, seed)
    local a, b = seed or 1, 0
    for i = 1, #text do
        a = (a + byte(text, i)) % 65521
        b = (b + a) % 65521
    end
    return bor(lshift(b, 16), a), band(rshift(a, 4), 0xff), b / 3 - a * 2 ^ -3
end

local function search(items, wanted)
    local low, high = 1, #items
    while low <= high do
        local middle = floor((low + high) / 2)
        if items[middle] == wanted then
            return middle
        elseif items[middle] < wanted then
            low = middle + 1
        else
            high = middle - 1
        end
    end
    return nil, "not found"
end

local function countdown(from)
    local steps = 0
    repeat
        steps = steps + 1
        from = from - (from % 2 == 0 and 2 or 1)
        if steps > 100 then break end
        for step = 3, 1, -1 do
            if step == from then goto skip end
            steps = steps + 0.5
            ::skip::
        end
    until from <= 0
    return steps, -from, not steps, #tostring(steps)
end

-- --- functions ---------------------------------------------------------------------------------

local total = 0
local function counter(step)
    local count = 0
    return function(...)
        count = count + (step or 1)
        total = total + select("#", ...)
        return count, ...
    end, function() count = 0 end
end

local function map(list, f, ...)
    local mapped, n = {}, 0
    for index, item in ipairs(list) do
        n = n + 1
        mapped[n] = f(item, index, ...)
    end
    return mapped, n
end

local function memoize(f)
    local cache = setmetatable({}, { __mode = "k" })
    return function(key)
        local known = cache[key]
        if known == nil then
            known = f(key)
            cache[key] = known
        end
        return known
    end
end

local function three(a, b, c) return (a or 0) + (b or 0) + (c or 0) end
local function four(a, b, c, d) return three(a, b, c) + (tonumber(d) or 0) end
local function five(a, b, c, d, e) local first, second = four(a, b, c, d), e; return first, second end
local function six(a, b, c, d, e, f) local all = { a, b, c, d, e, f }; return all end
local function seven(a, b, c, d, e, f, g) return g, f, e, d, c, b, a end
local function eight(a, b, c, d, e, f, g, h) return a .. b .. c .. d .. e .. f .. g .. h end
local function nine(a, b, c, d, e, f, g, h, i) return i or h or g or f or e or d or c or b or a end
local function shift(first, ...) return ..., first end

local function tree(depth)
    return depth > 0 and { left = tree(depth - 1), right = tree(depth - 1), [1] = depth, [depth] = "x"; "y" } or {}
end

local function walk(node, depth)
    local queue = { { node, depth or 0 } }
    local seen = { [node] = true }
    while #queue > 0 do
        local entry = remove(queue, 1)
        for key, child in pairs(entry[1]) do
            if type(child) == "table" and not seen[child] then
                seen[child] = true
                insert(queue, { child, entry[2] + 1, name = key })
            end
        end
    end
end

local producer = function(limit)
    return coroutine.wrap(function()
        for i = 1, limit do
            local got = coroutine.yield(i, i * i)
            if got then return got end
        end
    end)
end

function M.open(name, mode, options)
    options = options or {}
    local file, message, code = io.open(name, mode or "rb")
    if not file then
        if options.strict then error(message .. " (" .. code .. ")") end
        return nil, message
    end
    local lines = {}
    for line in file:lines() do lines[#lines + 1] = line end
    file:close()
    return lines
end

function M.main(arguments)
    local stack = Stack.new(1, 2):push(3, 4)
    stack:pop()
    local pair = stack + Named.new("x")
    local text = stack .. pair
    assert(stack <= pair and stack ~= pair or stack == pair, "comparison")
    text = text .. encode({ a = 1, b = { 1, 2.5, "three\n" }, [7] = true, c = { d = {} } })
    text = text .. evaluate(parse("1 + 2 * (x - 3) ^ 2 / y"), { x = 5, y = 4 })
    local ok, message = pcall(parse, "1 + )")
    local broken, trace = xpcall(function() return stack.missing.field end, debug.traceback)
    local product = multiply(matrix(3, 3, function(i, j) return i + j end), matrix(3, 3))
    local next, reset = counter(2)
    next("a", "b")
    reset()
    local mapped = map({ 1, 2, 3 }, memoize(function(x) return x * 2 end))
    local a, b, c = checksum("text")
    a, b = b, a
    M.found, M.last = sieve(30), fibonacci(5)
    five(1, 2, 3, "4", { three(six(1, 2, 3, 4, 5, 6)[2], shift(7, 8)) })
    seven(eight(1, 2, 3, 4, 5, 6, 7, 8), nine(nil, false, 3))
    walk(tree(2))
    for i, square in producer(3) do c = c + square - i end
    search({ 1, 3, 5, 7 }, 5)
    countdown(9)
    M.open("/nowhere/at/all")
    local date = os.date("!*t", 0)
    if date.year == 1970 and (not ok or message) and broken == false and #trace > 0 and arguments ~= false then
        M.options.names[#M.options.names + 1] = date.month .. "/" .. date.day
    elseif product == nil then
        return false
    else
        M.options = nil
    end
    return true, mapped, product
end

forms = M
M.large = large
return M.main(...)
