for i = 1, 3 do for j = 1, 3 do if j == 2 then goto next end io.write(i, j, " ") ::next:: end end print() -- expect: 11 13 21 23 31 33
do local i = 1 ::again:: io.write(i, " ") i = i + 1 if i <= 3 then goto again end print() end -- expect: 1 2 3
do goto over do local unused = 1 end ::over:: print("over") end -- expect: over
local function classify(n)
  if n < 0 then goto negative elseif n == 0 then goto zero end
  do return "positive" end
  ::negative:: do return "negative" end
  ::zero:: return "zero"
end
print(classify(-1), classify(0), classify(1))               -- expect: negative	zero	positive
local fs = {} do local i = 1 ::top:: local x = i * 10 fs[i] = function() return x end i = i + 1 if i <= 3 then goto top end end
print(fs[1](), fs[2](), fs[3]())                            -- expect: 10	20	30
while true do do goto out end end ::out:: print("left the loop") -- expect: left the loop
repeat local done = true if done then goto continue end ::continue:: until true print("repeat") -- expect: repeat
print(load("goto nowhere")) print(load("do ::inner:: end goto inner")) print(load("::a:: ::a::")) -- expect: nil	[string "goto nowhere"]:1: undefined label 'nowhere' -- expect: nil	[string "do ::inner:: end goto inner"]:1: undefined label 'inner' -- expect: nil	[string "::a:: ::a::"]:1: duplicate label 'a'
print(load("goto f local x ::f:: print(x)")) print(load("repeat goto c local x ::c:: until x")) -- expect: nil	[string "goto f local x ::f:: print(x)"]:1: <goto f> jumps into the scope of local 'x' -- expect: nil	[string "repeat goto c local x ::c:: until x"]:1: <goto c> jumps into the scope of local 'x'
print(load("break")) print(load("local function f() goto out end ::out::")) -- expect: nil	[string "break"]:1: no loop to break -- expect: nil	[string "local function f() goto out end ::out::"]:1: undefined label 'out'
local state, trail = 1, {} ::step:: trail[#trail + 1] = state state = state * 2 if state < 40 then goto step end print(table.concat(trail, ",")) -- expect: 1,2,4,8,16,32
