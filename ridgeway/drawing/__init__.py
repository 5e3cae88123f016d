"""Drawings: charts and strips as SVG, from plain values; the same for a page, a Word file and a PDF.

Pure functions. A drawing carries classes and no colours of its own; a page's style sheet colours it, and
`svg.standalone` writes the colours in where there is no style sheet.
"""
