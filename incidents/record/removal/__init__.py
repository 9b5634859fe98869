"""Removal under law: which columns hold content (`content`), what a removal is of (`scopes`) and ever said (`removed_texts`), how it is
emptied everywhere (`emptying`, `access_entries`, `beside_the_record`; through `door` where rows are written once), what signs that, and
how a verification reads it (`statements`)."""
