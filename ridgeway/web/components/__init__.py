"""The parts that pages are made of: figures, charts, strips, tables; each drawn once."""
