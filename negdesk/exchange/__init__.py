"""Other formats in and out. It reads by queries that it is given, and never opens a library or writes into one.

The modules are loaded when first used, because each brings a library that the first paint must not wait for.
"""
