#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""N connections at once, each in ngx.sleep(1): usage: sleepers.py SERVER-COMMAND [N]. Prints when all were answered."""
import resource, select, socket, sys, time
from server import PORT, Server

REQUEST = b"GET /sleep HTTP/1.1\r\nHost: localhost\r\n\r\n"


def connect(poll, sockets):
    s = socket.socket()
    s.setblocking(False)
    s.connect_ex(("127.0.0.1", PORT))
    sockets[s.fileno()] = s
    poll.register(s, select.EPOLLOUT)


def ask(count):
    poll, sockets, right, wrong = select.epoll(), {}, 0, 0
    began = time.perf_counter()
    for _ in range(count):
        connect(poll, sockets)
    while right + wrong < count and time.perf_counter() - began < 60:
        for fd, event in poll.poll(1):
            s = sockets[fd]
            if event & select.EPOLLOUT:
                s.send(REQUEST)
                poll.modify(s, select.EPOLLIN)
                continue
            try:
                answer = s.recv(4096)
            except OSError:
                answer = b""
            if answer.startswith(b"HTTP/1.1 200") and answer.endswith(b"slept\n\r\n0\r\n\r\n"):
                right += 1
            else:
                wrong += 1
            poll.unregister(s)
    took = time.perf_counter() - began
    for s in sockets.values():
        s.close()
    return right, wrong, took


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    if limit < count + 100:
        sys.exit("only %d open files are allowed" % limit)
    server = Server(sys.argv[1])
    try:
        server.wait_until_ready()
        ask(count // 10)  # the first calls are compiled
        threads = server.threads()
        for _ in range(3):
            right, wrong, took = ask(count)
            print("%d right, %d wrong, all after %.2f s; %d threads (%d before), %.0f MiB resident"
                  % (right, wrong, took, server.threads(), threads, server.resident()))
    finally:
        server.stop()


main()
