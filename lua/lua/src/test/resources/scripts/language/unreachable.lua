-- SPDX-License-Identifier: Apache-2.0
-- Code that is reached only from behind, or never.
do
    local out = {}
    goto b
    ::a::
    out[#out + 1] = "a"
    goto c
    ::b::
    out[#out + 1] = "b"
    goto a
    ::c::
    print(table.concat(out)) -- expect: ba
end
local function f(n)
    do
        local x, y = n, {}
        goto last
    end
    ::back::
    do return "back", n end
    ::last::
    n = n + 1
    if n > 3 then goto back else goto last end
end
print(f(1)) -- expect: back	4
local function g(n)
    while true do
        do return n end
        for i = 1, n do print(i) end
    end
end
print(g(2)) -- expect: 2
local function h(t)
    for i = 1, 3 do
        local v = t[i]
        repeat
            if not v then break end
            local w = tostring(v) .. "!"
            do break end
            for k in pairs(w) do print(k) end
        until w
        t = { t[1], t[2], i == 2 and { v } or t[3] }
    end
    return #t, type(t[3])
end
print(h({ "a", "b" })) -- expect: 3	table
local function k(n)
    local s = 0
    for i = n, 1, -1 do
        for j = 1, i do
            if j % 2 == 0 then goto continue end
            local c = function() return s + j end
            s = c()
            ::continue::
        end
        if s > 100 then return s, i end
        do return s end
        s = s + 1
    end
end
print(k(4)) -- expect: 4
local function never(n)
    do return "done" end
    for i = 1, n do
        if nil then goto skip end
        do return i end
        ::skip::
    end
end
print(never(3)) -- expect: done
