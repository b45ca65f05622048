"""Office Open XML packages: opening them safely, tables with spans, raw copy of parts."""
