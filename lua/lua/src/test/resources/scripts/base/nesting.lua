-- What the parser's limits say.
local function message(source)
  local ok, message = load(source, "=c")
  return ok and "ok" or message
end
local function upvalues(n)
  local declared, used = {}, {}
  for i = 1, n do
    declared[i] = "local a" .. i
    used[i] = "a" .. i
  end
  return table.concat(declared, "\n") .. " return function() return " .. table.concat(used, "+") .. " end"
end
print(message(upvalues(120)))                        -- expect: ok
print(message(upvalues(121)))
-- expect: c:121: function at line 121 has more than 120 upvalues
print(message(("local a "):rep(200)))                -- expect: ok
print(message(("local a "):rep(201)))
-- expect: c:1: main function has more than 200 local variables
print(message("return " .. ("("):rep(190) .. 1 .. (")"):rep(190)))  -- expect: ok
print(message("return " .. ("("):rep(250) .. 1 .. (")"):rep(250)))
-- expect: c:1: chunk has too many syntax levels
print(message(("do "):rep(250) .. (" end"):rep(250)))
-- expect: c:1: chunk has too many syntax levels
