print(os.time{year = 2000, month = 1, day = 1, hour = 12} - os.time{year = 1999, month = 12, day = 31, hour = 12}) -- expect: 86400
print(os.date("!%Y-%m-%d %H:%M:%S", 0), os.date("!%j %a %A %b %B %d %I %p %y %%", 86400 * 45)) -- expect: 1970-01-01 00:00:00	046 Sun Sunday Feb February 15 12 AM 70 %
print(os.date("!%c", 0)) print(os.date("!%x %X", 0)) print(os.date("!%U %w %W", 86400 * 9)) -- expect: Thu Jan  1 00:00:00 1970 -- expect: 01/01/70 00:00:00 -- expect: 01 6 01
local t = os.date("!*t", 1e9)
print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst) -- expect: 2001	9	9	1	46	40	1	252	false
print(os.time{year = 2020, month = 14, day = 35, hour = 25} == os.time{year = 2021, month = 3, day = 8, hour = 1}) -- expect: true
print(os.time{year = 2020, month = 3, day = 0} == os.time{year = 2020, month = 2, day = 29}) -- expect: true
print(os.time{year = "2001", month = "2", day = "3"} == os.time{year = 2001, month = 2, day = 3, hour = 12}) -- expect: true
print(pcall(os.time, {year = 2000}))                        -- expect: false	field 'day' missing in date table
print(pcall(os.time, {year = 2000, month = 1, day = "x"}))  -- expect: false	field 'day' missing in date table
print(pcall(os.time, 5))                                    -- expect: false	bad argument #1 to '?' (table expected, got number)
print(pcall(os.date, "*t", {}))                             -- expect: false	bad argument #2 to '?' (number expected, got table)
print(os.difftime(10, 4), pcall(os.difftime))               -- expect: 6	false	bad argument #1 to '?' (number expected, got no value)
print(type(os.clock()), os.clock() >= 0, type(os.time()), math.floor(os.time()) == os.time()) -- expect: number	true	number	true
print(os.getenv("PERILUNE_SURELY_NOT_SET"), type(os.getenv("PATH"))) -- expect: nil	string
print(pcall(os.getenv))                                     -- expect: false	bad argument #1 to '?' (string expected, got no value)
local name = os.tmpname() print(type(name), io.open(name) ~= nil) -- expect: string	true
print(os.rename(name, name .. ".moved"), os.remove(name .. ".moved")) -- expect: true	true
print((select(2, os.remove("/nonexistent/file"))), (select(3, os.remove("/nonexistent/file")))) -- expect: /nonexistent/file: No such file or directory	2
print((select(2, os.rename("/nonexistent/file", "/nonexistent/other")))) -- expect: /nonexistent/file: No such file or directory
print(os.setlocale(), os.setlocale("C"), os.setlocale(nil, "all"), os.setlocale("xx_YY")) -- expect: C	C	C	nil
print(pcall(os.setlocale, "C", "nothing"))                  -- expect: false	bad argument #2 to '?' (invalid option 'nothing')
