-- Numbers, strings, tables and what operators make of them.
print(1, 1.5, -0.25, 1e15, 1e16, 2^53)          -- expect: 1	1.5	-0.25	1e+15	1e+16	9.007199254741e+15
print(1/0, -1/0, 0/0 ~= 0/0)                    -- expect: inf	-inf	true
print(7 % 3, -7 % 3, 7 % -3, 5.5 % 2)           -- expect: 1	2	-2	1.5
print("10" + 5, 10 .. "", "3" * "4")            -- expect: 15	10	12
print(0x10, 0xA.8p0, 1e-2)                      -- expect: 16	10.5	0.01
print(#"abc", #{ 1, 2, 3 }, #"")                -- expect: 3	3	0
print("a" < "b", "a" < "B", "" < "a")           -- expect: true	false	true
print(not nil, not 0, nil == false)             -- expect: true	false	false
print(1 and 2, nil and 1, false or "x", 1 or 2) -- expect: 2	nil	x	1
print(tostring(nil), tostring(true))            -- expect: nil	true
print(tonumber("0x1p4"), tonumber("z", 36), tonumber("9", 8), tonumber(" 5 "))  -- expect: 16	35	nil	5
print(2^3^2, -2^2, not 1 == 2)                  -- expect: 512	-4	false
local t = { 10, 20, x = 1, [3] = 30, ["y z"] = 2; 40 }
print(#t, t[3], t.x, t["y z"])                  -- expect: 3	40	1	2
print(select("#"), select("#", nil, nil), select(-1, 1, 2, 3))  -- expect: 0	2	3
print(("x"):rep(3), ("%5.1f|%-5s|%03d"):format(3.14159, "ab", 7))  -- expect: xxx	  3.1\|ab   \|007
print(math.floor(-1.5), math.ceil(-1.5), math.fmod(-7, 3), math.max(1, 3, 2))  -- expect: -2	-1	-1	3
