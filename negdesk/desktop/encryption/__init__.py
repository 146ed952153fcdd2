"""How a library is encrypted: choosing it, the recovery paper, and changing it later."""
