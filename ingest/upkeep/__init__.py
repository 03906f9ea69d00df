"""What keeps a library current: checks, a doctor, the maintainer’s tasks."""
