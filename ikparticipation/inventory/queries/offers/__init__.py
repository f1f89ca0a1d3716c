"""The directory of offers: its index, its cards, the page of an offer, what readers doubt."""
