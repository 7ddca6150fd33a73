print(type(jit.version), jit.version:match("^LuaJIT 2%.1"), type(jit.version_num), jit.os, type(jit.arch)) -- expect: string	LuaJIT 2.1	number	Linux	string
print(type(jit.on), type(jit.off), type(jit.flush), type(jit.opt.start), type((jit.status()))) -- expect: function	function	function	function	boolean
print(pcall(jit.off), pcall(jit.on), pcall(jit.flush))      -- expect: true	true	true
jit.off(function() end) jit.on(function() end, true) jit.flush(true)
print(pcall(require, "jit.nothing") == false, require "jit" == jit, package.loaded.jit == jit, require "jit.opt" == jit.opt) -- expect: true	true	true	true
print(_VERSION, require "bit" == bit)                       -- expect: Lua 5.1	true
print(type(jit.security("prng")), pcall(jit.security, "x"))  -- expect: number	false	bad argument #1 to '?' (invalid option 'x')
