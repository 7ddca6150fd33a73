-- A coroutine yields from inside whatever calls it
local yield = coroutine.yield
local function run(f)
  local co, out = coroutine.create(f), {}
  while true do
    local ok, v = coroutine.resume(co)
    if not ok then return "error: " .. tostring(v) end
    if coroutine.status(co) == "dead" then return table.concat(out, ",") .. "=" .. tostring(v) end
    out[#out + 1] = tostring(v)
  end
end
print(run(function() return select(2, pcall(function() yield("in pcall") return "r" end)) end)) -- expect: in pcall=r
print(run(function() return select(2, xpcall(function() yield("x") error("e", 0) end, function(e) yield("handler") return e end)) end)) -- expect: x,handler=e
print(run(function() return (("ab"):gsub(".", function(c) yield(c) return c:upper() end)) end)) -- expect: a,b=AB
print(run(function() local t = {2, 1} table.sort(t, function(a, b) yield("cmp") return a < b end) return t[1] end)) -- expect: cmp=1
local lazy = setmetatable({}, {__index = function(_, k) yield("index") return k end, __add = function() yield("add") return 5 end, __tostring = function() yield("tostring") return "T" end, __call = function(_, x) yield("call") return x end, __lt = function() yield("lt") return true end, __concat = function() yield("concat") return "cc" end, __eq = function() yield("eq") return true end, __newindex = function() yield("newindex") end, __len = function() yield("len") return 3 end, __unm = function() yield("unm") return 8 end})
print(run(function() return lazy.key end))               -- expect: index=key
print(run(function() return lazy + 1 end))               -- expect: add=5
print(run(function() return tostring(lazy) end))         -- expect: tostring=T
print(run(function() return lazy(9) end))                -- expect: call=9
print(run(function() return lazy < lazy end))            -- expect: lt=true
print(run(function() return lazy .. "x" end))            -- expect: concat=cc
print(run(function() lazy.z = 1 return "set" end))       -- expect: newindex=set
print(run(function() return -lazy end))                  -- expect: unm=8
print(run(function() for k in function(_, i) yield("iter") if not i then return 1 end end do end return "done" end)) -- expect: iter,iter=done
print(run(function() package.preload.m = function() yield("loading") return "mod" end return require("m") end)) -- expect: loading=mod
print(run(function() return load(function() yield("reading") return nil end) ~= nil end)) -- expect: reading=true
print(run(function() return string.format("%s", lazy) end)) -- expect: tostring=T
