-- SPDX-License-Identifier: Apache-2.0
-- large.lua [CASE]: sources and heaps of a size that breaks naive machines; prints what each takes.
--   lines        50,000 lines of functions load and run
--   constructor  a table constructor of 2 MB loads
--   coroutines   one million suspended coroutines, to be run with a heap of 1 GB
local cases = {}

local function load_and_run(text)
    local begin = os.clock()
    local chunk = assert(loadstring(text, "=large"))
    local loaded = os.clock()
    local result = chunk()
    print(("  %.1f MB, loaded in %.2f s, run in %.2f s"):format(#text / 2 ^ 20, loaded - begin, os.clock() - loaded))
    return result
end

function cases.lines()
    local lines = { "local M = {}" }
    for i = 1, 2500 do
        lines[#lines + 1] = ([[
function M.f%d(a, b, ...)
  local x, y = a + %d, b or 'text %d'
  local t = { id = %d, name = y, x, select('#', ...) }
  for i = 1, 3 do
    if x > i and t.id ~= 7 then
      t[#t + 1] = function(z) return z * x + i end
    elseif y == 'q' then
      break
    else
      t.count = (t.count or 0) + 1
    end
  end
  local s = ('%%d:%%s'):format(t.id, tostring(t.name))
  while #s < 3 do
    s = s .. 'x'
  end
  M.last = s
  return t, s, ...
end
M[%d] = M.f%d]]):format(i, i, i, i, i, i)
    end
    lines[#lines + 1] = "return M"
    local module = load_and_run(table.concat(lines, "\n"))
    assert(select(2, module.f2500(1, 2)) == "2500:2")
end

function cases.constructor()
    local parts = { "return {\n" }
    for i = 1, 40000 do
        parts[#parts + 1] = ("{ id = %d, name = 'item %d', tags = { 'a', 'b' }, n = %d.5 },\n"):format(i, i, i)
    end
    parts[#parts + 1] = "}"
    local items = load_and_run(table.concat(parts))
    assert(#items == 40000 and items[40000].name == "item 40000")
end

function cases.coroutines()
    local count = 1000000
    local begin = os.clock()
    local all = {}
    for i = 1, count do
        all[i] = coroutine.create(function(a) return a + coroutine.yield(a) end)
        coroutine.resume(all[i], i)
    end
    print(("  suspended in %.2f s, %d MB"):format(os.clock() - begin, collectgarbage("count") / 1024))
    local sum = 0
    for i = 1, count do
        sum = sum + select(2, coroutine.resume(all[i], 1))
    end
    assert(sum == count * (count + 1) / 2 + count)
    print(("  all resumed after %.2f s"):format(os.clock() - begin))
end

for _, name in ipairs(arg[1] and { arg[1] } or { "lines", "constructor", "coroutines" }) do
    print(name)
    cases[name]()
end
