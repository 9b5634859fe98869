"""The tree of the transparency log: hashes, roots and proofs after RFC 9162, section 2.1, with SHA-256. Pure.

Every hash is 32 bytes. A leaf is told by its place, counted from 0; a tree by its size, the number of its leaves.
"""

import hashlib
from collections.abc import Iterable, Sequence

Hash = bytes
EMPTY = hashlib.sha256().digest()
"""The root of a tree without leaves (RFC 9162, 2.1.1)."""


def leaf_hash(content: bytes) -> Hash:
    """The hash of a leaf. Its first byte keeps a leaf from ever passing for a node (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x00" + content).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """The hash of what stands over two."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows leaf by leaf, kept as the roots of its full subtrees: `peaks`, the widest first, one for each bit
    of its size. What was appended before need not be read again."""

    def __init__(self, size: int = 0, peaks: Iterable[Hash] = ()) -> None:
        """Raises ValueError where the number of peaks does not fit the size."""
        self.size, self.peaks = size, list(peaks)
        if len(self.peaks) != size.bit_count():
            raise ValueError(f"{len(self.peaks)} peaks do not make a tree of {size} leaves")

    def append(self, leaf: Hash) -> None:
        """Add one leaf, given by its hash: it joins the full subtrees of its own width, as one adds 1 to a number."""
        size = self.size
        while size & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            size >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> Hash:
        """The root over all leaves."""
        return _bagged(self.peaks)


def _bagged(peaks: Sequence[Hash]) -> Hash:
    """The root over full subtrees, which is computed from the narrowest."""
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def root_of(leaves: Iterable[Hash]) -> Hash:
    """The root over the leaves of these hashes."""
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


class Proofs:
    """What proves that a leaf is in a tree, and that a tree begins another one. Each full subtree over the leaves is hashed
    once, so that a proof is a matter of the height of the tree."""

    def __init__(self, leaves: Iterable[Hash]) -> None:
        self.levels = [list(leaves)]  # of full subtrees: those of one leaf, of two, of four
        while len(below := self.levels[-1]) > 1:
            self.levels.append([node_hash(*below[n : n + 2]) for n in range(0, len(below) - 1, 2)])

    def root(self, begin: int, end: int) -> Hash:
        """The root over the leaves from `begin` up to `end`, which are a subtree of some tree here."""
        width = end - begin
        if width.bit_count() == 1:
            level = width.bit_length() - 1
            return self.levels[level][begin >> level]
        middle = begin + _widest_left(width)
        return node_hash(self.root(begin, middle), self.root(middle, end))

    def inclusion(self, index: int, size: int) -> list[Hash]:
        """What proves that leaf `index` is in the tree over the first `size` leaves: the hashes beside its way up, the lowest
        first (RFC 9162, 2.1.3.1). Raises IndexError for a leaf that is not there."""
        if not 0 <= index < size <= len(self.levels[0]):
            raise IndexError(f"no leaf {index} among {size} of {len(self.levels[0])}")
        path, begin, end = [], 0, size
        while end - begin > 1:
            middle = begin + _widest_left(end - begin)
            if index < middle:
                path.append(self.root(middle, end))
                end = middle
            else:
                path.append(self.root(begin, middle))
                begin = middle
        return path[::-1]

    def consistency(self, first: int, size: int) -> list[Hash]:
        """What proves that the tree over the `first` leaves stands at the beginning of the one over `size` (2.1.4.1).

        Raises ValueError where the first is empty or the longer.
        """
        if not 0 < first <= size <= len(self.levels[0]):
            raise ValueError(f"a tree of {first} leaves does not begin one of {size} among {len(self.levels[0])}")
        path, begin, end = [], 0, size
        whole = True  # whether what is left of the first tree is a subtree that the verifier holds as its root
        while first != end:
            middle = begin + _widest_left(end - begin)
            if first <= middle:
                path.append(self.root(middle, end))
                end = middle
            else:
                path.append(self.root(begin, middle))
                begin, whole = middle, False
        if not whole:
            path.append(self.root(begin, end))
        return path[::-1]


def includes(root: Hash, size: int, index: int, leaf: Hash, path: Sequence[Hash]) -> bool:
    """Whether `path` proves that the tree of this root and size has this leaf at `index` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    node, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(beside, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def extends(first: int, first_root: Hash, second: int, second_root: Hash, path: Sequence[Hash]) -> bool:
    """Whether `path` proves that the second tree begins with the first one (RFC 9162, 2.1.4.2)."""
    if not 0 < first <= second:
        return False
    if first == second:
        return not path and first_root == second_root
    steps = [first_root, *path] if first & (first - 1) == 0 else list(path)
    if not steps:
        return False
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = steps[0]
    for beside in steps[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = node_hash(beside, old), node_hash(beside, new)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, beside)
        node, last = node >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def _widest_left(size: int) -> int:
    """How many leaves the left subtree of a tree of `size` has: the largest power of two below it."""
    return 1 << ((size - 1).bit_length() - 1)
