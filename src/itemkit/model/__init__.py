"""What an item, a material, a certificate, a standard item and a bundle are. No files are read here."""
