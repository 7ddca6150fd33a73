print(os.time{year = 2020, month = 1, day = 1, hour = 0} % 3600) -- expect: 0
print(os.time{year = 1e9, month = 1e9, day = 1})            -- expect: nil
print(os.date("!%Y-%m-%d %H:%M:%S", 86400 * 200))        -- expect: 1970-07-20 00:00:00
print(os.date("!%c|%x|%X|%p|%A %B|%j|%U %w %W|%y", 86400 * 200)) -- expect: Mon Jul 20 00:00:00 1970|07/20/70|00:00:00|AM|Monday July|201|29 1 29|70
print(os.date("!%D|%e|%F|%h|%I|%k|%l|%M|%R|%r|%T|%u|%V|%G|%g|%C|%s|%Z|%%", 86400 * 200)) -- expect: 07/20/70|20|1970-07-20|Jul|12| 0|12|00|00:00|12:00:00 AM|00:00:00|1|30|1970|70|19|17280000|GMT|%
local t = os.date("!*t", 0)
print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst) -- expect: 1970	1	1	0	0	0	5	1	false
print(os.difftime(10, 4), type(os.clock()), type(os.time())) -- expect: 6	number	number
print(os.getenv("SURELY_NOT_SET"))                       -- expect: nil
print(os.remove("surely/not/there"))                     -- expect: nil	surely/not/there: No such file or directory	2
print(pcall(os.time, {}))                                -- expect: false	field 'day' missing in date table
print(os.setlocale(), os.setlocale("xx"), pcall(os.setlocale, nil, "foo")) -- expect: C	nil	false	bad argument #2 to '?' (invalid option 'foo')
print(os.execute("exit 3"))                              -- expect: nil	exit	3
local name = os.tmpname()
print(os.rename(name, name .. "x"), os.remove(name .. "x")) -- expect: true	true
