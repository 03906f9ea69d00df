"""What a record is measured by."""
