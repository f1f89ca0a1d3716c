"""The next version: its changes explained, published, and every comment placed in it."""
