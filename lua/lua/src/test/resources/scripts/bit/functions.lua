local bit = require "bit"
print(bit.tobit(0xffffffff), bit.tobit(2^31), bit.tobit(2^32 + 5), bit.tobit(-1), bit.tobit(1.5), bit.tobit(2.5), bit.tobit("0x10")) -- expect: -1	-2147483648	5	-1	2	2	16
print(bit.tohex(255), bit.tohex(-1), bit.tohex(255, 2), bit.tohex(255, -4), bit.tohex(0xdeadbeef, 0), bit.tohex(1, 100)) -- expect: 000000ff	ffffffff	ff	00FF		0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001
print(bit.bnot(0), bit.bnot(-1))                            -- expect: -1	0
print(bit.band(12, 10), bit.bor(12, 10), bit.bxor(12, 10), bit.band(1, 3, 7), bit.bor(1, 2, 4, 8), bit.bxor(1, 1, 1), bit.band(5)) -- expect: 8	14	6	1	15	1	5
print(bit.lshift(1, 31), bit.lshift(1, 32), bit.lshift(1, 33), bit.rshift(-1, 28), bit.arshift(-256, 4), bit.arshift(256, 4), bit.lshift(3, -1)) -- expect: -2147483648	1	2	15	-16	16	-2147483648
print(bit.rol(0x12345678, 8), bit.ror(0x12345678, 8), bit.rol(1, 32), bit.bswap(0x12345678), bit.bswap(bit.bswap(99))) -- expect: 878082066	2014458966	1	2018915346	99
print(pcall(bit.band)) print(pcall(bit.bnot, {})) print(pcall(bit.lshift, 1)) print(pcall(bit.tohex, "z")) -- expect: false	bad argument #1 to '?' (number expected, got no value) -- expect: false	bad argument #1 to '?' (number expected, got table) -- expect: false	bad argument #2 to '?' (number expected, got no value) -- expect: false	bad argument #1 to '?' (number expected, got string)
local sum = 0 for i = -5, 5 do sum = sum + bit.band(i, 7) * bit.lshift(1, i % 3) end print(sum) -- expect: 108
