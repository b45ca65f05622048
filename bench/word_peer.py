"""docxtpl filling a template; run by word.py in the peers' environment. usage: word_peer.py TEMPLATE CONTEXT OUTPUT"""

from __future__ import annotations

import io
import json
import sys
import time
from pathlib import Path

from docxtpl import DocxTemplate

template, context, output = (Path(name) for name in sys.argv[1:])
data = template.read_bytes()
clock = time.perf_counter if sys.platform == "win32" else time.process_time
values = json.loads(context.read_text("utf-8"))
print("ready", flush=True)
for _ in sys.stdin:
    start = clock()
    document = DocxTemplate(io.BytesIO(data))
    document.render(values, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    print((clock() - start) * 1000, flush=True)
    output.write_bytes(buffer.getvalue())
