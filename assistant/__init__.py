"""How the library is asked: from a question to an answer made of checked quotations."""
