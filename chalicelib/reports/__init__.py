"""Reports: what is read across capabilities, and files of it."""
