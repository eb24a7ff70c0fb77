"""What the benchmarks of the server share: wrk, nginx, a server to measure. Set-up installs what is missing, as root."""

import os
import re
import shutil
import statistics
import subprocess
import sys
from dataclasses import dataclass

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../tests/program"))

import resource  # noqa: E402

from server import Server  # noqa: E402

QUIET = ("--requests-per-second", "0", "--connections-per-client", "0", "--connections", "10000",
         "--log-level", "warning")


def need(program, package):
    if shutil.which(program):
        return
    print(f"installing {package}", flush=True)
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", package], check=True,
                   env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=subprocess.DEVNULL)


def many_files():
    """Thousands of connections take as many file descriptors; what is started from here inherits the limit."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


@dataclass
class Load:
    rate: float  # answers a second
    p50_ms: float
    p99_ms: float
    failed: int  # answers that are no success, and broken connections


def wrk(url, seconds, connections, cookie="", script=None, words=(), threads=2):
    """Closed loop: each connection asks again when it is answered."""
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "20s", "--latency"]
    if cookie:
        command += ["-H", "Cookie: " + cookie]
    if script:
        command += ["-s", script]
    said = subprocess.run([*command, url, "--", *map(str, words)], capture_output=True, text=True, check=True).stdout

    def find(pattern):
        found = re.search(pattern, said)
        return found.group(1) if found else None

    broken = sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", said)))
    refused = int(find(r"Non-2xx or 3xx responses: (\d+)") or 0)
    return Load(float(find(r"Requests/sec:\s+([\d.]+)")), to_ms(find(r"\n +50% +(\S+)")), to_ms(find(r"\n +99% +(\S+)")),
                broken + refused)


def to_ms(text):
    value, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", text).groups()
    return float(value) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}[unit]


class Nginx:
    """nginx with a worker a core, that serves `body` as /file, as its documentation tunes it."""

    def __init__(self, folder, body, port):
        need("nginx", "nginx-light")
        self.folder, self.port = folder, port
        os.makedirs(folder + "/www")
        with open(folder + "/www/file", "wb") as file:
            file.write(body)
        os.chmod(folder, 0o755)
        with open(folder + "/nginx.conf", "w") as file:
            file.write(f"""daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes auto;
{'user root;' if os.getuid() == 0 else ''}
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000; open_file_cache max=100;
  server {{ listen 127.0.0.1:{port} reuseport; root {folder}/www; default_type application/json; }}
}}
""")
        self.process = subprocess.Popen(["nginx", "-c", folder + "/nginx.conf", "-p", folder],
                                        stderr=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        self.process.wait()


def serve(program, data):
    return Server(program, data, *QUIET)


def median(values):
    return statistics.median(values)


def verdict(name, ratio, aim, is_met):
    print(f"{name:<52} {ratio:8.2f}   aim {aim:<8} {'met' if is_met else 'NOT MET'}", flush=True)
