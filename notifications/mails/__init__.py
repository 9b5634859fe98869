"""Mails: who gets them, what they say, what is attached."""
