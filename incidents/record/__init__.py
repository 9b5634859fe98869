"""The record: the door through which alone it changes, and what reads it back."""
