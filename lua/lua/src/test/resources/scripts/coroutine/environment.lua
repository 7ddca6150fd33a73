-- setfenv(0, t) gives the running coroutine globals of its own, which chunks that it loads and coroutines that it makes get
local own = setmetatable({x = "own"}, {__index = _G})
local co = coroutine.wrap(function()
  setfenv(0, own)
  coroutine.yield(load("return x")())
  return coroutine.wrap(function() return load("return x")() end)()
end)
print(co(), getfenv(0) == _G)                            -- expect: own	true
print(co(), load("return x")())                          -- expect: own	nil
