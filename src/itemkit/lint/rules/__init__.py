"""The rules about what an item says: one module a family, a few rooms more where a family is large."""
