-- Templates: {{ expression }} is replaced by its value with HTML escaped, {% code %} is Lua. Both see the fields
-- of the table that the template is called with, and Lua's globals.

local loaded = {}

local entities = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }

local function escape(value)
    return (tostring(value):gsub("[&<>\"']", entities))
end

--- Lua source that appends each piece of the text to a list.
local function translate(text)
    local code = { "local out, escape = ...\n" }
    local at = 1
    for before, mark, inner, after in text:gmatch("(.-){([{%%])%s*(.-)%s*[}%%]}()") do
        code[#code + 1] = ("out[#out + 1] = %q\n"):format(before)
        if mark == "%" then
            code[#code + 1] = inner .. "\n"
        else
            code[#code + 1] = ("out[#out + 1] = escape(%s)\n"):format(inner)
        end
        at = after
    end
    code[#code + 1] = ("out[#out + 1] = %q\n"):format(text:sub(at))
    return table.concat(code)
end

local _M = {}

--- Makes a function of a text: it takes a table and answers a string.
function _M.compile(text, name)
    local run = assert(loadstring(translate(text), "=" .. name))
    return function(fields)
        local out = {}
        setfenv(run, setmetatable(fields, { __index = _G }))
        run(out, escape)
        return table.concat(out)
    end
end

--- The same for a file below the server's prefix; each is read once.
function _M.load(path)
    if not loaded[path] then
        local file = assert(io.open(ngx.config.prefix() .. path))
        loaded[path] = _M.compile(file:read("*a"), path)
        file:close()
    end
    return loaded[path]
end

return _M
