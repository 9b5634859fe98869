"""What is read out of the record for many cases at once: figures and their sheets, what waits and for whom, who may decide, and
what stands out of order."""
