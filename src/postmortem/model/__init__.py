"""What a site is made of: frozen dataclasses, and functions over them. No I/O."""
