print(math.floor(-3.5), math.ceil(-3.5), math.abs(-2), math.sqrt(16), math.floor("3.7")) -- expect: -4	-3	2	4	3
print(math.max(1, 3, 2), math.min(1, 3, 2), math.max(5)) -- expect: 3	1	5
print(math.fmod(-5, 3), math.modf(-3.5), math.modf(1/0)) -- expect: -2	-3	inf	0
print(math.frexp(8), math.ldexp(0.5, 4), math.pow(2, 10)) -- expect: 0.5	8	1024
print(math.log(8, 2), math.log10(1000), math.exp(0), math.log(1)) -- expect: 3	3	1	0
print(math.deg(math.pi), math.rad(180) == math.pi, math.huge) -- expect: 180	true	inf
print(math.pow(-1, 1/0), math.pow(1, 0/0), math.fmod(5, 0)) -- expect: 1	1	nan
math.randomseed(42)
print(math.random(), math.random(100), math.random(5, 10)) -- expect: 0.95607928791821	1	8
print(pcall(math.max))                                   -- expect: false	bad argument #1 to '?' (number expected, got no value)
print(pcall(math.floor, "x"))                            -- expect: false	bad argument #1 to '?' (number expected, got string)
