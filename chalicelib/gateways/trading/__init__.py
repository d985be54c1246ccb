"""Trading servers: the port in `port`, its nouns in `model`, its refusals in `errors`, adapters."""
