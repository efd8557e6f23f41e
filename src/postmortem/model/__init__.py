"""What a site is made of: frozen structs, and functions over them. No I/O."""
