"""Use cases: each is readable as the list of its steps; only this layer joins the others."""
