#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""N reloads (HUP) under load: usage: reload.py SERVER-COMMAND [N]. Counts failed requests; prints memory on the way.

Clients use a new connection for a request, or keep one alive and take its closing between two requests as what it is:
an idle connection may be closed at a reload, a request that was sent may not be lost. A client therefore sends again
only when the connection ended before any byte of the answer on a connection that had served one before (RFC 9110, 9.2.2).
"""
import http.client, os, signal, sys, threading, time
from server import PORT, Server


class Client(threading.Thread):
    def __init__(self, keep):
        super().__init__(daemon=True)
        self.keep, self.right, self.failed, self.again, self.running = keep, 0, [], 0, True

    def run(self):
        connection, served = None, 0
        while self.running:
            if connection is None:
                connection, served = http.client.HTTPConnection("127.0.0.1", PORT, timeout=10), 0
            try:
                connection.request("GET", "/hello")
                answer = connection.getresponse()
                if answer.status != 200 or answer.read() != b"hello, world\n":
                    self.failed.append("status %d" % answer.status)
                self.right += 1
                served += 1
                if not self.keep or answer.will_close:
                    connection.close()
                    connection = None
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError) as e:
                if served:
                    self.again += 1
                else:
                    self.failed.append(repr(e))
                connection = None
            except Exception as e:
                self.failed.append(repr(e))
                connection = None


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    server = Server(sys.argv[1])
    try:
        server.wait_until_ready()
        clients = [Client(keep=i % 2 == 0) for i in range(8)]
        for client in clients:
            client.start()
        for i in range(count + 1):
            if i % 20 == 0:
                print("reload %3d: %.0f MiB resident, %d descriptors, %d threads"
                      % (i, server.resident(), server.descriptors(), server.threads()), flush=True)
            os.kill(server.pid(), signal.SIGHUP)
            time.sleep(0.25)
        for client in clients:
            client.running = False
        for client in clients:
            client.join(15)
        failed = [x for client in clients for x in client.failed]
        print("%d answered, %d sent again on an idle connection that was closed, %d FAILED %s"
              % (sum(c.right for c in clients), sum(c.again for c in clients), len(failed), failed[:5]))
        print(server.errors()[-500:])
    finally:
        server.stop()


main()
