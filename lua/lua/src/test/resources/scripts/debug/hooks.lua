-- Hooks and locals of running functions; such a chunk runs in its traced form.
local function f(a, b, ...)
  local c = a + b
  print(debug.getlocal(1, 1))                -- expect: a	1
  print(debug.getlocal(1, 3))                -- expect: c	3
  print(debug.getlocal(1, -1))               -- expect: (*vararg)	x
  print(debug.getlocal(1, 4), debug.getlocal(1, -3)) -- expect: nil	nil
  print(debug.setlocal(1, 3, "text"), c)     -- expect: c	text
  print(debug.setlocal(1, -2, "z"), select(2, ...)) -- expect: (*vararg)	z
  for i = 1, 1 do
    local d = i
    print((debug.getlocal(1, 4)), debug.getlocal(1, 8)) -- expect: (for index)	d	1
  end
  for k in pairs({ 1 }) do
    print((debug.getlocal(1, 4)), debug.getlocal(1, 7)) -- expect: (for generator)	k	1
  end
  return (function() return select(2, debug.getlocal(2, 1)) end)() + 0
end
print(f(1, 2, "x", "y"))                     -- expect: 1
print(pcall(debug.getlocal, 50, 1))          -- expect: false	bad argument #1 to '?' (level out of range)

local events = {}
local function g(x)
  local y = x
  return y + 1
end
debug.sethook(function(event, line)
  events[#events + 1] = event .. (line and line - 22 or "")
end, "crl")
g(1)
math.sin(2)
debug.sethook()
print(table.concat(events, " "))  -- expect: line8 call line2 line3 return line9 call line10 call
print(debug.gethook())            -- expect: nil		0

local function lines(text)
  local seen = {}
  local chunk = assert(loadstring(text))
  debug.sethook(function(_, line) seen[#seen + 1] = line end, "l")
  chunk()
  debug.sethook()
  table.remove(seen, 1)
  table.remove(seen)
  return table.concat(seen, " ")
end
print(lines("if\nmath.sin(1)\nthen\n a=1\nelse\n a=2\nend\n"))           -- expect: 1 2 4 7
print(lines("a=1\nrepeat\n a=a+1\nuntil a==3\n"))                         -- expect: 1 3 4 3 4
print(lines("local a\na=1\nwhile a<=3 do\n a=a+1\nend\n"))                -- expect: 1 2 3 4 3 4 3 4 3 5
print(lines("for i=1,3 do\n a=i\nend\n"))                                 -- expect: 1 2 1 2 1 2 1 3
print(lines("for i,v in pairs{'a','b'} do\n a=i..v\nend\n"))              -- expect: 1 2 1 2 1 3

local count = 0
debug.sethook(function() count = count + 1 end, "", 1)
for i = 1, 1000 do end
debug.sethook()
print(count >= 1000 and count < 1012)        -- expect: true

-- A coroutine's frames, from outside
local co = coroutine.create(function(x)
  local a = "one"
  coroutine.yield()
  return a
end)
coroutine.resume(co, 10)
print(debug.getlocal(co, 1, 1))              -- expect: x	10
print(debug.setlocal(co, 1, 2, "two"))       -- expect: a
print(type(debug.getinfo(co, 1, "f").func))  -- expect: function
print(coroutine.resume(co))                  -- expect: true	two

-- Errors in hooks come out of the hooked code
print(pcall(function()
  debug.sethook(function() debug.sethook() error("in hook", 0) end, "l")
  local x = 1
end))                                        -- expect: false	in hook
debug.sethook()
-- Environments of levels
local function outer() return (getfenv(2)) end
local function middle() local e = outer() return e end
setfenv(middle, { marked = true })
print(middle().marked)                       -- expect: true
-- A message handler sees the stack of the error
print(xpcall(function() local here = 5 error("e") end, function(m)
  return (debug.getlocal(3, 1))
end))                                        -- expect: false	here
