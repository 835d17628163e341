"""`make mutants`: a promise that is broken in the code has to turn a test red.

The named mutants each break one promise, and each must be noticed. After them comes a sample of
small ones that nobody chose: what survives of those is for somebody to look at.
"""
