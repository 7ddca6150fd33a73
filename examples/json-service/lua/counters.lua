-- GET shows a counter, POST adds to it, DELETE removes it.

local cjson = require "cjson.safe"

local counters = ngx.shared.counters

local function answer(status, value)
    ngx.status = status
    ngx.say(cjson.encode(value))
end

local function failure(status, message)
    answer(status, { error = message })
end

--- The number in a body such as {"by":3}; 1 when there is no body.
local function amount()
    ngx.req.read_body()
    local body = ngx.req.get_body_data()
    if not body then
        return 1
    end
    local request, err = cjson.decode(body)
    if type(request) ~= "table" then
        return nil, err or "a JSON object is expected"
    end
    if type(request.by) ~= "number" then
        return nil, "\"by\" must be a number"
    end
    return request.by
end

local methods = {}

function methods.GET(name)
    answer(200, { name = name, value = counters:get(name) or 0 })
end

function methods.POST(name)
    local by, err = amount()
    if not by then
        return failure(400, err)
    end
    local value
    value, err = counters:incr(name, by, 0)
    if not value then
        return failure(500, err)
    end
    answer(200, { name = name, value = value })
end

function methods.DELETE(name)
    counters:delete(name)
    ngx.exit(204)
end

local _M = {}

function _M.serve()
    local name = ngx.var.uri:match("^/counters/([%w_-]+)$")
    if not name then
        return failure(404, "no such counter name")
    end
    local method = methods[ngx.req.get_method()]
    if not method then
        ngx.header.Allow = "GET, POST, DELETE"
        return failure(405, "method not allowed")
    end
    method(name)
end

return _M
