"""Files that people send us: the port, the checks before anyone may open one, and S3."""
