print(select("#"), select("#", nil, nil))   -- expect: 0	2
print(select(2, "a", "b", "c"))             -- expect: b	c
print(select(-1, "a", "b", "c"))            -- expect: c
print((select(2, 1, 2)))                    -- expect: 2
print(select(5, 1, 2))                      -- expect:
print(pcall(function() local x = select(0, 1) end)) -- expect: false	select:6: bad argument #1 to 'select' (index out of range)
