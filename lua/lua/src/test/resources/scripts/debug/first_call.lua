-- A long function's code is made when it runs for the first time; nothing may show that.
local up = 1
local function long(a, b, ...)
    local text = "a text that makes this function long enough for code of its own, apart from its closures"
    if a == "error" then
        error("wrong")
    elseif a == "yield" then
        b = coroutine.yield(#text)
    elseif a == "self" then
        return debug.getinfo(1, "f").func, debug.getinfo(1, "l").currentline, debug.getinfo(1, "n").name
    end
    return up, b, select("#", ...)
end
local info = debug.getinfo(long, "SLu")
print(info.linedefined, info.lastlinedefined, info.nups)     -- expect: 3	13	1
print(info.activelines[4], info.activelines[12], info.activelines[2])  -- expect: true	true	nil
print(debug.setupvalue(long, 1, 2), debug.getupvalue(long, 1))  -- expect: up	up	2
local copy = loadstring(string.dump(long))
print(type(copy))                                            -- expect: function
print(long(nil, "b", 1, 2))                                  -- expect: 2	b	2
print(pcall(long, "error"))                                  -- expect: false	first_call:6: wrong
local func, line, name = long("self")
print(func == long, line, name)                              -- expect: true	10	long

local function make()
    return function(a, b)
        local text = "another text that makes this function long enough for code of its own, apart from its closures"
        if a then return coroutine.yield(#text) + b end
        return getfenv(1) == _G, setfenv(1, { x = 5 }) ~= nil
    end
end
local first, second = make(), make()
print(first == second, first ~= nil)                         -- expect: false	true
local thread = coroutine.wrap(first)
print(thread(1, 2), thread(3))                               -- expect: 94	5
print(second())                                              -- expect: true	true
print(getfenv(second).x, getfenv(first).x)                   -- expect: 5	nil

-- the first call under a hook
local lines = {}
local hooked = make()
debug.sethook(function(_, at) lines[#lines + 1] = at - info.linedefined end, "l")
hooked()
debug.sethook()
print(table.concat(lines, " ", 1, 4))                        -- expect: 40 24 25 26

-- the first call at the end of the stack
local function deep(n)
    local text = "a third text that makes this function long enough for code of its own, apart from its closures"
    return n + deep(n + 1) + #text
end
print((select(2, pcall(deep, 1)):gsub("^.-:%d+: ", "")))     -- expect: stack overflow
print(select(2, pcall(deep, 1)):match("overflow"))           -- expect: overflow
