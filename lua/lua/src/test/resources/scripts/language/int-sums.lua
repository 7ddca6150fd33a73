-- Operations on the bits of sums, and of loop counters.
local bit = require "bit" local band, bor, bxor, rol, tobit, bnot, rshift, lshift = bit.band, bit.bor, bit.bxor, bit.rol, bit.tobit, bit.bnot, bit.rshift, bit.lshift
local a, b, c = 4294967295, 0.5, 2^31
print(tobit(bor(1, 2) + a), tobit(bor(1, 2) + b), tobit(bor(1, 2) + c), tobit(bor(1, 2) + b + b), tobit(bor(1, 0) + a + c), tobit(bor(-1, 0) + b + c)) -- expect: 2	4	-2147483645	4	-2147483648	-2147483648
print(tobit(band(a, 1) - 1), tobit(bor(2^31, 0) - 1), tobit(bor(2^31 - 1, 0) + 1), bnot(band(3, 1) - 1), tobit(1 - bor(0, 5)), tobit(bor(1, 0) + (bor(2, 0) - 7))) -- expect: 0	2147483647	-2147483648	-1	-4	-4
print(tobit(bor(1, 0) + 2^52), tobit(bor(1, 0) + 2^48), tobit(bor(3, 0) + 2^47 + 2^47), tobit(bor(1, 0) + -2^48), tobit(bor(0, 0) - -2^31), tobit(bor(1, 0) + 1e300)) -- expect: 0	1	3	1	-2147483648	-2013235812
for _, v in ipairs{0, -0.0, 1.5, -1.5, 2^31, -2^31, 2^32 + 1, 2^40 + 3, -2^40 - 3, 2^47, "3"} do io.write(tobit(bor(7, 0) + v), " ", bxor(bor(7, 0) + v + v, 5), ";") end print() -- expect: 7 2;7 2;8 15;6 1;-2147483641 2;-2147483641 2;8 12;10 8;4 4;7 2;10 8;
for i = 2^31 - 2, 2^31 + 1 do io.write(band(i, 255), " ", rshift(i, 24), " ", tobit(i + 1), " ") end print() -- expect: 254 127 2147483647 255 127 -2147483648 0 128 -2147483647 1 128 -2147483646
for i = -3, 3 do io.write(band(i, 15), " ", bxor(i, i + 1), " ", lshift(i, 2), " ", tobit(i - 5), ";") end print() -- expect: 13 3 -12 -8;14 1 -8 -7;15 -1 -4 -6;0 1 0 -5;1 3 4 -4;2 1 8 -3;3 7 12 -2;
for i = 0.5, 2 do io.write(bor(i, 0), " ", bor(i + 1, 0), ";") end print() -- expect: 0 2;2 2;
for i = 2^30 - 1, 2^30 + 2 do io.write(tobit(i), " ", tobit(i + i), " ", tobit(i - 1), ";") end print() -- expect: 1073741823 2147483646 1073741822;1073741824 -2147483648 1073741823;1073741825 -2147483646 1073741824;1073741826 -2147483644 1073741825;
local s = 2 for i = 1, 9, s do io.write(lshift(1, i), " ", band(i, 6), ";") end print() -- expect: 2 0;8 2;32 4;128 6;512 0;
local n = 0 for i = 1, 3000 do n = bxor(n, rol(n, i) + i) + band(i, n) end print(n) -- expect: 786028255
local function h(x, y, z) return rol(bxor(x, y) + y + z, 7) + x end
local x, y, z = 1, 2, 3 for i = 1, 2000 do x, y, z = h(x, y, z), x, y if i % 500 == 0 then x = x + 0.5 end end print(tobit(x), tobit(y), tobit(z)) -- expect: 2094212617	230094078	-786666700
