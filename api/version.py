"""Version of the software; that of the data is the atlas's own."""

__version__ = "0.1.0"
