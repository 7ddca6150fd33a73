-- A coroutine that an error has ended still shows where it was
local co = coroutine.create(function()
  local function inner() error("boom") end
  inner()
end)
print(coroutine.resume(co))                              -- expect: false	dead_stack:3: boom
print(debug.traceback(co):find("dead_stack:3: in function 'inner'", 1, true) ~= nil) -- expect: true
