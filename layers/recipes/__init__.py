"""Recipes: how the shape of every zone is made, as data, and the steps that make it."""
