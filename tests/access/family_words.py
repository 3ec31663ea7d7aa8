"""The words by which a page is seen to show a family.

Every word that says something of a family holds the stem of its case, which stands nowhere else:
a page shows a case when it holds the stem. Private words hold SECRET as well.
"""

from checklists.demo.synthetic_numbers import synthetic_number

SECRET = "hushword"
STEMS = ("quillawort", "zennabeck", "mirkadale", "fernolund", "hollomere", "ostrandry")
BABY, TWIN, UNBORN, ELSEWHERE, OFFERED, ENDED = STEMS
# Where each stands among the families, which gives its NHS number; unborn children have none. A
# form shows the first number of the range as an example, so nobody has it.
PLACES = {BABY: 11, TWIN: 12, UNBORN: 13, ELSEWHERE: 14, OFFERED: 15}
NUMBERS = {stem: synthetic_number(PLACES[stem] * 2) for stem in (BABY, TWIN, ELSEWHERE, OFFERED)}
