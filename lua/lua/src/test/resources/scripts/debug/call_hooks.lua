-- Events of calls, where the callee is not a plain function.
local count = 0
local function counted(f)
  count = 0
  debug.sethook(function() count = count + 1 end, "c")
  f()
  debug.sethook()
  return count - 2
end
local callable = setmetatable({}, {__call = function(self, x) return x end})
local library = setmetatable({}, {__call = type})
print(counted(function() callable(1) end))                  -- expect: 1
print(counted(function() library() end))                    -- expect: 1
print(counted(function() math.abs(1) end))                  -- expect: 1
print(counted(function() pcall(nothing) end))               -- expect: 1
debug.sethook(function() end, "c")
print(pcall(function() nothing() end))                      -- expect: false	call_hooks:17: attempt to call global 'nothing' (a nil value)
print(pcall(function() local t = {} t:x() end))             -- expect: false	call_hooks:18: attempt to call method 'x' (a nil value)
print(pcall(function() local t = {} return t.x(1, 2) end))  -- expect: false	call_hooks:19: attempt to call field 'x' (a nil value)
