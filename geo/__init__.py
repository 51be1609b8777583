"""Pure spatial core: coordinate systems and datums, measuring, partitions, coverage, indicative shapes."""
