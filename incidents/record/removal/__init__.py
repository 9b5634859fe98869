"""Removal under law: which columns hold content (`content`), what a removal is of (`scopes`), how it is emptied everywhere
(`emptying`, through `door` where rows are written once), what signs that, and how a verification reads it (`statements`)."""
