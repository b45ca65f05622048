"""From files and text to reports; an importer never changes an open report."""
