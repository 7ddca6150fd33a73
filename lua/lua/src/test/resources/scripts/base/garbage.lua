print(type(collectgarbage("count")), collectgarbage("stop"), collectgarbage("restart")) -- expect: number	0	0
print(collectgarbage("setpause", 100), collectgarbage("setpause", 200)) -- expect: 200	100
print(collectgarbage("isrunning"), collectgarbage(), collectgarbage("step")) -- expect: true	0	false
print(pcall(collectgarbage, "foo"))                    -- expect: false	bad argument #1 to '?' (invalid option 'foo')
local p = newproxy(true)
getmetatable(p).__len = function() return 9 end
print(#p, #newproxy(p), type(newproxy()))              -- expect: 9	9	userdata
print(pcall(newproxy, 1))                              -- expect: false	bad argument #1 to '?' (boolean or proxy expected)
