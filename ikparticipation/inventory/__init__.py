"""What the responses add up to, each row traced to who said it."""
