"""What staff send and get about orders for many, by what they are for."""
