"""Rules that need no Django and no database: time, numbers, personal numbers, weighing what was said."""
