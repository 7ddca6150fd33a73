-- Digits are those of the exact binary value, and a tie goes up (C goes to the even neighbour).
print(string.format("%.2f %.2f %.2f %.1f %.0f %.0f", 2.675, 1.005, 0.125, 0.25, 0.5, 2.5))
-- expect: 2.67 1.00 0.13 0.3 1 3
print(string.format("%.17g %.17g %.16g %.15g", 1e-6, 1e23, 1e-11, 0.1))
-- expect: 9.9999999999999995e-07 9.9999999999999992e+22 9.999999999999999e-12 0.1
print(string.format("%.2f %.3f %.1f %.10f", 999.995, 9.9996, 0.05, 1e-11))
-- expect: 1000.00 10.000 0.1 0.0000000000
print(string.format("%g %g %g %g %g %g", 100000, 1e6, 999999.5, 0.0001, 0.00001, 123456789))
-- expect: 100000 1e+06 1e+06 0.0001 1e-05 1.23457e+08
print(string.format("%.3e %.0e %E %G", 99999, 15, 0.5, 1e-10))
-- expect: 1.000e+05 2e+01 5.000000E-01 1E-10
print(string.format("[%8.3f][%-8.1f][%08.2f][%+.1f][% .1f][%5.0f]", -1.5, 2.25, -3.14159, 1, 1, 9.5))
-- expect: [  -1.500][2.3     ][-0003.14][+1.0][ 1.0][   10]
print(string.format("%.2f %.2f %.6f", 2^53, 1e17, 123456789012.345))
-- expect: 9007199254740992.00 100000000000000000.00 123456789012.345001
print(string.format("%.3f", 1e22), string.format("%.1f", 5e-324))
-- expect: 10000000000000000000000.000	0.0
print(string.format("|%5d|%-5d|%05d|%+d|% d|%.3d|%5.3d|%.0d|", 42, 42, -42, 42, 42, 7, 7, 0))
-- expect: |   42|42   |-0042|+42| 42|007|  007||
print(string.format("%d %d %d", -2^63, 1e300, 3.99))
-- expect: -9223372036854775808 -9223372036854775808 3
print(string.format("%x %X %#x %o %#o %u", 255, 255, 255, 8, 8, 2^63))
-- expect: ff FF 0xff 10 010 9223372036854775808
print(string.format("%x %u", 1e300, -1))
-- expect: 8000000000000000 18446744073709551615
print(tostring(1e15), tostring(123456789012345), tostring(1e100), tostring(2^-1074))
-- expect: 1e+15	1.2345678901235e+14	1e+100	4.9406564584125e-324
print(tostring(0.1 + 0.2), tostring(1 / 3), tostring(-0.0), tostring(1e14), tostring(99999999999999.5))
-- expect: 0.3	0.33333333333333	-0	1e+14	1e+14
print(string.format("%s|%5s|%-5s|%.2s|%5.1s|", "abc", "abc", "abc", "abc", "abc"))
-- expect: abc|  abc|abc  |ab|    a|
print(pcall(string.format, "%d", "x"))
-- expect: false	bad argument #2 to '?' (number expected, got string)
print(pcall(string.format, "a %d b %y", 1, 2))
-- expect: false	invalid option '%y' to 'format'
print(pcall(string.format, "%d %d", 1))
-- expect: false	bad argument #3 to '?' (value expected)
