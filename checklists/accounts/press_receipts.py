"""Tells a press that is sent again from another one, and remembers where the first one led.

Every page holds a CSRF token of its own, and every form sends it. So the same token with the same
words at the same address is the same press: a second tap, or a form that a browser sends again
because no answer came. Back, other words and the button once more are another press.

Back fetches a page with a token of its own, and the browser fills in the words of before. Where a
form adds something, the same words within a few minutes are the same press too.
See docs/decisions/0047.
"""

import json
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TypeGuard

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from checklists.accounts.models import PressReceipt
from checklists.accounts.page_owners import EVERY_FORM_SENDS
from checklists.people.requests import AuthenticatedRequest

KEPT_FOR = timedelta(days=1)
# Forms that are not a press like the others: the name of the address, and why.
WITHOUT_RECEIPT = {
    "visit_point": "saves by itself every few seconds: answers.Receipt, one for each save",
    "unsent_words": "keeps the last words of one form in place of the earlier ones",
    "unsent_words_back": "changes nothing",
}

# What adds a row each time, which the record would show twice.
ADDS = {
    *("add_item", "act_on_item", "close_item", "add_professional"),
    "item_call",
    *("visit_amend", "ask_withdrawal", "new_request", "set_hold"),
}
SAME_WORDS_FOR = timedelta(minutes=10)  # long enough to look and go back; our own choice
OF_ONE_PAGE = {EVERY_FORM_SENDS, "new_id", "id"}  # fields that differ each time it is opened


def is_press(request: HttpRequest) -> TypeGuard[AuthenticatedRequest]:
    """Whether somebody signed in has sent a form of one of our pages.

    A visitor can only sign in, and the answer to that carries a session, which nobody is given
    without showing again who they are.
    """
    return (
        request.method == "POST"
        and request.user.is_authenticated
        and address_name(request) not in WITHOUT_RECEIPT
        and EVERY_FORM_SENDS in request.POST
    )


def address_name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def receipt_of(request: AuthenticatedRequest, *, at: datetime) -> PressReceipt:
    """The receipt that the same press left when it was sent before; else one not saved yet.

    In a transaction that holds the chain of its person: the same press at the same moment waited
    there until the first one was done.
    """
    key, form = key_of(request), address_name(request)
    words = key_of(request, without=OF_ONE_PAGE) if form in ADDS else ""
    left = PressReceipt.objects.filter(pk=key).first()
    return left or PressReceipt(key=key, by=request.user, form=form, words=words, at=at)


def sent_before(receipt: PressReceipt) -> PressReceipt | None:
    """An earlier press that added the same words a few minutes ago, from a page opened before."""
    if not receipt.words:
        return None
    earlier = PressReceipt.objects.filter(words=receipt.words, at__gt=receipt.at - SAME_WORDS_FOR)
    return earlier.order_by("at").last()


def key_of(request: AuthenticatedRequest, without: Collection[str] = ()) -> str:
    """Keyed, so that nothing typed can be guessed from it. No form of ours takes files."""
    sent = sorted(pair for pair in request.POST.lists() if pair[0] not in without)
    press = [str(request.user.pk), request.get_full_path(), sent]
    return salted_hmac("accounts.press", json.dumps(press), algorithm="sha256").hexdigest()


def forget_old_receipts(at: datetime) -> None:
    PressReceipt.objects.filter(at__lt=at - KEPT_FOR).delete()
