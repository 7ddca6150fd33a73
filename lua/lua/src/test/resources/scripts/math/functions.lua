print(math.abs(-5), math.abs(0), math.ceil(1.2), math.ceil(-1.2), math.floor(-1.2), math.floor(2^53)) -- expect: 5	0	2	-1	-2	9.007199254741e+15
print(math.sqrt(16), math.sqrt(-1) ~= math.sqrt(-1), math.exp(0), math.log(1), math.log10(1000)) -- expect: 4	true	1	0	3
print(math.log(8, 2), math.log(100, 10), math.log(9, 3))    -- expect: 3	2	2
print(math.sin(0), math.cos(0), math.tan(0), math.asin(0), math.acos(1), math.atan(0), math.atan2(0, -1) == math.pi) -- expect: 0	1	0	0	0	0	true
print(math.sinh(0), math.cosh(0), math.tanh(0), math.deg(math.pi), math.rad(180) == math.pi) -- expect: 0	1	0	180	true
print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.fmod(1, 0) ~= math.fmod(1, 0), 7 % -3, -7 % 3, 5.5 % -2) -- expect: 1	-1	1	true	-2	2	-0.5
print(math.modf(3.7), math.modf(-3.7), math.modf(5), math.modf(1/0), math.modf(-1/0)) -- expect: 3	-3	5	inf	-inf	-0
print(math.frexp(8), math.frexp(0), math.frexp(-0.75), math.ldexp(0.5, 4), math.ldexp(1, -1075)) -- expect: 0.5	0	-0.75	8	0
print(math.max(1, 5, 3), math.min(1, -5, 3), math.max(2), math.pow(2, 10), math.huge, -math.huge) -- expect: 5	-5	2	1024	inf	-inf
print(pcall(math.max)) print(pcall(math.abs)) print(pcall(math.floor, "x")) print(pcall(math.pow, 1)) -- expect: false	bad argument #1 to '?' (number expected, got no value) -- expect: false	bad argument #1 to '?' (number expected, got no value) -- expect: false	bad argument #1 to '?' (number expected, got string) -- expect: false	bad argument #2 to '?' (number expected, got no value)
print(math.abs("-3"), math.floor("2.7"), math.max("10", 9), math.sqrt("0x10")) -- expect: 3	2	10	4
print(0/0 ~= 0/0, 1/0, -1/0, 1/-0, 2^0.5 == math.sqrt(2), (-8)^(1/3) ~= (-8)^(1/3), 0^0, -2^2) -- expect: true	inf	-inf	-inf	true	true	1	-4
math.randomseed(42) local a, b = math.random(), math.random(100) math.randomseed(42) print(a == math.random(), b == math.random(100)) -- expect: true	true
local isIn = true for i = 1, 200 do local r = math.random(3, 5) isIn = isIn and r >= 3 and r <= 5 and r == math.floor(r) end print(isIn) -- expect: true
local isUnit = true for i = 1, 200 do local r = math.random() isUnit = isUnit and r >= 0 and r < 1 end print(isUnit) -- expect: true
print(pcall(math.random, 0)) print(pcall(math.random, 2, 1)) print(pcall(math.random, 1, 2, 3)) -- expect: true	1 -- expect: true	2 -- expect: true	1
print(math.floor(-0.0), 1/math.floor(-0.0), math.ceil(-0.5), 1/math.ceil(-0.5)) -- expect: -0	-inf	-0	-inf
print(3 % math.huge, -3 % math.huge, 3 % -math.huge, 0 % 5, -0 % 5) -- expect: nan	nan	nan	0	0
