"""What is asked for twice: the same certificate, facts that others prove, what offices could fetch themselves."""
