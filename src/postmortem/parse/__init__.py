"""Text to model: YAML, front matter, body, sections, timeline, settings. No I/O."""
