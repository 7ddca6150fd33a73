-- Inserting and removing inside: items move, whatever kind they are of.
local function show(t) local s = {} for i = 1, #t do s[i] = tostring(t[i]) end return table.concat(s, " ") end
local numbers = {} for i = 1, 6 do table.insert(numbers, 1, i) end print(show(numbers), #numbers) -- expect: 6 5 4 3 2 1	6
table.insert(numbers, 3, 9.5) table.insert(numbers, 8, 0) table.insert(numbers, #numbers, -1) print(show(numbers)) -- expect: 6 5 9.5 4 3 2 1 -1 0
print(table.remove(numbers, 1), table.remove(numbers, 3), table.remove(numbers, #numbers), show(numbers)) -- expect: 6	4	0	5 9.5 3 2 1 -1
local texts = {"a", "b", "c"} table.insert(texts, 1, "z") table.insert(texts, 2, "y") print(show(texts), table.remove(texts, 2), show(texts)) -- expect: z y a b c	y	z a b c
local mixed = {1, "two", 3, {}, 5} mixed[4] = true table.insert(mixed, 2, 1.5) table.insert(mixed, 1, "first") print(show(mixed)) -- expect: first 1 1.5 two 3 true 5
print(table.remove(mixed, 1), table.remove(mixed, 2), show(mixed)) table.insert(mixed, 3, 7) table.insert(mixed, 3, "x") print(show(mixed)) -- expect: first	1.5	1 two 3 true 5 -- expect: 1 two x 7 3 true 5
local far = {1, 2, 3} table.insert(far, 7, "far") print(show(far), far[7], far[4]) far[7] = nil table.insert(far, 0, "zero") print(far[0], far[1], far[2], far[4]) -- expect: 1 2 3	far	nil -- expect: zero	nil	1	3
local holes = {1, nil, 3, nil} table.insert(holes, 1, "h") print(holes[1], holes[2]) print(table.remove(holes, 1), holes[1]) -- expect: h	1 -- expect: h	1
local grown = {} for i = 1, 100 do table.insert(grown, (i * 7) % i + 1, i) end local sum = 0 for i = 1, 100 do sum = sum + i * grown[i] end print(#grown, sum) -- expect: 100	171700
while #grown > 90 do table.remove(grown, #grown % 5 + 1) end sum = 0 for i = 1, #grown do sum = sum + i * grown[i] end print(#grown, sum, grown[91]) -- expect: 90	125584	nil
local queue = {} for i = 1, 50 do queue[#queue + 1] = i if i % 3 == 0 then table.remove(queue, 1) end end print(#queue, queue[1], queue[#queue]) -- expect: 34	17	50
local named = {x = 1, 10, 20, y = 2} table.insert(named, 1, 5) print(named.x, named.y, show(named), table.remove(named, 1), show(named)) -- expect: 1	2	5 10 20	5	10 20
print(pcall(table.insert, {1, 2}, 1)) print(table.remove({}, 1), #{table.remove({}, 5)}, table.remove({1, 2}, 3), table.remove({1, 2}, 2)) -- expect: true -- expect: nil	0	nil	2
