"""A Change for people: one renderer for terminal, mail and page. Pure.

change_view (view.py) turns a Change into what every face shows, in the same order: flags in words, edit window and
disclosure, the sentences with word-level marks, the rest folded. terminal, plain, unified and page put that on their
medium; data gives the same nouns as JSON-ready dicts. All page text goes through inert.inert() on its way out.
"""
