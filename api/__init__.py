"""Ways in: the service, its settings, the command line. Everything is put together here."""
