-- SPDX-License-Identifier: Apache-2.0
-- What messages call operands and callees.

-- Calls that are never reached take no other call's name.
local function skipping()
  do goto done end
  bit.bxor(1, {})
  ::done::
  return (string.format("%d", "x"))
end
print(pcall(skipping)) -- expect: false	names:9: bad argument #2 to 'format' (number expected, got string)
local function endless()
  while true do
    local ok = string.format("%d", "x")
  end
  bit.bxor(1)
  return (string.rep())
end
print(pcall(endless)) -- expect: false	names:14: bad argument #2 to 'format' (number expected, got string)

-- The second operand of `and` and `or` is what a register got last.
print(pcall(function(a, b) return 1 + (a or b) end)) -- expect: false	names:22: attempt to perform arithmetic on local 'b' (a nil value)
print(pcall(function(a) return (a and 1 or gg) .. 1 end)) -- expect: false	names:23: attempt to concatenate global 'gg' (a nil value)
print(pcall(function(a) local x = (a and 1 or gg)(1) end)) -- expect: false	names:24: attempt to call global 'gg' (a nil value)
print(pcall(function(a) return #(a and skipping or 1) end, 1)) -- expect: false	names:25: attempt to get length of a function value
print(pcall(function(a, b) local x = (a == b and gg).x end)) -- expect: false	names:26: attempt to index a nil value

-- A tail call with a call's results.
print(pcall(function() return gg(math.modf(1)) end)) -- expect: false	names:29: attempt to call global 'gg' (a nil value)
local number, object = 5, {} print(select(2, pcall(function() return object[("a b")] + 1 end)):match(": (.*)")) print(select(2, pcall(function() return #((1 and (1 > number)) or number) end)):match(": (.*)")) -- expect: attempt to perform arithmetic on field 'a b' (a nil value) -- expect: attempt to get length of a number value
print(select(2, pcall(function() return (nil).x end)):match(": (.*)"), select(2, pcall(function() return ("x")() end)):match(": (.*)"), ("x"):rep(2), (("y")), ((nil))) -- expect: attempt to index a nil value	attempt to call a string value	xx	y	nil
