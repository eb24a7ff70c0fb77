"""Runs the program and a database server beside a test, and asks it over HTTP. Standard library alone."""

import ctypes
import http.client
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field

POSTGRES = "/usr/lib/postgresql/15/bin"
PATIENCE_SECONDS = 60


def die_with_parent():
    """Of a child: whatever ends the test ends it too."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


@dataclass
class Answer:
    status: int
    headers: dict  # names in lower case
    text: bytes = b""

    @property
    def type(self):
        return self.headers.get("content-type", "").split(";")[0].strip()

    def json(self):
        return json.loads(self.text)


@dataclass
class Client:
    """One connection that is kept, opened again when the server has closed it. `cookie` is a session's."""

    port: int
    cookie: str = ""
    token: str = ""
    timeout: float = PATIENCE_SECONDS
    connection: object = field(default=None, repr=False)

    def ask(self, method, target, body=None, headers=()):
        sent = dict(headers)
        if body is not None and not isinstance(body, (bytes, str)):
            body = json.dumps(body)
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            body = body.encode() if isinstance(body, str) else body
        if self.cookie:
            sent.setdefault("Cookie", self.cookie)
        if self.token:
            sent.setdefault("Authorization", "Bearer " + self.token)
        try:
            return self._once(method, target, body, sent)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # Kept connections end at any time; what is not safe to repeat goes out on a new one.
            self.close()
            if method != "GET":
                raise
            return self._once(method, target, body, sent)

    def _once(self, method, target, body, headers):
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
            self.connection.connect()
            self.connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection = self.connection
        try:
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            heads = {name.lower(): value for name, value in response.getheaders()}
            if heads.get("content-type", "").startswith("text/event-stream"):
                # A stream has no end: that it has begun is its answer.
                self.close()
                return Answer(response.status, heads)
            answer = Answer(response.status, heads, response.read())
        except Exception:
            self.close()
            raise
        if heads.get("connection", "").lower() == "close":
            self.close()
        return answer

    def close(self):
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Server:
    """`stagecraft serve` on a free port. `address` is what it printed, `setup_secret` too, if any."""

    def __init__(self, program, data, *flags, environment=None, limits=None):
        words = [program, "serve", "--data", data, "--listen", "127.0.0.1:0", *flags]
        self.clients = []
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            words, stdout=subprocess.PIPE, stderr=self.log, text=True, env={**os.environ, **(environment or {})},
            preexec_fn=lambda: (die_with_parent(), limits and limits()))
        self.address, self.setup_secret = "", ""
        line = self.process.stdout.readline()
        if "listens on" not in line:
            raise RuntimeError("The server did not start: " + line + self.log_text())
        self.address = line.split()[-1]
        self.port = int(self.address.rsplit(":", 1)[1])

    def read_setup_secret(self):
        """Waits for the set-up link of a new workspace."""
        while "/setup#" not in (line := self.process.stdout.readline()):
            if not line:
                raise RuntimeError("The server printed no set-up link: " + self.log_text())
        self.setup_secret = line.strip().rsplit("#", 1)[1]
        return self.setup_secret

    def log_text(self):
        self.log.seek(0)
        return self.log.read().decode(errors="replace")

    def client(self, **more):
        """Closed with the server."""
        self.clients.append(Client(self.port, **more))
        return self.clients[-1]

    def stop(self):
        self.end(signal.SIGTERM)

    def kill(self):
        self.end(signal.SIGKILL)

    def end(self, how):
        if self.process.poll() is None:
            self.process.send_signal(how)
        self.process.wait(PATIENCE_SECONDS)
        self.process.stdout.close()
        self.log.close()
        for client in self.clients:
            client.close()


class Postgres:
    """A PostgreSQL 15 of its own, reached through a socket in its folder. Without fsync: what is cut here is the life of
    its processes, not the machine's power, and after a kill it would bring a whole folder to the disk first."""

    @staticmethod
    def is_installed():
        return os.path.exists(POSTGRES + "/postgres")

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="stagecraft-pg-")
        self.user = {}
        if os.getuid() == 0:  # Root may not run it.
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
            self.user = {"user": account.pw_uid, "group": account.pw_gid}
        self._run("initdb", "-D", self.folder + "/data", "-U", "test", "--no-sync", "--encoding=UTF8",
                  "--locale=C.UTF-8", "--auth=trust")
        self.process = None
        self.start()

    def address(self, database="postgres"):
        return f"postgresql://test@/{database}?host={self.folder}"

    def _run(self, program, *words):
        subprocess.run([f"{POSTGRES}/{program}", *words], check=True, cwd="/", stdout=subprocess.DEVNULL,
                       stderr=subprocess.STDOUT, **self.user)

    def start(self):
        with open(self.folder + "/server.log", "ab") as log:
            self.process = subprocess.Popen(
                [POSTGRES + "/postgres", "-D", self.folder + "/data", "-k", self.folder, "-c", "listen_addresses=",
                 "-c", "max_connections=90", "-c", "fsync=off"],
                cwd="/", stdout=log, stderr=log, preexec_fn=die_with_parent, **self.user)
        while subprocess.run([POSTGRES + "/pg_isready", "-h", self.folder, "-q"]).returncode != 0:
            if self.process.poll() is not None:
                with open(self.folder + "/server.log") as log:
                    raise RuntimeError("PostgreSQL did not start: " + log.read())
            time.sleep(0.02)

    def ask(self, sql, database="postgres"):
        return subprocess.run(["psql", "-qAtX", "-d", self.address(database), "-c", sql], check=True,
                              capture_output=True, text=True).stdout

    def kill(self):
        """SIGKILL to the postmaster; its children notice, as after a crash."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)
        # The next start refuses while a child still holds the shared memory.
        while self._children():
            time.sleep(0.02)

    def _children(self):
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as file:
                    is_ours = b"postgres" in file.read()
                if is_ours and os.readlink(f"/proc/{pid}/cwd") == self.folder + "/data":
                    found.append(int(pid))
            except OSError:
                continue
        return found

    def stop(self):
        self.process.send_signal(signal.SIGINT)
        self.process.wait(PATIENCE_SECONDS)
        shutil.rmtree(self.folder, ignore_errors=True)
