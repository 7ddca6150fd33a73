print(string.format("%d %5d|%-5d|%05d|%+d|% d", 42, 42, 42, 42, 42, 42)) -- expect: 42    42|42   |00042|+42| 42
print(string.format("%i %u %c%c %o %x %X %#x", 3.99, 7, 72, 105, 8, 255, 255, 255)) -- expect: 3 7 Hi 10 ff FF 0xff
print(string.format("%e %.3f %g %g %.14g", 12345.678, 2/3, 1e20, 0.1, 0.1)) -- expect: 1.234568e+04 0.667 1e+20 0.1 0.1
print(string.format("%5.1f|%-8.2f|%08.3f", 3.14159, 2.5, -3.14159))      -- expect:   3.1|2.50    |-003.142
print(string.format("%a %.2a", 0.1, 0.1))                -- expect: 0x1.999999999999ap-4 0x1.9ap-4
print(string.format("%s %10s|%-10s|%.2s", nil, "right", "left", "cut"))  -- expect: nil      right|left      |cu
print(string.format("%q", 'a "quoted"\\\0001\r'))        -- expect: "a \"quoted\"\\\0001\13"
print(string.format("%s", setmetatable({}, {__tostring = function() return "t" end}))) -- expect: t
print(#string.format("%s", "a\0b"), string.format("%%"), string.format("%d", "10")) -- expect: 3	%	10
print(string.format("%x %d", -1, 2^53))                  -- expect: ffffffffffffffff 9007199254740992
print(string.format("%f %5.1f %+g", 0/0, 1/0, -1/0))     -- expect: nan   inf -inf
print(pcall(string.format, "%y", 1))                     -- expect: false	invalid option '%y' to 'format'
print(pcall(string.format, "%100d", 1))                  -- expect: false	invalid option '%100' to 'format'
print(pcall(string.format, "%d", nil))                   -- expect: false	bad argument #2 to '?' (number expected, got nil)
print(pcall(string.format, "%d"))                        -- expect: false	bad argument #2 to '?' (value expected)
