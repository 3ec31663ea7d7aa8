"""Makes a press happen once, however often it arrives: it runs whole or not at all, and leaves a
receipt of where it led."""

from contextlib import ExitStack
from typing import cast

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage, Message
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone

from checklists.accounts.models import PressReceipt
from checklists.accounts.press_receipts import is_press, receipt_of, sent_before
from checklists.accounts.views.unsent_words import REDIRECTS
from checklists.audit.recording import hold_chain
from checklists.people.requests import is_signed_in
from checklists.people.view_mark import View

ADMIN = "admin:"
SENT_BEFORE = "You sent this before, and it is there once. The page shows how it stands."
# Attributes of a request.
UNTIL_ANSWERED = "until_answered"
RECEIPT = "press_receipt"


class OneEffect:
    """Stands last: what an earlier middleware answers in place of the view is no press.

    A press and its receipt are one transaction, which also an answer that refuses commits, with
    what it put into the log; an error takes all of it back. Only a redirect leaves a receipt:
    a page that is shown says how it stands now, and is shown again.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with ExitStack() as until_answered:
            setattr(request, UNTIL_ANSWERED, until_answered)
            response = self.get_response(request)
            receipt: PressReceipt | None = getattr(request, RECEIPT, None)
            if receipt is not None:
                complete(receipt, request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: object, kwargs: object
    ) -> HttpResponseBase | None:
        if not is_press(request):
            return None
        getattr(request, UNTIL_ANSWERED).enter_context(transaction.atomic())
        if hold_chain(request.user):
            forget_rights(request)
        receipt = receipt_of(request, at=timezone.now())
        if not receipt._state.adding:
            return answer_again(receipt, request)
        if earlier := sent_before(receipt):
            earlier.said = [Message(messages.INFO, SENT_BEFORE)]
            return answer_again(earlier, request)
        setattr(request, RECEIPT, receipt)
        return None


def forget_rights(request: HttpRequest) -> None:
    """While a press waited for its place, rights may have ended: its verb reads them anew."""
    if is_signed_in(request):
        request.user.forget_what_was_read()


def complete(receipt: PressReceipt, request: HttpRequest, response: HttpResponseBase) -> None:
    """Leave the receipt of where the press led, if it led anywhere."""
    if response.status_code >= 500:
        transaction.set_rollback(True)
    elif response.status_code in REDIRECTS:
        receipt.led_to, receipt.said = response["Location"], messages_to_keep(receipt, request)
        receipt.save(force_insert=True)


def messages_to_keep(receipt: PressReceipt, request: HttpRequest) -> list[Message]:
    """Ours hold nothing that was typed. Django's, in the admin, quote the row that was saved: one
    in their place says no more than that it was sent before."""
    waiting = waiting_messages(request)
    if waiting and receipt.form.startswith(ADMIN):
        return [Message(messages.INFO, SENT_BEFORE)]
    return waiting


def answer_again(receipt: PressReceipt, request: HttpRequest) -> HttpResponseBase:
    """Lead where the first press did, with its messages: the browser may have dropped its answer,
    and the cookie that held them."""
    waiting = waiting_messages(request)
    for one in receipt.said:
        if one not in waiting:
            messages.add_message(request, one.level, one.message, one.extra_tags)
    # This copy of the session is from before the first press, and may be of one that ended with it.
    request.session.modified = False
    return HttpResponseRedirect(receipt.led_to)


def waiting_messages(request: HttpRequest) -> list[Message]:
    """What the next page will show, its lazy words read; it goes on waiting."""
    storage = cast(BaseStorage, messages.get_messages(request))
    waiting = [Message(one.level, str(one.message), one.extra_tags) for one in storage]
    storage.used = False
    return waiting
