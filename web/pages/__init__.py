"""Pages: one module each, with the context that its template gets."""
