-- Functions of numbers that the compiler asks before it calls them.
local bit = require "bit"
local band, bor, bxor, bnot, tobit = bit.band, bit.bor, bit.bxor, bit.bnot, bit.tobit
local lshift, rshift, arshift, rol, ror, bswap = bit.lshift, bit.rshift, bit.arshift, bit.rol, bit.ror, bit.bswap
print(band(0xffffffff, 0x7fffffff), bor(1, 2, 4), bxor(1, 3, 5, 7), bnot(0), tobit(2^32 + 5)) -- expect: 2147483647	7	0	-1	5
print(lshift(1, 31), lshift(1, 32), rshift(-1, 28), arshift(-256, 4), rol(0x12345678, 8), ror(0x12345678, 8), bswap(0x12345678)) -- expect: -2147483648	1	15	-16	878082066	2014458966	2018915346
print(tobit(2^31), tobit(-2^31 - 1), tobit(2^40 + 7), tobit(2^51 - 1), tobit(1.5), tobit(2.5), tobit(-0.5), tobit(0.5)) -- expect: -2147483648	2147483647	7	-1	2	2	0	0
print(band(2^33 + 3.5, 255), bor(-1.5, 0), bxor(4294967295, 4294967295), band(-1, 4294967295)) -- expect: 4	-2	0	-1
print(band("7", 5), bor("0x10", 1), bit.band(6, "3"), rshift("256", 4)) -- expect: 5	17	2	16
print(band(7), band(7, 6, 5, 4, 3), bor(1, 2, 4, 8, 16), lshift(1, 2, 3)) -- expect: 7	0	31	4
local x = 3 print(bxor(x, band(x, bxor(x, bnot(lshift(x, rshift(x, 1)))))), bor(band(x, 1), lshift(band(x, 2), 3))) -- expect: 1	17
print(rol(bxor(x, band(7, x)) + 4294967290 + x, 5) + x, bxor(x + 0.5, 2), tobit(x * 4294967296.0 + 1)) -- expect: -62	6	1
print(pcall(band, {}, 1)) -- expect: false	bad argument #1 to '?' (number expected, got table)
print(pcall(function() local r = band(nil, 1) return r end)) -- expect: false	numeric-calls:14: bad argument #1 to 'band' (number expected, got nil)
print(pcall(function() local y = bor(1, {}) return y end)) -- expect: false	numeric-calls:15: bad argument #2 to 'bor' (number expected, got table)
print(pcall(function() return (lshift(1)) end)) -- expect: false	numeric-calls:16: bad argument #2 to 'lshift' (number expected, got no value)
print(pcall(function() return bxor("x", 1) + 1 end)) -- expect: false	numeric-calls:17: bad argument #1 to 'bxor' (number expected, got string)
print(pcall(function() local nope return nope.band(1, 2) end)) -- expect: false	numeric-calls:18: attempt to index local 'nope' (a nil value)
-- others of the same names
do
  local function band(a, b) return "mine", a, b end
  local function bor(a, b) return a + 0.5 end
  local bnot = setmetatable({}, {__call = function(self, v) return v, "called" end})
  print(band(1, 2)) print((band(1, 2)), bor(1, 2), bxor(bor(1, 2), 4), bnot(3)) -- expect: mine	1	2  -- expect: mine	1.5	6	3	called
  print(bnot(bor(2, 0)), band(bor(1, 1), bor(2, 2)), bxor(bor(2.5, 0), bor(3, 0))) -- expect: 2.5	mine	7
  local function max(n, acc) if n == 0 then return acc end return max(n - 1, acc + 1) end
  print(max(100000, 0)) -- expect: 100000
  local function floor() return end
  print(floor(1), (floor(1))) print(pcall(function() return floor(1) + 1 end)) -- expect: nil	nil  -- expect: false	numeric-calls:29: attempt to perform arithmetic on a nil value
  local function sqrt(v) return v end print(sqrt("x"), sqrt(nil), sqrt(2)) -- expect: x	nil	2
end
local floor, ceil, abs, max, min, fmod, sqrt = math.floor, math.ceil, math.abs, math.max, math.min, math.fmod, math.sqrt
print(floor(1.5), floor(-1.5), ceil(1.5), ceil(-0.5), abs(-3), abs(-0.0), max(1, 2), min(1, 2), fmod(-5, 3), fmod(5, -3)) -- expect: 1	-2	2	-0	3	0	2	1	-2	2
print(floor("3.7"), max("10", 9), abs("-4"), max(1, 2, 3), min(3, 2, 1), max(5)) -- expect: 3	10	4	3	1	5
print(tostring(sqrt(-1)):gsub("-", ""), sqrt(16), tostring(fmod(1, 0)):gsub("-", ""), math.pow(2, 10), math.exp(0), math.sin(0), math.cos(0)) -- expect: nan	4	nan	1024	1	0	1
local nan = 0/0 local a, b = max(nan, 1), max(1, nan) print(a == a, b == b) a, b = min(nan, 1), min(1, nan) print(a == a, b == b) -- expect: true	false  -- expect: true	false
print(pcall(floor, {})) print(pcall(function() local r = floor({}) return r end)) print(pcall(function() local r = max() return r end)) print(pcall(function() local r = max(1, "z") return r end)) -- expect: false	bad argument #1 to '?' (number expected, got table)  -- expect: false	numeric-calls:37: bad argument #1 to 'floor' (number expected, got table)  -- expect: false	numeric-calls:37: bad argument #1 to 'max' (number expected, got no value)  -- expect: false	numeric-calls:37: bad argument #2 to 'max' (number expected, got string)
print(select("#", floor(2.5)), select("#", (floor(2.5)))) local t = {floor(2.5), floor(3.5)} print(t[1], t[2], #t) -- expect: 1	1  -- expect: 2	3	2
print(string.char(band(321, 255), bor(66, 0), floor(67.9)), floor(floor(7.9) / 2), max(min(5, 3), 2)) -- expect: ABC	3	3
do local calls = 0 local f = setmetatable({}, {__index = function(_, k) calls = calls + 1 return math[k] end}) print(f.floor(2.5) + f.max(1, 2), calls) end -- expect: 4	2
local saved = math.floor math.floor = function(v) return "patched" .. v end print(math.floor(1.5)) math.floor = saved print(math.floor(1.5)) -- expect: patched1.5  -- expect: 1
local s = 0 for i = 1, 300 do s = s + floor(i / 3) + band(i, 7) + bxor(i, i - 1) if i == 200 then floor = function(v) return 1000 end band = math.max end end print(s) -- expect: 134923
local order = {} local function o(v) order[#order + 1] = v return v end print(bxor(o(1), band(o(2), o(3)), o(4)), max(o(5), o(6)), table.concat(order, " ")) -- expect: 6	6	1 2 3 4 5 6
