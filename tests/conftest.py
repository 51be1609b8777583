"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# A property holds or it does not, however slow or busy the machine is that asks.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
