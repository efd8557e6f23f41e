"""Model to diagnostics: one small function a rule, listed in one table. No I/O."""
