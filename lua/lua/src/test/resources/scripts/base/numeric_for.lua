-- Start, limit and step are evaluated before any of them is checked; the error is on the line of "do".
local function failing(source)
  print(select(2, pcall(loadstring(source, "=c"))))
end
failing("for i = nil, print('limit') do end")
-- expect: limit
-- expect: c:1: 'for' initial value must be a number
failing("for i = 1, nil, print('step') do end")
-- expect: step
-- expect: c:1: 'for' limit must be a number
failing("for i = 1, 2, 'x' do end")          -- expect: c:1: 'for' step must be a number
failing("for i = nil, {}, false do end")     -- expect: c:1: 'for' initial value must be a number
failing("for i = 1,\n {},\n 3\ndo\nend")     -- expect: c:4: 'for' limit must be a number
local n = 3
for i = n, n + 2 do n = 10 io.write(i, " ") end print()   -- expect: 3 4 5 
for i = 1, 2, 1e300 do io.write(i, " ") end print()       -- expect: 1 
for i = -0, -1, -1 do io.write(1 / i, " ") end print()    -- expect: -inf -1 
