"""The benchmarks: a large installation, the floor that pages are measured against, and what came out (README.md)."""
