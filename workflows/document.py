"""An open report with its file: opening, saving, reverting. (In work: see the interface.)"""
