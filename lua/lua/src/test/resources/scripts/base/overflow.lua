local function f() return 1 + f() end
local ok, message = pcall(f)
print(ok, message:find("stack overflow", 1, true) ~= nil)  -- expect: false	true
local ok2, message2 = pcall(function() return ("x"):rep(2^31 - 1) end)
print(ok2, message2)                                       -- expect: false	not enough memory
