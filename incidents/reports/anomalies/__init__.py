"""What stands out of order in the record, though no rule refused it. Each is a question put to the rows when somebody reads, never
a stored verdict: `asked` knows the query of each kind by its code in `plain.anomaly_kinds`, a file a kind. `interests` is about
people, not acts: who is appointed now so that they supervise or audit themselves.
"""

from .asked import counts, found, found_by, since
from .interests import conflicts_of_interest
from .restricted import case_looked_at

__all__ = ["case_looked_at", "conflicts_of_interest", "counts", "found", "found_by", "since"]
