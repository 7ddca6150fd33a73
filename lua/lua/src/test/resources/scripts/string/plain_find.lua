-- A plain search is right also where its parts nearly match very often.
local function shown(text, part)
  return (text:find(part, 1, true))
end
print(shown(("a"):rep(3e5), ("a"):rep(1e5) .. "ba"))           -- expect: nil
print(shown(("a"):rep(3e5) .. "ba", ("a"):rep(1e5) .. "ba"))   -- expect: 200001
print(shown(("ab"):rep(1e5) .. "b", ("ab"):rep(5e4) .. "b"))   -- expect: 100001
print(shown(("aab"):rep(1e5), ("aab"):rep(5e4) .. "ab"))       -- expect: nil
print(shown(("aab"):rep(1e5) .. "ab", "b" .. ("aab"):rep(5e4) .. "ab"))  -- expect: 150000
print(shown(("a"):rep(1e5) .. "c" .. ("a"):rep(1e5), ("a"):rep(9e4) .. "ca" .. ("a"):rep(1e5)))  -- expect: nil
print(shown(("a"):rep(1e5) .. "c" .. ("a"):rep(1e5), ("a"):rep(9e4) .. "ca" .. ("a"):rep(9e4)))  -- expect: 10001
