"""Figures in Chinese prose: what they count and which cells of the form hold the same figure (rule T1)."""
