"""The words by which a page is seen to show a family.

Every word that says something of a family holds the stem of its case, which stands nowhere else:
a page shows a case when it holds the stem. Private words hold SECRET as well.
"""

SECRET = "hushword"
STEMS = ("quillawort", "zennabeck", "mirkadale", "fernolund", "hollomere", "ostrandry")
BABY, TWIN, UNBORN, ELSEWHERE, OFFERED, ENDED = STEMS
NUMBERS = {BABY: "9990001014", TWIN: "9990001030", ELSEWHERE: "9990001049"}
