"""What can be shown: tables and their joins, boundaries, recipes, the layer store and its query engine."""
