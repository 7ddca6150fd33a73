-- except when threaded: a coroutine that waits for another is on a thread of its own, which nobody can ask
-- SPDX-License-Identifier: Apache-2.0
-- Coroutines that wait for one they have resumed have stacks.
local outer
local function show()
  print(debug.traceback(outer, "waits"))
  print(debug.traceback(outer, "waits", 2))
  local info = debug.getinfo(outer, 1, "nl")
  print(info.name, info.namewhat, info.currentline, debug.getinfo(outer, 3))
end
outer = coroutine.create(function()
  local function deeper()
    local inner = coroutine.create(show)
    coroutine.resume(inner)
  end
  deeper()
end)
coroutine.resume(outer)
-- expect: waits
-- expect: stack traceback:
-- expect: 	[C]: in function 'resume'
-- expect: 	waiting:14: in function 'deeper'
-- expect: 	waiting:16: in function <waiting:11>
-- expect: waits
-- expect: stack traceback:
-- expect: 	waiting:16: in function <waiting:11>
-- expect: deeper	local	14	nil
