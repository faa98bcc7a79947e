"""Charts as SVG, made of plain values.

Places along the time or the penalty are percentages of the chart's width, so that one drawing fits a telephone, a desk
and a sheet of paper, while letters and strokes keep their size. Colours are classes of the page's style. The page's
script moves the same elements when a filter is set; what it must know stands in ``data-`` attributes.
"""
