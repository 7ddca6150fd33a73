local t = {1, 2, 3}
table.insert(t, 4) table.insert(t, 1, 0)
print(table.concat(t, ","))                              -- expect: 0,1,2,3,4
print(table.remove(t), table.remove(t, 1), table.concat(t, ",")) -- expect: 4	0	1,2,3
print(select("#", table.remove({})), table.remove({}, 5)) -- expect: 0
print(table.concat({1, 2.5, "x"}, "-", 2), table.concat({}), table.concat({1, 2}, ",", 2, 1)) -- expect: 2.5-x		
print(pcall(table.concat, {1, {}, 3}))                   -- expect: false	invalid value (table) at index 2 in table for 'concat'
print(pcall(table.insert, {}, 1, 2, 3))                  -- expect: false	wrong number of arguments to 'insert'
print(pcall(table.insert, nil, 1))                       -- expect: false	bad argument #1 to '?' (table expected, got nil)
print(unpack({1, 2, nil, 4}, 1, 4))                      -- expect: 1	2	nil	4
print(pcall(unpack, {}, 1, 1e7))                         -- expect: false	too many results to unpack
print(table.maxn({[1] = 1, [10.5] = 2, x = 3}), table.getn({1, 2})) -- expect: 10.5	2
print(table.pack(1, nil, 3).n, table.unpack == unpack)   -- expect: 3	true
print(unpack(table.move({1, 2, 3, 4, 5}, 2, 5, 1)))      -- expect: 2	3	4	5	5
print(unpack(table.move({1, 2, 3}, 1, 3, 2)))            -- expect: 1	1	2	3
print(table.foreachi({"a", "b"}, function(i, v) if i == 2 then return v end end)) -- expect: b
print(table.foreach({x = 1}, function(k, v) return k .. v end)) -- expect: x1
