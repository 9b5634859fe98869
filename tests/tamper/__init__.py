"""Somebody alters the database behind the product's back, in every way its owner can: is it found, and where it was done?"""
