"""pandas with calamine reading sheets of a workbook; run by reading.py in the peers' environment.

usage: reading_peer.py WORKBOOK SHEET…
"""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pandas

data, sheets = Path(sys.argv[1]).read_bytes(), sys.argv[2:]
clock = time.perf_counter if sys.platform == "win32" else time.process_time
print("ready", flush=True)
for _ in sys.stdin:
    start = clock()
    frames = pandas.read_excel(io.BytesIO(data), sheet_name=sheets, header=None, engine="calamine")
    print((clock() - start) * 1000, flush=True)
    assert all(len(frame) for frame in frames.values())
