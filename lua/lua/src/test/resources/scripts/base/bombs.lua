-- Recursion without end through everything that calls back is a Lua error, and the machine goes on.
local function bomb(name, body)
  local ok, message = pcall(body)
  print(name, ok, (tostring(message):gsub("^.*: ", ""):gsub("^C ", "")))
end
local function object(event, body)
  return setmetatable({}, {[event] = body})
end

bomb("function", function()
  local function f() return 1 + f() end
  f()
end)                                                 -- expect: function	false	stack overflow
bomb("__index", function()
  local t = object("__index", function(t, k) return t[k + 1] .. "" end)
  return t[1]
end)                                                 -- expect: __index	false	stack overflow
bomb("__add", function()
  local t = object("__add", function(a, b) return 1 + (a + b) end)
  return t + t
end)                                                 -- expect: __add	false	stack overflow
bomb("__concat", function()
  local t = object("__concat", function(a, b) return "x" .. (a .. b) end)
  return t .. "x"
end)                                                 -- expect: __concat	false	stack overflow
bomb("__tostring", function()
  local t = object("__tostring", function(t) return "x" .. tostring(t) end)
  return tostring(t)
end)                                                 -- expect: __tostring	false	stack overflow
bomb("__call", function()
  local t = object("__call", function(t) return 1 + t() end)
  return t()
end)                                                 -- expect: __call	false	stack overflow
bomb("gsub", function()
  local function f(s) return (s:gsub(".", f)) end
  f("x")
end)                                                 -- expect: gsub	false	stack overflow
bomb("sort", function()
  local function less(a, b)
    table.sort({1, 2, 3}, less)
    return a < b
  end
  table.sort({1, 2, 3}, less)
end)                                                 -- expect: sort	false	stack overflow
bomb("load", function()
  local function reader() return load(reader) end
  assert(load(reader))
end)                                                 -- expect: load	false	stack overflow
bomb("require", function()
  package.preload.again = function()
    package.loaded.again = nil
    return 1 + require "again"
  end
  require "again"
end)                                                 -- expect: require	false	stack overflow
bomb("resume", function()
  local function f() return assert(coroutine.resume(coroutine.create(f))) end
  f()
end)                                                 -- expect: resume	false	stack overflow
bomb("pcall", function()
  local function f() return select(2, pcall(f)) end
  return f() == nil
end)                                                 -- expect: pcall	true	false
bomb("xpcall", function()
  local function f() return xpcall(f, debug.traceback) end
  return f()
end)                                                 -- expect: xpcall	true	true
bomb("handler", function()
  local function f() return xpcall(error, f) end
  return f()
end)                                                 -- expect: handler	true	false
bomb("unpack", function() return unpack({}, 1, 1e8) end)
-- expect: unpack	false	too many results to unpack
bomb("rep", function()
  local text = "x"
  while true do text = text:rep(1000) end
end)                                                 -- expect: rep	false	not enough memory
print(pcall(error, "x"))                             -- expect: false	x
do local function f() local ok = pcall(f) return ok end print(f())           -- expect: true
end
print(select(2, pcall(function() local function f(...) return f(1, ...) end return f() end)):match("stack overflow")) -- expect: stack overflow
