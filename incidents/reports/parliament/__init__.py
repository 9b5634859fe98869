"""The sheet for Parliament: the cases of a period in figures, as they stood at an instant. Computed from the history alone, so
the same period as of the same instant has the same figures in any later year; the same bytes too, but for the numbers of
cases that were restricted since, which it names no longer.

`as_of` reads the history, `marks` says of each case in which figures it is counted, `sheet` adds them up, `words` says them,
`files` writes them down. A figure is the number of cases that bear its mark: so each opens the cases behind it.
"""
