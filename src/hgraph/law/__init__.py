"""Law that must change: amendment needs by article, the track each runs through, and how far it is on a day."""
