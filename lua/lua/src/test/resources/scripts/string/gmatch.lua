for w in ("one two"):gmatch("%a+") do print(w) end
-- expect: one
-- expect: two
for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do print(k, v) end
-- expect: a	1
-- expect: b	2
local n = 0
for _ in ("abc"):gmatch("") do n = n + 1 end
print(n)                                                 -- expect: 4
for p in ("abc"):gmatch("()b") do print(p) end           -- expect: 2
print(("^a"):gmatch("^a")())                             -- expect: ^a
