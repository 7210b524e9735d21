"""Two stores compared, document by document, as their publishers serve them."""
import hashlib

import client
import daemons

SCHEMA = client.Schema(daemons.DATA.parent.parent / "proto")


def row_without_anchors(values):
    """What a copy's index is like is its own affair, as are fields that only
    a later version knows."""
    row = SCHEMA.store.DocumentRow.FromString(values.document)
    del row.anchors[:]
    row.DiscardUnknownFields()
    return row.SerializeToString()


def contents(site, take=lambda change: None):
    """A digest of all that is stored of each document, by its change number.

    `take` is shown each change with its values.
    """
    with client.Follower(SCHEMA, site.endpoint("query")) as follower:
        found = {}
        for change in follower.changes(with_values=True):
            take(change)
            if change.values.HasField("document"):
                change.values.document = row_without_anchors(change.values)
            change.DiscardUnknownFields()
            found[change.change_no] = hashlib.blake2b(change.SerializeToString()).digest()
        return found


def latest(site):
    """(store id, number of its latest change)"""
    with client.Follower(SCHEMA, site.endpoint("query")) as follower:
        page = follower.page(limit=1)
        return page.store_id, page.as_of


def differences(one, other):
    """The numbers of changes that are not alike, or are in one alone, sorted."""
    return sorted(number for number in one.keys() | other.keys()
                  if one.get(number) != other.get(number))


def wait_until_equal(test, source, copy):
    """Wait until the copy is where the source is; then both hold the same."""
    copy.wait_until("the copy has caught up", lambda: latest(copy) == latest(source))
    one = contents(source)
    test.assertEqual(differences(one, contents(copy)), [])
    listing = ("figures", "--all", "--place", "青石县")
    test.assertEqual(source.rows(*listing), copy.rows(*listing))
    done = copy.baogao("check", check=False)
    test.assertEqual(done.returncode, 0, done.stdout + done.stderr)
    return len(one)
