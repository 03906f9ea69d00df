"""A process that does one kind of work on files within limits: a file that does harm harms that process and nothing else.

The one side, ``BoundedProcess``, starts a module of ours, hands it requests and reads its answers. The other side, in that
module, calls ``limit`` first and then ``requests`` and ``answer``. Each message is a length and a pickle. What comes back is
made into types that were named beforehand and nothing else: a process that was taken over by a file cannot make this one run
anything.
"""

from __future__ import annotations

import io
import os
import pickle
import resource
import selectors
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

_LENGTH = struct.Struct(">Q")
_ROOT = Path(__file__).resolve().parents[1]
_ONE_THREAD = "import os; os.environ.setdefault('OPENBLAS_NUM_THREADS', '1')"  # each thread takes of the memory allowed
_MB = 2**20


class BoundedProcess:
    """A process that answers requests; it is started at once, and runs until ``end``.

    Parameters
    ----------
    worker : str
        The module whose ``main`` the process runs.
    memory_mb : int
        Of address space.
    cpu_s : int
        Computing time after which it ends itself, even when the one that started it is gone.
    answers : collection of str
        The modules whose types an answer may hold: types of data, of which making one does nothing.
    max_answer_mb : int
        Of the longest answer.
    """

    def __init__(
        self, worker: str, *, memory_mb: int, cpu_s: int, answers: Collection[str], max_answer_mb: int = 512
    ) -> None:
        self._answers = frozenset(answers)
        self._max_answer = max_answer_mb * _MB
        start = f"{_ONE_THREAD}; import sys; sys.path.insert(0, {str(_ROOT)!r}); from {worker} import main; main()"
        self._process = subprocess.Popen(
            [sys.executable, "-c", start, str(memory_mb), str(cpu_s)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that ending it ends what it started
        )
        self._is_ended = False

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def send(self, request: object) -> None:
        """Hand in a request.

        Raises
        ------
        EOFError
            If the process is gone.
        """
        data = pickle.dumps(request)
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(_LENGTH.pack(len(data)) + data)
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise EOFError from error

    def receive(self, deadline: float) -> Any:
        """Return the next answer.

        Parameters
        ----------
        deadline : float
            Until when to wait, on the clock of ``time.monotonic``.

        Raises
        ------
        TimeoutError
            If it does not come in time.
        EOFError
            If the process is gone, or what came is no answer.
        """
        length = _LENGTH.unpack(_read_exactly(self._process, _LENGTH.size, deadline))[0]
        if length > self._max_answer:
            raise EOFError
        return _load(_read_exactly(self._process, length, deadline), self._answers)

    def end(self) -> int | None:
        """End the process and what it started; the second time, do nothing.

        Returns
        -------
        int or None
            Its exit status, if it had ended by itself.
        """
        ended = self._process.poll()
        if self._is_ended:
            return ended
        self._is_ended = True
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(BrokenPipeError):  # what was not yet written to a process that is gone
                if pipe is not None:
                    pipe.close()
        self._process.wait()
        return ended


def _read_exactly(process: subprocess.Popen[bytes], n_bytes: int, deadline: float) -> bytes:
    """Read from a process.

    Raises
    ------
    TimeoutError
        If it does not come in time.
    EOFError
        If the process is gone.
    """
    assert process.stdout is not None
    data = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(data) < n_bytes:
            if not selector.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            some = os.read(process.stdout.fileno(), min(n_bytes - len(data), _MB))
            if not some:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=1)  # so that how it ended is known
                raise EOFError
            data += some
    return bytes(data)


class _Unpickler(pickle.Unpickler):  # noqa: S301  # it is what makes unpickling safe
    """Makes types of the modules named and nothing else."""

    def __init__(self, data: bytes, modules: Collection[str]) -> None:
        super().__init__(io.BytesIO(data))
        self._modules = modules

    def find_class(self, module: str, name: str) -> Any:
        """Return one of the types.

        Raises
        ------
        EOFError
            If another is asked for: then this is not what the process writes.
        """
        found = getattr(sys.modules.get(module), name, None) if module in self._modules else None
        if not isinstance(found, type) or found.__module__ != module:
            raise EOFError
        return found


def _load(data: bytes, modules: Collection[str]) -> Any:
    try:
        return _Unpickler(data, modules).load()
    except (pickle.UnpicklingError, AttributeError, TypeError, ValueError, IndexError) as error:
        raise EOFError from error


def limit(memory_mb: int, cpu_s: int) -> None:
    """Limit the process that calls; what a system has no limit for is left without one."""
    wanted = {
        resource.RLIMIT_AS: memory_mb * _MB,
        resource.RLIMIT_CPU: cpu_s,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,  # it writes to its pipe only
    }
    for what, most in wanted.items():
        hard = resource.getrlimit(what)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def requests(stdin: BinaryIO) -> Iterator[Any]:
    """Read the requests that are handed in, until there are none.

    Yields
    ------
    Any
        A request.
    """
    while len(head := stdin.read(_LENGTH.size)) == _LENGTH.size:
        yield pickle.loads(stdin.read(_LENGTH.unpack(head)[0]))  # noqa: S301  # from the process that started this one


def answer(what: object, stdout: BinaryIO) -> None:
    """Hand an answer back."""
    buffer = io.BytesIO()
    pickle.dump(what, buffer, protocol=5)
    stdout.write(_LENGTH.pack(buffer.tell()))
    stdout.write(buffer.getbuffer())
    stdout.flush()
