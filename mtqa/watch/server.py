"""The figures over HTTP, for a Prometheus on this machine; a module of its own, as few ask for it."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from mtqa.model.errors import ConfigError
from mtqa.watch.metrics import Metrics

_CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def serve(metrics: Metrics, port: int) -> ThreadingHTTPServer:
    """Serve figures under http://127.0.0.1:PORT/metrics, in a thread; port 0 is any that is free.

    Raises:
        ConfigError: if the port cannot be had.
    """

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer."""
            if self.path.partition("?")[0] != "/metrics":
                self.send_error(404, "figures are at /metrics")
                return
            body = metrics.text().encode()
            self.send_response(200)
            self.send_header("Content-Type", _CONTENT_TYPE)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep silent: the log is the watcher's."""

    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    except OSError as error:
        raise ConfigError(f"--metrics-port: port {port} cannot be had: {error.strerror or error}") from error
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server
