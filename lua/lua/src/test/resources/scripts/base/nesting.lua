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
print(message("return 1" .. (",1"):rep(248)))        -- expect: ok
print(message("return 1" .. (",1"):rep(249)))
-- expect: c:1: function or expression too complex near '<eof>'
print(message("return " .. ("f("):rep(124) .. (")"):rep(124)))  -- expect: ok
print(message("return " .. ("f("):rep(125)))
-- expect: c:1: function or expression too complex near '('
print(message("local a, b " .. ("f{"):rep(83)))
-- expect: c:1: function or expression too complex near '{'
print(message(("for i = 1, 2 do "):rep(50) .. ("end "):rep(50)))   -- expect: ok
print(message(("for i = 1, 2 do "):rep(51) .. ("end "):rep(51)))
-- expect: c:1: main function has more than 200 local variables
print(message(("repeat "):rep(198) .. ("until x "):rep(198)))      -- expect: ok
print(message("return 1e" .. ("1"):rep(6)))                        -- expect: ok
print(message("return 1e" .. ("1"):rep(10)))
-- expect: c:1: malformed number near '1e1111111111'
print(loadstring("local x x = a" .. (" or a"):rep(100000)) ~= nil, loadstring("local x = a" .. (" and a"):rep(100000)) ~= nil) -- expect: true	true
