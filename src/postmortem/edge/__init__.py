"""Every touch of the world: sources, themes, output, watching, serving, the terminal."""
