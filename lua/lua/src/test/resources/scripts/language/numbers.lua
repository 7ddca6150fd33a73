-- Numeric loops and arrays at the edges of how they are compiled.
for i=-0,1 do io.write(i," ") end print() -- expect: -0 1
for i=1,3 do io.write(i," ") end print() -- expect: 1 2 3
for i=3,1,-1 do io.write(i," ") end print() -- expect: 3 2 1
for i=1,0 do io.write(i," ") end print("none") -- expect: none
for i=1,2.5 do io.write(i," ") end print() -- expect: 1 2
for i=-3,-1.5 do io.write(i," ") end print() -- expect: -3 -2
for i=3,1.5,-1 do io.write(i," ") end print() -- expect: 3 2
for i=1,2,0.25 do io.write(i," ") end print() -- expect: 1 1.25 1.5 1.75 2
local from, to = 2^31-2, 2^31+1
for i=from,to do io.write(i," ") end print() -- expect: 2147483646 2147483647 2147483648 2147483649
for i=2^30-2,2^30+1 do io.write(i," ") end print() -- expect: 1073741822 1073741823 1073741824 1073741825
for i=2^53-2,2^53-1 do io.write(i," ") end print() -- expect: 9.007199254741e+15 9.007199254741e+15
for i=-2^31-1,-2^31+1 do io.write(i," ") end print() -- expect: -2147483649 -2147483648 -2147483647
for i=2147483646,2147483649 do io.write(i," ") end print() -- expect: 2147483646 2147483647 2147483648 2147483649
for i=1073741823,1073741826 do io.write(i," ") end print() -- expect: 1073741823 1073741824 1073741825 1073741826
for i=1,0/0 do io.write(i," ") end print("nan") -- expect: nan
for i=0/0,1 do io.write(i," ") end print("nan") -- expect: nan
for i=1,"3" do io.write(i," ") end print() -- expect: 1 2 3
for i=1,math.huge do if i>3 then break end io.write(i," ") end print() -- expect: 1 2 3
for i=-1,-math.huge,-1 do if i<-3 then break end io.write(i," ") end print() -- expect: -1 -2 -3
local s=3 for i=1,10,s do io.write(i," ") end print() -- expect: 1 4 7 10
s=-3 for i=10,1,s do io.write(i," ") end print() -- expect: 10 7 4 1
s=2^20 for i=1,2^22,s do io.write(i," ") end print() -- expect: 1 1048577 2097153 3145729
s=0.5 for i=1,2,s do io.write(i," ") end print() -- expect: 1 1.5 2
for i=0,2^22,2^20 do io.write(i," ") end print() -- expect: 0 1048576 2097152 3145728 4194304
for i=0,4194304,1048576 do io.write(i," ") end print() -- expect: 0 1048576 2097152 3145728 4194304
local t={} for i=1,5000 do t[i]=i t[i+1]=i*2 end print(t[1],t[5000],t[5001],t[2500]) -- expect: 1	5000	10000	2500
local x=0 for i=1,10000 do x=x+(t[i] or 0)+ (t[i-1] or 0) end print(x) -- expect: 25025000
local m=setmetatable({},{__index=function(t,k) return k*2 end})
x=0 for i=1,5 do x=x+m[i]+m[i+1]+m[i-3] end print(x) -- expect: 70
local function f(a,b,c) local r={} for i=a,b,c do r[#r+1]=i end return table.concat(r,",") end
print(f(1,3,1),f(1.5,3,1),f(3,1,-1),f(1,2,0.5),f(1e15,1e15+2,1)) -- expect: 1,2,3	1.5,2.5	3,2,1	1,1.5,2	1e+15,1e+15,1e+15
for i=1,3 do local j=i i=i*2 io.write(i,":",j," ") end print() -- expect: 2:1 4:2 6:3
local fs={} for i=1,3 do fs[i]=function() return i end end print(fs[1](),fs[2](),fs[3]()) -- expect: 1	2	3
for i=2^30-1,2^30+2 do io.write(i," ",tostring(t[i])," ") end print() -- expect: 1073741823 nil 1073741824 nil 1073741825 nil 1073741826 nil
for i=1,2000 do if i%500==0 then io.write(i," ") end end print() -- expect: 500 1000 1500 2000
for i=2000,1,-3 do if i%500==0 then io.write(i," ") end end print() -- expect: 2000 500
local n=0 for i=1,3 do for j=i,3 do for k=j,1,-1 do n=n+i*j*k end end end print(n) -- expect: 127
do local i=0 while i<2000 do i=i+1 if i%2==0 then goto cont end n=n+1 ::cont:: end print(n) end -- expect: 1127
do local i=0 ::top:: i=i+1 if i<5 then goto top end print(i) end -- expect: 5
print(pcall(function() for i="a",10 do break end end)) -- expect: false	numbers:42: 'for' initial value must be a number
print(pcall(function() for i=1,{} do break end end)) -- expect: false	numbers:43: 'for' limit must be a number
-- an array of numbers gets other values while it is read
t={} for i=1,20 do t[i]=i end
x=0 for i=1,20 do if i==10 then t[i+1]="7" t[i+2]="3" end x=x+t[i]*2 end print(x) -- expect: 394
t={} for i=1,20 do t[i]=i end
print(pcall(function() for i=1,20 do if i==10 then t[11]={} end local y=t[i]+1 end end)) -- expect: false	numbers:48: attempt to perform arithmetic on a table value
print(pcall(function() local q={1,2,3} local z=0 for i=1,4 do z=z+q[i] end return z end)) -- expect: false	numbers:49: attempt to perform arithmetic on a nil value
print(pcall(function() local q={1,2,3} for i=1,4 do q[i]=q[i]*2 end end)) -- expect: false	numbers:50: attempt to perform arithmetic on a nil value
-- a metatable that appears late
t={1,2,3} x=0
for i=1,6 do
  if i==4 then setmetatable(t,{__index=function(_,k) return k*100 end}) end
  x=x+(i<4 and t[i] or t[i])
end
print(x) -- expect: 1506
t=setmetatable({1,2},{__newindex=function(t,k,v) rawset(t,k,v+1000) end})
for i=1,4 do t[i]=i*10 end print(t[1],t[2],t[3],t[4]) -- expect: 10	20	1030	1040
local V={} V.__index=V V.__add=function(a,b) return "sum" end V.__unm=function() return "neg" end
V.__lt=function() return true end V.__le=function() return false end
local v={1,setmetatable({},V),3}
for i=1,2 do print(pcall(function() return v[i]+v[2] end)) end -- expect: true	sum  -- expect: true	sum
print(-v[2],v[1]<v[3],v[2]<v[2],v[2]<=v[2],-v[1]) -- expect: neg	true	true	false	-1
-- NaN and -0 are items like others
t={0/0,-0.0,1} x=0
for i=1,3 do local y=t[i] if y==y then x=x+1/y else x=x+1 end end print(x) -- expect: -inf
t[1]=5 print(t[1]+t[3],t[1]) t[3]=0/0 print(t[3]~=t[3],t[1]+1) -- expect: 6	5  -- expect: true	6
for i=1,3 do t[i]=nil end print(#t,t[1],next(t)) -- expect: 0	nil	nil
-- keys that are no ints
t={} t[1.5]=7 t[2^40]=8 t[-1]=9 t[0]=10
print(t[1.5]+t[2^40]+t[-1]+t[0]) -- expect: 34
x=0 for i=-1,1 do x=x+(t[i] or 0.5) end print(x) -- expect: 19.5
for i=0.5,2.5 do t[i]=(t[i] or 0)+i end print(t[0.5],t[1.5],t[2.5]) -- expect: 0.5	8.5	2.5
-- evaluation order with a shared variable
do
  local i=1 local q={10,20,30}
  local function bump() i=i+1 return 0 end
  print(q[i]+bump()+q[i], i) i=1 print(bump()+q[i]) -- expect: 30	2  -- expect: 20
end

-- Limits out of an int's range, on the wrong side of the start and on the right one.
local function rounds(from, to, by)
  local count = 0
  for i = from, to, by do count = count + 1 if count == 3 then break end end
  return count
end
local function down(from, to)
  local count = 0
  for i = from, to, -1 do count = count + 1 if count == 3 then break end end
  return count
end
local function up(from, to)
  local count = 0
  for i = from, to do count = count + 1 if count == 3 then break end end
  return count
end
print(down(-2, 1e308), down(-2, math.huge), down(1, 2^31), down(1, -2^31 - 1), down(1, -1e308)) -- expect: 0	0	0	3	3
print(up(2, -1e308), up(2, -math.huge), up(2, -2^31 - 1), up(2, 2^31), up(2, 1e308)) -- expect: 0	0	0	3	3
print(rounds(2, -1e308, 2), rounds(2, 1e308, -2), rounds(2, -1e308, -2), rounds(2, 1e308, 2)) -- expect: 0	0	3	3
for i = -2, 1e308, -1 do print("never") break end
for i = -2, -1e308 do print("never") break end

-- A step of -0 goes down, one of 0 up.
local function first(from, to, by) for i = from, to, by do return i end return "none" end
local minus = -1 / math.huge
print(first(1, 3, 0), first(3, 1, 0), first(1, 3, minus), first(3, 1, minus), first(3, 1, 0/0)) -- expect: 1	none	none	3	3
for i = 1, 3, -0 do print("up") break end
for i = 3, 1, -0 do print("down") break end -- expect: down
