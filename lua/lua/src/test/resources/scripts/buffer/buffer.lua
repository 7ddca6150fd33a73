local buffer = require "string.buffer"
local b = buffer.new()
print(#b:put("abc", 1, 2.5), tostring(b), b:get(2), b:get()) -- expect: 7	abc12.5	ab	c12.5
b:putf("%d-%s", 1, "x"):put("!")
print(b:tostring(), #b, b:skip(1):tostring(), #b:reset()) -- expect: 1-x!	4	-x!	0
print(pcall(b.put, b, {}))                               -- expect: false	bad argument #2 to '?' (string/number/__tostring expected, got table)
print(pcall(b.put, b, b))                                -- expect: false	bad argument #2 to '?' (cannot put buffer into itself)
local t = buffer.decode(buffer.encode({1, 2, {x = "y", [true] = false}}))
print(t[1], t[2], t[3].x, t[3][true])                    -- expect: 1	2	y	false
print((buffer.encode("a"):gsub(".", function(c) return ("%02x"):format(c:byte()) end))) -- expect: 2161
print(pcall(buffer.encode, print))                       -- expect: false	cannot serialize 'function'
print(pcall(buffer.decode, "\255"))                      -- expect: false	unexpected end of buffer
print(pcall(buffer.decode, "\0\0"))                      -- expect: false	left-over data in buffer
print(b:set("z"):put("q"):get(), type(b), getmetatable(b)) -- expect: zq	userdata	buffer
print(b:put("s") .. "t")                                 -- expect: st
