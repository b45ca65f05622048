"""From reports to files."""
