-- Positions that are no ints count as the smallest one.
print(select("#", ("abc"):byte(2^31, 2^31)))       -- expect: 0
print(select("#", ("abc"):byte(1e15, 1e15)))       -- expect: 0
print(select("#", ("abc"):byte(2^31 - 1, -2^31)))  -- expect: 0
print(select("#", ("abc"):byte(2^31 - 1, 2^31 - 1)))  -- expect: 0
print(("abc"):byte(-2^31, 1))                      -- expect: 97
print(("abc"):byte(3, 2^31 - 1))                   -- expect: 99
print(("[%s]"):format(("abc"):sub(2^31 - 1, 2^31)))   -- expect: []
print(("[%s]"):format(("abc"):sub(-2^31, 2)))      -- expect: [ab]
