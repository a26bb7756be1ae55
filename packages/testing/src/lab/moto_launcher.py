"""Serves moto on 127.0.0.1 and prints `ready <port>`. Usage: moto_launcher.py PORT (0 picks a free one).

Differs from moto_server in four ways:
- One request at a time. moto's backends are plain dictionaries, and parallel writers make it answer 500
  ("dictionary changed size during iteration"). The interpreter lock makes this free of cost.
- It exits when its standard input closes, so it never outlives the process that started it, however that one ended.
- It writes no access log.
- Setting a policy's default version to the one that it already is keeps it, as AWS does; moto would leave none.
"""

import logging
import os
import sys
import threading

from moto.iam.models import Policy
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server


class QuietHandler(WSGIRequestHandler):
    def log_request(self, *args, **kwargs):
        pass


def serialised(application):
    lock = threading.Lock()

    def serve(environ, start_response):
        with lock:
            return application(environ, start_response)

    return serve


def update_default_version(policy, new_default_version_id):
    for version in policy.versions:
        version.is_default = version.version_id == new_default_version_id
    policy.default_version_id = new_default_version_id


def exit_with_parent():
    while sys.stdin.buffer.read(4096):
        pass
    os._exit(0)


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    Policy.update_default_version = update_default_version
    application = serialised(DomainDispatcherApplication(create_backend_app))
    server = make_server("127.0.0.1", int(sys.argv[1]), application, threaded=True, request_handler=QuietHandler)
    # moto builds some of the URLs that it answers with from this variable.
    os.environ["MOTO_PORT"] = str(server.server_port)
    threading.Thread(target=exit_with_parent, daemon=True).start()
    print(f"ready {server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
