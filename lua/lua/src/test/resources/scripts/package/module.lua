local chunk = load([[
  module("my.mod", package.seeall)
  function hello() return _NAME, _PACKAGE, print ~= nil end
]])
chunk()
print(my.mod.hello())                                    -- expect: my.mod	my.	true
print(package.loaded["my.mod"] == my.mod, my.mod._M == my.mod) -- expect: true	true
x = 1
print(pcall(load('module("x.y")')))                      -- expect: false	[string "module("x.y")"]:1: name conflict for module 'x.y'
