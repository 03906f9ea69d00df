"""The database: its tables, and answers with their evidence as they are stored."""
