"""How what people type is understood: text, names. It knows no idea of the other rooms."""
