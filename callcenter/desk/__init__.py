"""What an agent does, one use case a file. Knows no SQL, no HTTP and no widgets."""
