"""A student's text as part of a page: of what it asks for, only what stands in these lists is done.

text      markdown as HTML
allowed   elements, attributes and links that may stand in it
formulas  formulas as MathML
pictures  the pictures that it may show
"""
