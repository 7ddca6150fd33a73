-- Chunks that only write down data run without a class of their own. Each must do what the same text does as code,
-- which a function in it makes it.
local function shown(value, seen)
    if type(value) ~= "table" then return type(value) == "string" and ("%q"):format(value) or tostring(value) end
    seen = seen or {}
    if seen[value] then return "<" .. seen[value] .. ">" end
    seen.count = (seen.count or 0) + 1
    seen[value] = seen.count
    local parts = { "#" .. #value }
    for k, v in pairs(value) do parts[#parts + 1] = shown(k, seen) .. "=" .. shown(v, seen) end
    return "{" .. table.concat(parts, " ") .. "}"
end

local function outcome(text, environment)
    local chunk = assert(loadstring(text, "=data"))
    if environment then setfenv(chunk, environment) end
    local result = { pcall(chunk) }
    for i = 1, select("#", unpack(result)) do result[i] = shown(result[i]) end
    return table.concat(result, ", ") .. (environment and " globals " .. shown(environment) or "")
end

local texts = {
    "return 1, 'two', nil, true, false, {}",
    "",
    "return",
    "return -5, - -5, -0, 1/0, -1/0, 2^10, not nil, not 0, (7)",
    "return {1, 2, 3, [5] = 5, n = 3, ['a b'] = {x = {}}, [true] = 1, [1.5] = 'x', [-1] = 0}",
    "return {1, nil, 3}, {nil, nil, 3}, {n = nil}, {[1] = nil}, {1, 2, nil}",
    "return {1, [1] = 2, [2] = 3, 4}",
    "return {a = 1, a = 2, b = 3}",
    "local a, b, c = 1, {2} return a, b[1], c, b[2], b.x",
    "local a = 1 local a = {a, a} do local a = 3 end return a",
    "local t = {} t.x = 1 t[1] = t t[t.x] = 5 t['y'] = {t} return t",
    "do local t = {1} t[2] = {up = t} return t end",
    "do end do local x = 1 end return x",
    "return {1 + 2, 3 * 4 - 5, 6 / 4, -(1 + 1)}",
    "a = 1 b = a + 1 c = {a, b, d} a = nil e = 'x'",
    "name = 'server' list = {name} list2 = list return list == nil",
    "return \"\\0\\255\", 'ü', [[\nlong]]",
    "x = 5 return x, y",
    -- what only code can answer
    "return nil + 1", "return {[nil] = 1}", "return {[0/0] = 1}", "local t = {} t[nil] = 1",
    "local s = 'x' return s.y", "return ('x').len", "return undefined.field", "x = 1 y = x.z.w",
    "return '5' + 1, 1 + '0x10'", "return -'5'", "return -{}", "local t t.x = 1", "x = {} x.y = 1 return x",
    "return known.value, known.other", "known.value = 9", "return guarded.x",
}
local failures = 0
for _, text in ipairs(texts) do
    for _, named in ipairs { false, true } do
        local function environment()
            return named and { known = { value = 7 }, guarded = setmetatable({}, { __index = function(_, k) return k end }) } or nil
        end
        local asData = outcome(text, environment())
        local asCode = outcome("local _ = function() end " .. text, environment())
        if asData ~= asCode then
            failures = failures + 1
            print(text, asData, asCode)
        end
    end
end
print(#texts, failures)                                      -- expect: 34	0

-- globals behind a metatable
local log = {}
local guarded = setmetatable({}, { __newindex = function(t, k, v) log[#log + 1] = k rawset(t, k, v) end, __index = { z = 3 } })
print(setfenv(loadstring("a = 1 b = z return z"), guarded)(), table.concat(log, " "), guarded.b) -- expect: 3	a b	3

-- nothing has happened when an error comes later
local globals = {}
print(pcall(setfenv(loadstring("a = 1 b = nothing.x", "=late"), globals)))  -- expect: false	late:1: attempt to index global 'nothing' (a nil value)
print(globals.a, globals.b)                                  -- expect: 1	nil

-- chains that are too long to be walked over
local chain = loadstring("return 1" .. ("+1"):rep(100000))
print(chain(), coroutine.wrap(chain)())                      -- expect: 100001	100001

-- each run makes new tables, also when there have been many
local make = loadstring("return {1}")
local seen, count = {}, 0
for _ = 1, 20 do
    local t = make()
    if not seen[t] and t[1] == 1 then count = count + 1 end
    seen[t] = true
end
print(count)                                                 -- expect: 20

-- what else functions are asked
local f = loadstring("\nreturn {\n 1,\n x}", "=asked")
local info = debug.getinfo(f)
print(info.what, info.short_src, info.linedefined, info.lastlinedefined, info.nups, info.func == f)  -- expect: main	asked	0	4	0	true
print(next(debug.getinfo(f, "L").activelines) ~= nil)        -- expect: true
print(debug.getupvalue(f, 1), getfenv(f) == _G)              -- expect: nil	true
print(loadstring(string.dump(f))()[1])                       -- expect: 1
setfenv(f, { x = 8 })
print(f()[2], string.dump(f) ~= nil, f()[2])                 -- expect: 8	true	8
print(select("#", loadstring("")()), select("#", loadstring("return nil, nil")()))  -- expect: 0	2
print(coroutine.wrap(loadstring("return 1, 2"))())           -- expect: 1	2
print(pcall(loadstring("return 1, 2"), 5))                   -- expect: true	1	2

-- a hook sees its lines
local lines = {}
local hooked = loadstring("local a = 1\nlocal b = 2\nreturn a + b", "=hooked")
debug.sethook(function(_, line)
    if debug.getinfo(2, "S").short_src == "hooked" then lines[#lines + 1] = line end
end, "l")
local sum = hooked()
debug.sethook()
print(sum, table.concat(lines, " "))                         -- expect: 3	1 2 3
