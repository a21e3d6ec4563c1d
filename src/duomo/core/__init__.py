"""The pure core: decisions on plain values, with no database, clock, disk, network or dice of its own."""
