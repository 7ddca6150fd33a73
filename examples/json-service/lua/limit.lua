-- At most so many requests in a time window for each client, counted in shared memory.

local clients = ngx.shared.clients

local _M = {}

--- Ends the request with 429 when the client has had its share.
-- A client is who says so in X-Client-Id, or else an address.
function _M.check(requests, seconds)
    local client = ngx.var.http_x_client_id or ngx.var.remote_addr
    -- the first request of a window creates the counter, and the window ends with it
    local count, err = clients:incr(client, 1, 0, seconds)
    if not count then
        ngx.log(ngx.ERR, "cannot count requests: ", err)
        return
    end
    ngx.header["X-RateLimit-Remaining"] = math.max(0, requests - count)
    if count > requests then
        ngx.header["Retry-After"] = math.ceil(clients:ttl(client))
        return ngx.exit(429)
    end
end

return _M
