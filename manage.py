#!/usr/bin/env python
"""Django's command line. Without a DATABASE_URL it works on a development database under var/."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if not os.environ.get("DATABASE_URL"):
        os.environ.setdefault("TANGGAP_MODE", "development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
