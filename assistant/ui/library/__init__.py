"""The page that lists the library and takes a school’s own documents."""
