-- A coroutine yields from inside the metamethod of every event, more than once, and values go both ways
local yield, pack = coroutine.yield, table.concat
local function run(f)
  local co, out = coroutine.create(f), {}
  local given
  while true do
    local ok, v = coroutine.resume(co, given)
    if not ok then return "error: " .. tostring(v) end
    if coroutine.status(co) == "dead" then return pack(out, ",") .. "=" .. tostring(v) end
    out[#out + 1] = tostring(v)
    given = #out
  end
end
local function event(name)
  return function() return yield(name) + yield(name) * 10 end
end
local mt = {}
for _, name in ipairs {"add", "sub", "mul", "div", "mod", "pow", "unm", "concat", "len", "index", "call"} do
  mt["__" .. name] = event(name)
end
for _, name in ipairs {"eq", "lt", "le"} do
  mt["__" .. name] = function() yield(name) return yield(name) == 2 end
end
local stored
mt.__newindex = function(_, k, v) stored = k .. yield(k) .. v end
mt.__tostring = function() return "T" .. yield("tostring") end
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(run(function() return a + b end))        -- expect: add,add=21
print(run(function() return a - 1 end))        -- expect: sub,sub=21
print(run(function() return 2 * b end))        -- expect: mul,mul=21
print(run(function() return a / b end))        -- expect: div,div=21
print(run(function() return a % b end))        -- expect: mod,mod=21
print(run(function() return a ^ b end))        -- expect: pow,pow=21
print(run(function() return -a end))           -- expect: unm,unm=21
print(run(function() return a .. b end))       -- expect: concat,concat=21
print(run(function() return "x" .. a end))     -- expect: concat,concat=21
print(run(function() return #a end))           -- expect: len,len=21
print(run(function() return a.field end))      -- expect: index,index=21
print(run(function() return a[1] + a[2] end))  -- expect: index,index,index,index=64
print(run(function() return a(1, 2) end))      -- expect: call,call=21
print(run(function() return a == b end))       -- expect: eq,eq=true
print(run(function() return a ~= b end))       -- expect: eq,eq=false
print(run(function() return a < b end))        -- expect: lt,lt=true
print(run(function() return a <= b end))       -- expect: le,le=true
print(run(function() return a > b end))        -- expect: lt,lt=true
print(run(function() return not (a >= b) end)) -- expect: le,le=false
print(run(function() if a < b then return "then" end return "else" end)) -- expect: lt,lt=then
print(run(function() a.k = "v" return stored end))                      -- expect: k=k1v
print(run(function() return tostring(a) end))                          -- expect: tostring=T1
print(run(function() return ("%s|%s"):format(a, b) end))               -- expect: tostring,tostring=T1|T2
print(run(function() return (pcall(error, a)) end))                    -- expect: =false
print(run(function() return select("#", table.concat({}, ","), tostring(b)) end)) -- expect: tostring=2
-- a chain of tables ends in a function that yields; so does one of strings
local far = setmetatable({}, {__index = setmetatable({}, {__index = function(_, k) return k .. yield("far") end})})
print(run(function() return far.x end)) -- expect: far=x1
getmetatable("").__index = function(s, k) return string[k] or k .. yield(s) end
print(run(function() return ("str").none end)) -- expect: str=none1
getmetatable("").__index = string
-- the iterators of Lua 5.2's events
local walked = setmetatable({}, {
  __pairs = function(t) yield("pairs") return function(_, k) yield("step") if not k then return 1, "one" end end, t end,
})
print(run(function() local s = "" for k, v in pairs(walked) do s = s .. k .. v end return s end)) -- expect: pairs,step,step=1one
