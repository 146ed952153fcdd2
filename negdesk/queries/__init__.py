"""What a screen or a paper shows: plain SQL in, one frozen sheet out."""
