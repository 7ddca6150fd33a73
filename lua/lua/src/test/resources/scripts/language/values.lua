print(1, 1.5, -0, 1e15, 1e100, 0x10, 0xA.8p1, 0b11)  -- expect: 1	1.5	-0	1e+15	1e+100	16	21	3
print(10 / 0, -10 / 0, 0 / 0 ~= 0 / 0)            -- expect: inf	-inf	true
print(7 % 3, -7 % 3, 7 % -3, 5.5 % 2, 2 ^ 10)     -- expect: 1	2	-2	1.5	1024
print("10" + 5, "3" * "4", 10 .. 20)              -- expect: 15	12	1020
print(-2 ^ 2, 2 ^ -1, not nil == true, 2 ^ 3 ^ 2) -- expect: -4	0.5	true	512
print(1 .. 2 == "12", "a" .. "b" .. 1 .. "c")     -- expect: true	ab1c
print(1 < 2, "a" < "b", 2 <= 2, 1 ~= 1, "1" == 1) -- expect: true	true	true	false	false
local nan = 0 / 0
print(nan < 1, nan > 1, nan == nan, nan ~= nan, not (nan <= 1)) -- expect: false	false	false	true	true
print(nil == false, 0 == -0, "" and 1, nil or 2, false or nil)  -- expect: false	true	1	2	nil
print(#"abc", #{1, 2, 3}, -"2", - -3)             -- expect: 3	3	-2	3
print("\65\x42\u{43}\z
      D\tE")                       -- expect: ABCD	E
