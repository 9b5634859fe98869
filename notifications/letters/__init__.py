"""From frozen content to bytes: compose (content to HTML), pdf (HTML to PDF and pictures of its pages)."""
