"""Folium maps of the layouts, and small server-rendered locators."""
