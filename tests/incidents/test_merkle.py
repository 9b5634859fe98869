"""The tree of the log: the vectors of RFC 6962's reference implementation, and proofs over trees of every small size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.plain import merkle
from incidents.plain.merkle import Tree, leaf_hash

CONTENTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
VECTOR = [leaf_hash(bytes.fromhex(content)) for content in CONTENTS]


def leaves(count):
    return [leaf_hash(str(number).encode()) for number in range(count)]


def test_the_roots_are_those_of_the_reference():
    assert merkle.root_of([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert [merkle.root_of(VECTOR[: size + 1]).hex() for size in range(8)] == ROOTS


@pytest.mark.parametrize(
    "index, size, path",
    [
        (0, 1, []),
        (
            0,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    ],
)
def test_the_way_up_of_a_leaf_is_that_of_the_reference(index, size, path):
    assert [step.hex() for step in merkle.Proofs(VECTOR).inclusion(index, size)] == path


@pytest.mark.parametrize(
    "first, second, path",
    [
        (1, 1, []),
        (
            1,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_the_proof_that_a_tree_only_grew_is_that_of_the_reference(first, second, path):
    assert [step.hex() for step in merkle.Proofs(VECTOR).consistency(first, second)] == path


def test_a_tree_grows_from_its_peaks_as_from_its_leaves():
    tree = Tree()
    for size, leaf in enumerate(leaves(40), start=1):
        tree = Tree(tree.size, tree.peaks)
        tree.append(leaf)
        assert (tree.size, tree.root()) == (size, merkle.root_of(leaves(size)))
    with pytest.raises(ValueError, match="2 peaks"):
        Tree(4, tree.peaks)


def test_every_leaf_of_every_small_tree_is_proved_and_at_no_other_place():
    for size in range(1, 20):
        root = merkle.root_of(leaves(size))
        for index, leaf in enumerate(leaves(size)):
            path = merkle.Proofs(leaves(size)).inclusion(index, size)
            proved = [place for place in range(-1, size + 1) if merkle.includes(root, size, place, leaf, path)]
            assert proved == [index]
        with pytest.raises(IndexError):
            merkle.Proofs(leaves(size)).inclusion(size, size)


def test_every_small_tree_is_proved_to_begin_with_each_smaller_one():
    for second in range(1, 20):
        root = merkle.root_of(leaves(second))
        for first in range(1, second + 1):
            path, before = merkle.Proofs(leaves(second)).consistency(first, second), merkle.root_of(leaves(first))
            assert merkle.extends(first, before, second, root, path)
            assert not merkle.extends(first, leaf_hash(b"another"), second, root, path)
            assert not merkle.extends(first, before, second, leaf_hash(b"another"), path)
    for first in (0, 20):
        with pytest.raises(ValueError):
            merkle.Proofs(leaves(19)).consistency(first, 19)
    assert not merkle.extends(0, merkle.EMPTY, 1, leaves(1)[0], [])


@given(st.integers(1, 60), st.data())
def test_no_other_leaf_and_no_other_way_is_taken_for_proved(size, data):
    index = data.draw(st.integers(0, size - 1))
    root, path = merkle.root_of(leaves(size)), merkle.Proofs(leaves(size)).inclusion(index, size)
    leaf = leaves(size)[index]
    assert not merkle.includes(root, size, index, leaf_hash(b"another"), path)
    for place in range(len(path)):
        assert not merkle.includes(root, size, index, leaf, [*path[:place], leaf_hash(b"no"), *path[place + 1 :]])
        assert not merkle.includes(root, size, index, leaf, path[:place] + path[place + 1 :])
    assert not merkle.includes(root, size, index, leaf, [*path, leaf])


@given(st.integers(2, 60), st.data())
def test_no_other_way_is_taken_for_a_proof_that_a_tree_only_grew(second, data):
    first = data.draw(st.integers(1, second - 1))
    before, after = merkle.root_of(leaves(first)), merkle.root_of(leaves(second))
    path = merkle.Proofs(leaves(second)).consistency(first, second)
    for place in range(len(path)):
        altered = [*path[:place], leaf_hash(b"no"), *path[place + 1 :]]
        assert not merkle.extends(first, before, second, after, altered)
        assert not merkle.extends(first, before, second, after, path[:place] + path[place + 1 :])
    assert not merkle.extends(first, before, second, after, [*path, before])
