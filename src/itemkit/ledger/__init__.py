"""Who has which code: the ledger of a catalog, and what is done with it: assign, adopt, release, retire, history."""
