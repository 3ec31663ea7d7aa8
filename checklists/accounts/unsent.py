"""Keeps the words of a form that was not sent, for the person who typed them.

A page that is left at once, or loses its signal, has no other place for them: nothing is stored
in the browser. They decide nothing, and only come back into the same form. Source: promise 1.
"""

import json
from datetime import datetime
from hashlib import sha256
from os import urandom

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from checklists.accounts.encryption import NONCE_BYTES, encryption_keys
from checklists.accounts.models import UnsentWords
from checklists.people.models.users import User

KEPT_FOR = (
    settings.SESSION_ABSOLUTE
)  # a day's work: later only their author could know what they meant
MOST_CHARACTERS = 200_000  # characters of one form

Fields = list[tuple[str, str]]


class TooMuch(Exception):
    """More than a form of ours can hold. Nothing was kept."""


def keep_words(user: User, *, place: str, fields: Fields, at: datetime) -> None:
    """Keep these words in place of earlier ones of the same form. No words forget the form.

    `place` tells the forms of the service apart. Raises TooMuch.
    """
    forget_old_words(at)
    if not fields:
        forget_words(user, place=place)
        return
    plain = json.dumps(fields)
    if len(plain) > MOST_CHARACTERS:
        raise TooMuch
    row = UnsentWords(user=user, place=place_digest(place))
    kept = {"sealed": encrypt_row(row, plain), "at": at}
    UnsentWords.objects.update_or_create(user=user, place=row.place, defaults=kept)


def kept_words(user: User, *, place: str, at: datetime) -> Fields:
    """The kept words of this form; [] when there are none, or they are too old."""
    row = (
        UnsentWords.objects.since(at - KEPT_FOR)
        .filter(user=user, place=place_digest(place))
        .first()
    )
    if row is None:
        return []
    fields: Fields = json.loads(decrypt_row(row))
    return fields


def kept_at(user: User, *, place: str) -> datetime | None:
    """When the words of this form were kept last."""
    rows = UnsentWords.objects.filter(user=user, place=place_digest(place))
    return rows.values_list("at", flat=True).first()


def has_kept_words(user: User, *, place: str, at: datetime) -> bool:
    """Whether words of this form wait to be sent."""
    kept = UnsentWords.objects.since(at - KEPT_FOR)
    return kept.filter(user=user, place=place_digest(place)).exists()


def forget_words(user: User, *, place: str) -> None:
    UnsentWords.objects.filter(user=user, place=place_digest(place)).delete()


def forget_old_words(at: datetime) -> None:
    UnsentWords.objects.filter(at__lt=at - KEPT_FOR).delete()


# --- at rest ------------------------------------------------------------------------------------


def place_digest(place: str) -> str:
    """An address names a family, and the table must not tell who wrote about whom."""
    return sha256(place.encode()).hexdigest()


def encrypt_row(row: UnsentWords, plain: str) -> bytes:
    """'key id:', nonce and ciphertext, which decrypts only for this person and form."""
    key_id, key = next(iter(encryption_keys().items()))
    nonce = urandom(NONCE_BYTES)
    ciphertext = AESGCM(key).encrypt(nonce, plain.encode(), associated_data(row))
    return key_id.encode() + b":" + nonce + ciphertext


def decrypt_row(row: UnsentWords) -> str:
    """Raises KeyError without its key, or InvalidTag."""
    key_id, _, rest = bytes(row.sealed).partition(b":")
    nonce, ciphertext = rest[:NONCE_BYTES], rest[NONCE_BYTES:]
    key = encryption_keys()[key_id.decode()]
    return AESGCM(key).decrypt(nonce, ciphertext, associated_data(row)).decode()


def associated_data(row: UnsentWords) -> bytes:
    return f"safebabies:unsent:{row.user_id}:{row.place}".encode()
