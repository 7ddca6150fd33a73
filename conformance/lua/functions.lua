-- Calls, closures, varargs, tail calls, goto.
local function count(...) return select("#", ...), ... end
print(count(nil, nil))                          -- expect: 2	nil	nil
print((count(1, 2)))                            -- expect: 2
local function counter()
    local n = 0
    return function() n = n + 1 return n end
end
local a, b = counter(), counter()
print(a(), a(), b())                            -- expect: 1	2	1
local list = {}
for i = 1, 3 do list[i] = function() return i end end
print(list[1](), list[2](), list[3]())          -- expect: 1	2	3
local function loop(n) if n == 0 then return "end" end return loop(n - 1) end
print(loop(200000))                             -- expect: end
for i = 1, 3 do
    for j = 1, 3 do
        if j == 2 then goto continue end
        print(i, j)                             -- expect: 1	1 | 1	3 | 2	1 | 2	3 | 3	1 | 3	3
        ::continue::
    end
end
for i = 3, 1, -1 do io.write(i, " ") end print()  -- expect: 3 2 1
local sum = 0
for i = 0.1, 1, 0.3 do sum = sum + 1 end
print(sum)                                      -- expect: 4
local i = 1
i, list[i] = i + 1, "at one"
print(i, list[1])                               -- expect: 2	at one
print(pcall(function(...) return ... end, 1, 2))  -- expect: true	1	2
print((function(...) local a, b = ... return b, a end)(1, 2))  -- expect: 2	1
