"""What a report is and what makes it right. The standard library only."""
