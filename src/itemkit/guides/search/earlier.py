"""What the last run left, so that an index of which little has changed is amended instead of made anew.

Nothing of it is believed that does not have the digest under which the last run entered it.
"""

from base64 import urlsafe_b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import blake2b

from itemkit.guides.search.blocks import Block
from itemkit.guides.search.blocks import stem as block_stem
from itemkit.guides.search.directory import Directory
from itemkit.guides.search.keys import keys_of
from itemkit.guides.search.script import data_file, from_script
from itemkit.guides.search.shards import Shape, amended
from itemkit.guides.search.shards import stem as shard_stem

_FEW = 8
"""Amending pays while at most one block in so many has changed."""


def digest_of(*contents: bytes) -> str:
    """Tells versions of files apart; eight characters that may stand in an address."""
    hashed = blake2b(digest_size=6)
    for content in contents:
        hashed.update(content)
    return urlsafe_b64encode(hashed.digest()).decode()


@dataclass(frozen=True, slots=True)
class Earlier:
    """The files of the last run, if they are of use for this one."""

    files: Mapping[str, bytes]
    shape: Shape
    digest: str
    """Of the shards; empty if there are none to amend."""
    blocks: Mapping[int, str]
    """Digests by number."""

    @classmethod
    def of(cls, files: Mapping[str, bytes], shape: Shape) -> "Earlier":
        """What of the files is of use for an index of this shape."""
        directory = Directory.read(files)
        if directory is None or directory.shape != shape:
            return cls({}, shape, "", {})
        return cls(files, shape, directory.digest, {one.number: one.digest for one in directory.blocks})

    def amended(self, come: Mapping[int, Block], gone: Collection[int]) -> list[bytes] | None:
        """The shards' files, in order; None if they must be made anew.

        Args:
            come: the blocks that are new or have changed.
            gone: the numbers of those that are no more, or were other ones.
        """
        if not self.digest or len(come.keys() | set(gone)) * _FEW > len(self.blocks):
            return None
        shards = [self.files.get(data_file(shard_stem(place)), b"") for place in range(self.shape.count)]
        old = {number: self.files.get(data_file(block_stem(number)), b"") for number in gone}
        if digest_of(*shards) != self.digest or any(digest_of(old[number]) != self.blocks[number] for number in old):
            return None
        keys_gone = {number: keys_of(from_script(block_stem(number), content)) for number, content in old.items()}
        keys_come = {number: keys_of(one) for number, one in come.items()}
        return list(amended(shards, keys_gone, keys_come, self.shape))
