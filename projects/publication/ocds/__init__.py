"""Open contracting data read without a database: files, releases, processes."""
