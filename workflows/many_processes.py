"""Many jobs done by several processes at once; one that ends with its process stops none of the others.

The processes are started anew ("spawn"), as Windows does it: they import what they need and hold nothing of a window.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TypeVar

_WAIT = 0.2
"""Seconds between two looks at whether the clerk wants to stop."""

Job = TypeVar("Job")
Done = TypeVar("Done")


def by_processes(
    run: Callable[[Job], Done],
    jobs: Sequence[Job],
    stop: Callable[[], bool],
    processes: int,
    ended: Callable[[Job], Done],
) -> Iterator[Done]:
    """Do the jobs; what became of each, in their order, as soon as it and all before it are done.

    run: a function of a module, with what it takes and gives as values. stop: asked between jobs; once it says so,
    those that run are finished and no other is begun: what became of the jobs is then told of fewer.
    ended: what became of a job whose process ended by itself.
    """
    pool = ProcessPoolExecutor(processes, get_context("spawn"), initializer=_leave_stopping_to_the_first_process)
    try:
        with _deaf():
            waiting = deque((job, pool.submit(run, job)) for job in jobs)
        while waiting and not stop():
            job, future = waiting[0]
            wait((future,), _WAIT)
            if future.done():
                waiting.popleft()
                yield _outcome(job, future, ended)
        begun = [(job, future) for job, future in waiting if not future.cancel()]
        for job, future in begun:
            yield _outcome(job, future, ended)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _outcome(job: Job, future: Future[Done], ended: Callable[[Job], Done]) -> Done:
    try:
        return future.result()
    except BrokenProcessPool:
        return ended(job)


def _leave_stopping_to_the_first_process() -> None:
    """Ctrl+C reaches all processes of a terminal: the first one lets the others finish the file they are at."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Processes that are being started take over that Ctrl+C is ignored; they'd die of it before they begin."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
