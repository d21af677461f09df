"""Processes that answer on one socket: Granian around the application. It reads requests outside of
Python, so that slow clients hold no thread, and replaces processes that end, also the only one: as
where a file of the index is cut while a search reads it, which the system answers with SIGBUS. The
next one is there well within a second, and only requests that the process had taken are lost, as
the sockets, at which the others wait, are held by the first process."""

import gc
import multiprocessing
import os
import resource
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import wait
from typing import Any

from granian import net
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from index.say import say
from index.values import MachineError, SakuinError, ServerSettings
from web.guard import closing
from web.listen import BALANCED, HEADER_BYTES, WAITING, address_of, beside

Make = Callable[[], Any]
"""Gives a WSGI application."""
_HEADER_SECONDS = 20
"""Seconds in which a client must have sent a request, or the next one over the same connection."""
_STOPPING_SECONDS = 30
"""Seconds that requests under way may take after the server is told to stop."""
_PAUSE_SECONDS = 1.0
"""Seconds between two replacements of processes: one that cannot start is not tried without
rest."""
_CONNECTIONS, _OTHER_FILES = 4096, 256
"""Connections that a process bears at a time, and open files beside them."""
_LOG: dict[str, Any] = {
    "formatters": {"plain": {"format": "sakuin: %(message)s"}},
    "handlers": {"console": {"formatter": "plain", "class": "logging.StreamHandler"}},
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}


class _Interrupt(threading.Event):
    """What wakes Granian's loop, which clears it when it is done with what it was told: what it is
    told meanwhile, such as to stop while it reloads, wakes it again."""

    def __init__(self, is_told: Callable[[], bool]) -> None:
        super().__init__()
        self._is_told = is_told

    def clear(self) -> None:
        super().clear()
        if self._is_told():
            self.set()


class _Workers(MPServer):
    """Granian's processes at one address that is listened at already: each has a socket, or shares
    the only one. This process keeps them all, so that where one of the others ends no connection
    that waits is lost."""

    def __init__(self, listening: socket.socket, settings: ServerSettings) -> None:
        count = settings.workers or os.cpu_count() or 1
        others = [beside(listening) if BALANCED else listening for _ in range(count - 1)]
        self._sockets = [listening, *others]
        super().__init__(
            "sakuin",
            interface=Interfaces.WSGI,
            workers=count,
            blocking_threads=settings.threads,
            backpressure=_connections(),
            http=HTTPModes.http1,
            http1_settings=HTTP1Settings(
                header_read_timeout=_HEADER_SECONDS * 1000, max_buffer_size=HEADER_BYTES
            ),
            log_level=LogLevels.error,
            log_dictconfig=_LOG,
            respawn_failed_workers=True,
            respawn_interval=_PAUSE_SECONDS,
            workers_kill_timeout=_STOPPING_SECONDS,
        )
        if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:  # by nohup
            self.on_startup(lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        self._at_a_terminal = _at_a_terminal()
        self.main_loop_interrupt = _Interrupt(self._is_told)

    def _is_told(self) -> bool:
        """Whether there is something that the loop was told and has not taken yet."""
        return bool(self.interrupt_signal or self.reload_signal or self.interrupt_children)

    def _init_shared_socket(self) -> None:
        """There is none: each process is given its own."""

    def _spawn_worker(self, idx: int, *args: Any, **kwargs: Any) -> Any:
        held: Any = net.SocketHolder  # type: ignore[attr-defined]
        shared: Any = self
        mine = self._sockets[idx]
        shared._sso, shared._shd = mine, held(mine.fileno(), False, WAITING)
        return super()._spawn_worker(idx, *args, **kwargs)

    def _stop_workers(self) -> None:
        """Tells the processes each second, as Granian misses what it is told while it starts."""
        stopped = threading.Event()
        threading.Thread(target=_tell, args=(list(self.wrks), stopped), daemon=True).start()
        super()._stop_workers()  # type: ignore[no-untyped-call]
        stopped.set()

    def signal_handler_reload(self, *args: Any, **kwargs: Any) -> None:
        """A terminal that is closed stops the server; without one its processes are replaced, one
        after another, by ones of the settings as they are now."""
        self.interrupt_signal = self.interrupt_signal or self._at_a_terminal
        self.reload_signal = True
        self.main_loop_interrupt.set()

    def _respawn_workers(self, workers: Any, *args: Any, **kwargs: Any) -> None:
        super()._respawn_workers(workers, *args, **kwargs)
        self.respawned_wrks.clear()  # Granian itself gives up where one ends twice
        self.main_loop_interrupt.wait(_PAUSE_SECONDS)


def _tell(workers: list[Any], stopped: threading.Event) -> None:
    while not stopped.wait(1):
        for worker in workers:
            worker.terminate()


def _at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _hangups() -> list[int]:
    """The signals to reload that come until Granian takes them."""
    found: list[int] = []
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL and not _at_a_terminal():
        signal.signal(signal.SIGHUP, lambda number, _: found.append(number))
    return found


def serve_by_workers(make: Make, listening: socket.socket, settings: ServerSettings) -> None:
    """Answers by the application that `make` gives until told to stop. Where processes begin as
    copies it is made once, and what it has opened is shared; where they do not, `make` is handed
    to each."""
    server = _Workers(listening, settings)
    early = _hangups()
    say(address_of(listening, settings.host))
    copied = multiprocessing.get_start_method() == "fork"
    application = _Application(make)
    if copied:
        application.open()
    server.on_reload(application.open)
    server.on_startup(lambda: server.signal_handler_reload() if early else None)
    try:
        loader = application.get if copied else make
        server.serve(target_loader=partial(_in_worker, loader), wrap_loader=False)
    except SystemExit as ended:  # with 0 where it was told to stop before Granian took signals
        if ended.code and not server.interrupt_signal:
            raise MachineError("a process that answers has ended") from None
    finally:
        gc.unfreeze()


class _Application:
    """The application that processes begin with as copies."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._made: Any = None

    def open(self) -> None:
        """Makes it, anew where it was made before. What cannot be made then is told, and leaves
        the one before."""
        gc.unfreeze()
        try:
            self._made = self._make()
        except SakuinError as error:
            if self._made is None:
                raise
            say(f"sakuin: not reloaded: {error}", err=True)
        gc.collect()
        gc.freeze()  # or the next collection would write to, and so copy, all that is shared

    def get(self) -> Any:
        return self._made


def _in_worker(make: Make) -> Any:
    """The application, in a process that is to end when its parent does."""
    for told in (signal.SIGTERM, signal.SIGINT):
        signal.signal(told, signal.SIG_DFL)  # until Granian takes them there is nothing to finish
    threading.Thread(target=_end_with_parent, daemon=True).start()
    return closing(make())


def _end_with_parent() -> None:
    """Stops this process once its parent has ended, telling it each second as its parent would;
    what is not done in time is left."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    wait([parent.sentinel])
    for _ in range(_STOPPING_SECONDS):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGKILL)


def _connections() -> int:
    """How many connections a process may hold, after asking for as many open files as it needs."""
    wanted = _CONNECTIONS + _OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return _CONNECTIONS
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return max(1, most - _OTHER_FILES)
