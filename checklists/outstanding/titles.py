"""What a list calls its items.

Neutral titles are the same word for every item of every rule: one that told of crying, or of the
contact, would tell the others apart from it. See docs/decisions/0024.
"""

NEUTRAL = "Follow-up"
TITLES = "titles"
