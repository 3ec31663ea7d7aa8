"""Who signs in to the floor."""

PERSON, PASSWORD = "bench", "safe-babies-demo"
