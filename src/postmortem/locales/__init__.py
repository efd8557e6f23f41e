"""Data by language: one folder a language, read once and kept."""
