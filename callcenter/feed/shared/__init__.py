"""One desk polls for all of a brand, by way of a NATS server with JetStream.

=============  =========================================================================================
``link``       one connection, and the buckets on it
``follow``     what is written to a bucket, from a revision on, with nothing left out
``lease``      which desk polls for all: a key that lasts three seconds
``values``     what is written: every value sealed, every name unreadable
``board``      writing the last value of each order and customer, never back in time
``beats``      the leader's sign of life, once a second, with what all are to know
``presence``   which desks there are, and which venues they watch; the leader alone counts them
``marks``      who has taken what
``backfill``   what the bucket no longer holds, read from the point of sale by the desk that lacks it
``fallback``   polling for oneself while the server is away
``pack``       the directory in one file, for a new desk; ``snapshots`` carries it there and back
``feed``       the port, made of these
=============  =========================================================================================
"""
