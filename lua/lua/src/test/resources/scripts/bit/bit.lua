print(bit.band(0xff, 0x0f), bit.bor(1, 2, 4), bit.bxor(5, 1), bit.bnot(0)) -- expect: 15	7	4	-1
print(bit.lshift(1, 31), bit.rshift(-1, 28), bit.arshift(-16, 2), bit.lshift(1, 33)) -- expect: -2147483648	15	-4	2
print(bit.rol(0x12345678, 8), bit.ror(0x12345678, 8), bit.bswap(0x12345678)) -- expect: 878082066	2014458966	2018915346
print(bit.tobit(2^32 + 5), bit.tobit(0.5), bit.tobit(1.5), bit.tobit(1e100), bit.tobit("0x10")) -- expect: 5	0	2	630506365	16
print(bit.tohex(255), bit.tohex(255, 4), bit.tohex(-1, -4)) -- expect: 000000ff	00ff	FFFF
print(pcall(bit.band))                                   -- expect: false	bad argument #1 to '?' (number expected, got no value)
