package.path, package.cpath = "./?.nolua;/none/?.nolua", "/none/?.so"
print(select(2, pcall(require, "no.mod")))
-- expect: module 'no.mod' not found:
-- expect: 	no field package.preload['no.mod']
-- expect: 	no file './no/mod.nolua'
-- expect: 	no file '/none/no/mod.nolua'
-- expect: 	no file '/none/no/mod.so'
-- expect: 	no file '/none/no.so'
package.preload.loop = function() local m = require("loop") end
print(select(2, pcall(require, "loop")))                 -- expect: require:9: loop or previous error loading module 'loop'
package.preload.a = function(...) print(...) end
print(require("a"), package.loaded.a)
-- expect: a
-- expect: true	true
package.preload.b = function() package.loaded.b = "set" end
print(require("b"))                                      -- expect: set
print(package.searchpath("x.y", "./?.a;./?/i.a"))        -- expect: nil	
-- expect: 	no file './x/y.a'
-- expect: 	no file './x/y/i.a'
print(package.config:gsub("\n", ""))                     -- expect: /;?!-	5
print(require("string") == string, package.loaded._G == _G, package.loaders == package.searchers) -- expect: true	true	true
local name = os.tmpname()
local f = io.open(name, "w") f:write("return ... , 5") f:close()
package.path = "/tmp/?"
print(require(name:match("[^/]*$")) == name:match("[^/]*$")) -- expect: true
f = io.open(name, "w") f:write("x x") f:close()
package.loaded[name:match("[^/]*$")] = nil
print((select(2, pcall(require, name:match("[^/]*$"))):gsub("lua_%w+", "F"))) -- expect: error loading module 'F' from file '/tmp/F':
-- expect: 	/tmp/F:1: '=' expected near 'x'
os.remove(name)
