"""Sales: what staff mean to do, for whom and by when."""
