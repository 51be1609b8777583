"""OGC API – Features: requests and documents of the standard, without any web framework."""
