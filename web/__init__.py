"""Rendering: Folium maps, pages, charts, phrases and assets; no web framework."""
