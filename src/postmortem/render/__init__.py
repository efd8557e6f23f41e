"""Model to planned files: environment, pages, feeds. No I/O."""
