-- What is tried with ints must come out as in the usual way.
local bxor, band, rol, shl = bit.bxor, bit.band, bit.rol, bit.lshift
local function mix(a, b, c, x, s)
  return rol(bxor(a, band(b, c)) + a + x, s) + b
end
local function run(t, a, b, c)
  a = mix(a, b, c, t[1] + 0xd76aa478, 7)
  b = mix(b, c, a, t[2] + 0xe8c7b756, 12)
  local d, e = mix(a, b, c, t[1], 3), band(a, 255) + c
  a, b = b, a
  d = bxor(d, e) + a
  return string.format("%.17g %.17g %.17g %.17g", a, b, d, e)
end
local function try(...) return select(2, pcall(run, ...)) end
for i = 1, 100 do run({i, i * 3}, i, -i, 2^31 + i) end
local function bits(s) local sum = 0 for i = 1, #s do sum = band(shl(sum, 1) + sum + s:byte(i), 0xffffff) end return sum end
print(try({1, 2}, 4, 5, 6) == run({1, 2}, 4, 5, 6))            -- expect: true
print(try({1, "2"}, "4", 5, 6) == run({1, 2}, 4, 5, 6))        -- expect: true
print((try({1}, 4, 5, 6)))                                     -- expect: runs:8: attempt to perform arithmetic on a nil value
print((try({1, 2}, {}, 5, 6)))                                 -- expect: runs:4: bad argument #1 to 'bxor' (number expected, got table)

-- A variable that is an int now and something else then.
local function var(x)
  local v
  if x == 1 then v = band(x, 3) elseif x == 2 then v = "5" elseif x == 3 then v = 2^40 + 1
  elseif x == 4 then v = 1.5 elseif x == 5 then v = -0.0 end
  return string.format("%d %d %.14g", bxor(v, 0), band(v + band(x, 1), -1), 1 / v)
end
for i = 1, 5 do print(var(i)) end
-- expect: 1 2 1
-- expect: 5 5 0.2
-- expect: 1 2 9.094947017721e-13
-- expect: 2 2 0.66666666666667
-- expect: 0 1 -inf
print((select(2, pcall(var, 6))))                              -- expect: runs:27: bad argument #1 to 'bxor' (number expected, got nil)
print(bits("hello"))                                           -- expect: 12558

-- Names that promise too much, and a function that a debugger has replaced.
local lib = {band = function(a, b) return a .. b end}
local both = lib.band
local function joined(a) local j = both(a, 1) return both(j, 2) end
print(joined(3))                                               -- expect: 312
local function twice(x) return x * 2 end
local function use(x) return twice(x) + 1 end
print(use(3))                                                  -- expect: 7
debug.setupvalue(use, 1, function(x) return x * 100 end)
print(use(3))                                                  -- expect: 301
