"""Gates on what a person typed, and its personal details taken out."""
