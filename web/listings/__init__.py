"""Tables of the atlas's things, as several pages show them."""
