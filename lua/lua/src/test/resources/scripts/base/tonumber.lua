print(tonumber("10"), tonumber(" 0x1p4 "), tonumber("1e1"))   -- expect: 10	16	10
print(tonumber("10", 2), tonumber("zz", 36), tonumber("8", 8)) -- expect: 2	1295	nil
print(tonumber("-ff", 16), tonumber("0x10", 16))              -- expect: -255	16
print(tonumber("18446744073709551616", 11))                   -- expect: 1.844674407371e+19
print(tonumber(""), tonumber("1 2"), tonumber("1e"))          -- expect: nil	nil	nil
print(tonumber({}), tonumber(nil), tonumber(true))            -- expect: nil	nil	nil
print(pcall(function() local x = tonumber("1", 99) end))         -- expect: false	tonumber:7: bad argument #2 to 'tonumber' (base out of range)
