"""A name written from right to left moves nothing that stands beside it."""

import pytest
from django.conf import settings

pytestmark = [pytest.mark.browser, pytest.mark.sqlite_only]

NAME = "محمّد خان"
HOLDERS = ["a", "b", "strong", "dd", "span", "label", "bdi"]
STYLES = settings.BASE_DIR / "static" / "build" / "main.css"
AFTER = """holder => {
    const rest = document.createRange();
    rest.selectNode(holder.nextSibling);
    return rest.getBoundingClientRect().left >= holder.getBoundingClientRect().right - 1;
}"""


@pytest.mark.parametrize("holder", HOLDERS)
def test_what_follows_a_name_stays_behind_it(page, holder):
    name = f"<{holder} id='name' style='display: inline'>{NAME}</{holder}>"
    page.set_content(f"<p>{name} 3 weeks</p>")
    page.add_style_tag(path=STYLES)

    assert page.locator("#name").evaluate(AFTER)
