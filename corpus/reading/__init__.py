"""Files into text with pages: text, html, docx and pdf, chosen by content in files."""
