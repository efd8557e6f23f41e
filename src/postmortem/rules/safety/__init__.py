"""Rules on what must not be published: secrets, persons, what is internal, and files that tell too much."""
