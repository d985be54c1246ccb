"""What tests share: the store on either engine, the courier of messages, the caller of routes."""
