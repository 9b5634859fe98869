"""Looks into a file that somebody else made: what in its text points at people, what acts by itself, what nobody could read.

`child` runs it in a process of its own, with limits on memory and time; `files.checking` starts that. Knows no Django.
"""
