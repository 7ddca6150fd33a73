local co = coroutine.create(function(a, b)
  local c = coroutine.yield(a + b)
  local d, e = coroutine.yield(c * 2)
  return d, e
end)
print(coroutine.status(co), coroutine.resume(co, 1, 2))  -- expect: suspended	true	3
print(coroutine.resume(co, 10))                          -- expect: true	20
print(coroutine.resume(co, "x", "y"))                    -- expect: true	x	y
print(coroutine.status(co), coroutine.resume(co))        -- expect: dead	false	cannot resume dead coroutine
local w = coroutine.wrap(function() for i = 1, 2 do coroutine.yield(i) end end)
print(w(), w(), select("#", w()))                         -- expect: 1	2	0
print(pcall(w))                                          -- expect: false	cannot resume dead coroutine
print(coroutine.resume(coroutine.create(function() error("boo") end))) -- expect: false	basics:13: boo
print(select(2, coroutine.running()), coroutine.isyieldable()) -- expect: true	false
print(pcall(coroutine.resume, 1))                        -- expect: false	bad argument #1 to '?' (coroutine expected)
local self
self = coroutine.create(function() return coroutine.resume(self) end)
print(coroutine.resume(self))                            -- expect: true	false	cannot resume running coroutine
print(pcall(coroutine.yield, 1))                         -- expect: false	attempt to yield across C-call boundary
print(pcall(coroutine.wrap(function() error("a\0b", 0) end))) print(pcall(coroutine.wrap(function() error("\0b", 0) end))) print(#select(2, coroutine.resume(coroutine.create(function() error("a\0b", 0) end)))) -- expect: false	a -- expect: false	 -- expect: 3
