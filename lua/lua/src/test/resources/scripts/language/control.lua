for i = 3, 1, -1 do io.write(i, " ") end print()          -- expect: 3 2 1
for i = 1, 2, 0.5 do io.write(i, " ") end print()         -- expect: 1 1.5 2
for i = 1, 0 do print("never") end
for i = 1, 3 do local j = i i = 10 io.write(j, i, " ") end print() -- expect: 110 210 310
local n = 0
while true do n = n + 1 if n == 5 then break end end print(n) -- expect: 5
repeat local done = n > 7 n = n + 1 until done print(n)   -- expect: 9
for i = 1, 3 do
  for j = 1, 3 do
    if j == 2 then goto continue end
    io.write(i, j, " ")
    ::continue::
  end
end print()                                               -- expect: 11 13 21 23 31 33
do local k = 0 ::top:: k = k + 1 if k < 4 then goto top end print(k) end -- expect: 4
local fs = {}
for i = 1, 3 do local x = i * 10 fs[i] = function() x = x + 1 i = i + 1 return x, i end end
print(fs[1](), fs[1](), fs[2]())                          -- expect: 11	12	21	3
for i = 1, 2 do local y if i == 1 then y = 5 end print(y) end -- expect: 5  -- expect: nil
print(pcall(function() for i = 1, "x" do end end))        -- expect: false	control:20: 'for' limit must be a number
print(pcall(function() for i = {}, 1 do end end))         -- expect: false	control:21: 'for' initial value must be a number
for k, v in next, {5} do print(k, v) end                  -- expect: 1	5
for i, v, extra in (function(s, c) if c < 3 then return c + 1, s, "x", 4 end end), "st", 0 do
  io.write(i, v, extra, " ")
end print()                                               -- expect: 1stx 2stx 3stx
for a, b, c, d in (function(s, c) if not c then return 1, 2, 3, 4 end end) do print(a, b, c, d) end -- expect: 1	2	3	4
print(pcall(function() for x in nil do end end))          -- expect: false	control:27: attempt to call a nil value
