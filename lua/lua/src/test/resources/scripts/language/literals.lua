-- Arithmetic of literals.
print(2 ^ 32 - 1, -2 ^ 2, (2 + 3) * 4, 7 % -3, -7 % 3, 7 % 3, 2 ^ 0.5, 2 ^ 3 ^ 2, (2 ^ 3) ^ 2, 1 - 2 - 3, 2 * 3 / 4) -- expect: 4294967295	-4	20	-2	2	1	1.4142135623731	512	64	-4	1.5
print(1 / 0, -1 / 0, 0 / 0 ~= 0 / 0, 1 / (0 * -1), 1 / (-0), 1 / (1 - 1), 5 % (1 / 0), -5 % (1 / 0), 1 % 0 ~= 1 % 0) -- expect: inf	-inf	true	-inf	-inf	inf	nan	nan	true
print(2 ^ 53 == 2 ^ 53 + 1, 1e308 * 10, 0.1 + 0.2 == 0.3, 3 - -3, - - 3, -(-3), 2 ^ -1, 10 ^ 2 ^ -1 == 10 ^ 0.5) -- expect: true	inf	false	6	3	3	0.5	true
print(({[1 + 1] = "b", [2 ^ 0] = "a"})[1], #{1 + 1, 2 * 2}, ({2 ^ 10})[1], ("x"):rep(1 + 2), 1 .. 2, 1 + 1 .. 2 * 2) -- expect: a	2	1024	xxx	12	24
print(pcall(loadstring("return (5)()"))) print(pcall(loadstring("return (5).x"))) print(loadstring("(5) = 1")) -- expect: false	[string "return (5)()"]:1: attempt to call a number value -- expect: false	[string "return (5).x"]:1: attempt to index a number value -- expect: nil	[string "(5) = 1"]:1: syntax error near '='
print(pcall(loadstring("return (0 / 0)[1]"))) print(pcall(function() local t = {} t[0 / 0] = 1 end)) print(({})[0 / 0]) -- expect: false	[string "return (0 / 0)[1]"]:1: attempt to index a number value -- expect: false	literals:7: table index is NaN -- expect: nil
for i = 2 ^ 1, 2 * 3, 1 + 1 do io.write(" ", i) end print() -- expect:  2 4 6
print(#"abc" + 1 * 2, not (1 + 1), -"2" + 1, "10" / 2 * 3, 10 / "4") -- expect: 5	false	-1	15	2.5
