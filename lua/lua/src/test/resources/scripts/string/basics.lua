local s = "hello"
print(s:sub(2, 3), s:sub(-3), s:sub(2, -2), s:sub(0), s:sub(10), s:sub(-100, 2)) -- expect: el	llo	ell	hello		he
print(s:byte(), s:byte(-1), s:byte(2, 4))      -- expect: 104	111	101	108	108
print(select("#", s:byte(10)))                 -- expect: 0
print(string.char(72, 105), string.char() == "") -- expect: Hi	true
print(s:upper(), ("HeLLo"):lower(), s:len(), s:reverse()) -- expect: HELLO	hello	5	olleh
print(("ab"):rep(3), ("ab"):rep(3, ","), ("ab"):rep(0), ("x"):rep(1, ",")) -- expect: ababab	ab,ab,ab		x
print(pcall(string.char, 256))                 -- expect: false	bad argument #1 to '?' (invalid value)
print(("\200\65"):byte(1, -1))                 -- expect: 200	65
print(("x"):rep(2.9), s:sub(1, 2^40), s:byte(1.99)) -- expect: xx		104
print(string.rep(12, 2), #("a\0b"))            -- expect: 1212	3

-- changes of case take eight bytes at once: all bytes, at all offsets
local all = {}
for i = 0, 255 do all[i + 1] = string.char(i) end
all = table.concat(all)
local function one_by_one(s, change) return (s:gsub(".", function(c) return change(c) end)) end
local same = true
for i = 1, 20 do
    local s = all:sub(i) .. all:sub(1, 3 * i)
    same = same and s:upper() == one_by_one(s, string.upper) and s:lower() == one_by_one(s, string.lower)
end
print(same, #all:upper())                                  -- expect: true	256
print((all:upper():gsub("[^%a]", "")))                     -- expect: ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ
print(("ab[`{@Z z"):upper(), ("AB[`{@Z z"):lower())        -- expect: AB[`{@Z Z	ab[`{@z z

-- short parts may be the same object as earlier ones: they are keys as any others
local seen, count = {}, 0
for turn = 1, 2 do
    for n = 2, 9 do
        for i = 1, 30 do
            local key = ("abcdefghijklmnopqrstuvwxyz\0\0\0abcdefghi"):sub(i, i + n - 1)
            if not seen[key] then seen[key] = n; count = count + 1 end
            if seen[key] ~= #key then print("wrong", key) end
        end
    end
end
print(count, seen["abc"], seen["z\0"], seen["\0\0"], seen["\0\0\0"])  -- expect: 231	3	2	2	3
