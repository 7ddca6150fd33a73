local function add(a, b) return a + b end
local dumped = string.dump(add)
print(dumped:byte(1), load(dumped, "=d", "b")(1, 2))     -- expect: 27	3
print(load(dumped, "=d", "t"))                           -- expect: nil	attempt to load chunk with wrong mode
print(pcall(string.dump, print))                         -- expect: false	unable to dump given function
