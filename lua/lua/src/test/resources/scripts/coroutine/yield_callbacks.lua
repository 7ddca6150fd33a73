-- A coroutine yields from inside everything of the libraries that calls back
local yield = coroutine.yield
local function run(f)
  local co, out = coroutine.create(f), {}
  while true do
    local ok, v = coroutine.resume(co, #out)
    if not ok then return "error: " .. tostring(v) end
    if coroutine.status(co) == "dead" then return table.concat(out, ",") .. "=" .. tostring(v) end
    out[#out + 1] = tostring(v)
  end
end
-- sort: every comparison, and the order is right
print(run(function()
  local t, n = {5, 3, 1, 4, 2}, 0
  table.sort(t, function(a, b) n = n + 1 yield(n) return a < b end)
  return table.concat(t)
end):match("=(.*)")) -- expect: 12345
-- gsub: a function, a table's metamethod
print(run(function() return (("a-b"):gsub("%a", function(c) return c .. yield(c) end)) end)) -- expect: a,b=a1-b2
print(run(function()
  return (("k v"):gsub("%a", setmetatable({}, {__index = function(_, k) return k .. yield(k) end})))
end)) -- expect: k,v=k1 v2
-- iterators
print(run(function() local s = 0 for i in coroutine.wrap(function() yield(1) yield(2) end) do s = s + i yield("o" .. i) end return s end)) -- expect: o1,o2=3
print(run(function() local s = "" for w in ("x y"):gmatch("%a") do s = s .. w yield(w) end return s end)) -- expect: x,y=xy
print(run(function() local s = 0 table.foreachi({7, 8}, function(i, v) yield(i) s = s + v end) return s end)) -- expect: 1,2=15
print(run(function() return table.foreach({k = 1}, function(k, v) return k .. v .. yield(k) end) end)) -- expect: k=k11
-- protected calls and their handlers
print(run(function() return select(2, pcall(pcall, pcall, function() return yield("inner") end)) end)) -- expect: inner=true
print(run(function() return select(2, xpcall(function() error("e", 0) end, function(e) return e .. yield("h1") .. yield("h2") end)) end)) -- expect: h1,h2=e12
print(run(function() return select(2, xpcall(function() local x = nil; return x.y end, function(e) yield("h") return e end)) end)) -- expect: h=yield_callbacks:31: attempt to index local 'x' (a nil value)
print(run(function()
  local ok, e = pcall(function() local ok2, e2 = pcall(function() yield("a") error({c = yield("b")}) end) yield(e2.c) error("out", 0) end)
  return e
end)) -- expect: a,b,2=out
-- chunks: a reader, a loader, a file
print(run(function()
  local pieces, i = {"return ", "1 +", " 2"}, 0
  return load(function() i = i + 1 yield(i) return pieces[i] end)()
end)) -- expect: 1,2,3,4=3
print(run(function() table.insert(package.loaders, 2, function(name) yield("look") return function() yield("run") return name end end)
  local found = require("nowhere.at.all") table.remove(package.loaders, 2) return found end)) -- expect: look,run=nowhere.at.all
local name = os.tmpname()
local file = io.open(name, "w")
file:write("local first = coroutine.yield('chunk') return first + coroutine.yield('again')")
file:close()
print(run(function() return dofile(name) end))      -- expect: chunk,again=3
print(run(function() return loadfile(name)() end))  -- expect: chunk,again=3
package.path = name
print(run(function() return require("whatever") + require("whatever") end)) -- expect: chunk,again=6
os.remove(name)
-- tostring in print, concat's and format's
local shown = setmetatable({}, {__tostring = function() return "shown" .. yield("ask") end})
print(run(function() print(shown, shown) return 1 end))
-- expect: shown1	shown2
-- expect: ask,ask=1
-- tail calls, varargs, many values
local function tail(n) if n == 0 then return yield("t") end return tail(n - 1) end
print(run(function() return tail(1000) end)) -- expect: t=1
print(run(function() local function f(...) yield(select("#", ...)) return ... end return select("#", f(1, nil, nil), f(nil, nil)) end)) -- expect: 3,2=3
-- through several coroutines
print(run(function()
  local inner = coroutine.wrap(function() local deepest = coroutine.wrap(function() yield("d1") yield("d2") end) yield(deepest()) yield(deepest()) end)
  yield(inner()) yield(inner()) return "end"
end)) -- expect: d1,d2=end
-- collected objects
do
  local log = {}
  local co = coroutine.create(function()
    local p = newproxy(true)
    getmetatable(p).__gc = function() log[#log + 1] = "begin" yield("gc") log[#log + 1] = "end" end
    p = nil
    for i = 1, 100 do collectgarbage() if #log > 0 then break end end
    return "over"
  end)
  local ok, v = coroutine.resume(co)
  if v == "gc" then ok, v = coroutine.resume(co) end
  print(ok, v, log[1]) -- expect: true	over	begin
end
