"""The pages of the words for families, for managers and administrators."""

from witness.web.wording import drafts, explanations, languages, page_words, templates
from witness.web.wording.pages import wording

__all__ = ["drafts", "explanations", "languages", "page_words", "templates", "wording"]
