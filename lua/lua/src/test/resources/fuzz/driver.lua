-- SPDX-License-Identifier: Apache-2.0
-- Runs random programs, in the reference and in our machine alike: returns a function from a program's text to all that
-- it prints, its error included.
local LIBRARIES = { "string", "table", "math", "bit", "coroutine" }
local FUNCTIONS = {
    "assert", "error", "getmetatable", "ipairs", "loadstring", "next", "pairs", "pcall", "rawequal", "rawget", "rawset",
    "select", "setmetatable", "tonumber", "tostring", "type", "unpack", "xpcall", "setfenv", "getfenv",
}
local MAX_LINES, MAX_TICKS = 400, 300

-- A text that doubles in every round: the reference says so of the whole program, which is run nowhere else then.
local IS_REFERENCE = ... == "serve"
local MAX_KILOBYTES, ENDLESS = 30000, "endless"
local is_endless

local function shown(value)
    local kind = type(value)
    if kind == "number" then return value ~= value and "nan" or tostring(value) end
    if kind == "string" then return (value:gsub("%-?nan", "nan"):gsub("(%a+): 0x%x+", "%1")) end
    return (kind == "nil" or kind == "boolean") and tostring(value) or kind
end

local function environment(lines)
    local env = {}
    for _, name in ipairs(FUNCTIONS) do env[name] = _G[name] end
    for _, name in ipairs(LIBRARIES) do
        env[name] = {}
        for key, value in pairs(_G[name]) do env[name][key] = value end
    end
    env._G = env
    local ticks = 0
    function env.tick()
        ticks = ticks + 1
        if ticks > MAX_TICKS then error("enough ticks", 0) end
        if IS_REFERENCE and collectgarbage("count") > MAX_KILOBYTES then
            is_endless = true
            error(ENDLESS, 0)
        end
    end
    -- Without an address.
    function env.plain(value)
        local kind = type(value)
        return (kind == "table" or kind == "function" or kind == "thread") and kind or value
    end
    function env.out(...)
        if #lines >= MAX_LINES then error("enough lines", 0) end
        local parts = {}
        for i = 1, select("#", ...) do parts[i] = shown((select(i, ...))) end
        lines[#lines + 1] = table.concat(parts, " ")
    end
    return env
end

local function run(text)
    local lines = {}
    local chunk, message = loadstring(text, "=script")
    if not chunk then return "syntax: " .. message end
    setfenv(chunk, environment(lines))
    is_endless = false
    local ok, problem = pcall(chunk)
    if is_endless then return ENDLESS end
    if not ok then lines[#lines + 1] = "error: " .. shown(problem) end
    return table.concat(lines, "\n")
end

if not IS_REFERENCE then return run end

-- As a process: a length and a text in, a length and a text out.
while true do
    local length = io.read("*l")
    if not length then return end
    local answer = run(io.read(tonumber(length)))
    if answer == ENDLESS then collectgarbage() end
    io.write(#answer, "\n", answer)
    io.flush()
end
