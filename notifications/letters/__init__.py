"""From frozen content to bytes: html (content to HTML), pdf (HTML to PDF and pictures of its pages)."""
