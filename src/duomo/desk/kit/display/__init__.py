"""How values are written and drawn on pages; the template tags and the page parts hand out what is made here."""
