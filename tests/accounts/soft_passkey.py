"""A passkey made of software: it answers what the pages ask, truthfully or not."""

import json
from os import urandom

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from django.urls import reverse
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HOST = "localhost"
FLAG = AuthenticatorData.FLAG
TOUCHED, VERIFIED = FLAG.UP, FLAG.UP | FLAG.UV


def browser() -> Client:
    """A passkey works at localhost, where a browser needs no https."""
    return Client(SERVER_NAME=HOST)


class SoftPasskey:
    def __init__(self, **changed_key):
        """`changed_key` by its COSE label, such as k3=-99 for an algorithm nobody knows."""
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id = urandom(16)
        self.signed = 0  # how often, as it says itself; None for one that never counts
        public = ES256.from_cryptography_key(self.private.public_key())
        self.public = type(public)({**public, **{int(k[1:]): v for k, v in changed_key.items()}})

    def registers(self, options, *, flags=VERIFIED, with_key=True, **more):
        """What the browser sends to add it; without `with_key` it names no key at all."""
        data = AttestedCredentialData.create(Aaguid(bytes(16)), self.id, self.public)
        said = AuthenticatorData.create(
            sha256(HOST.encode()),
            flags | (FLAG.AT if with_key else FLAG(0)),
            self.counts(),
            data if with_key else b"",
        )
        response = {
            "clientDataJSON": self.answers("webauthn.create", options),
            "attestationObject": websafe_encode(AttestationObject.create("none", said, {})),
        }
        return self.sends(response) | more

    def signs(self, options, *, flags=VERIFIED, user=None, lies_about_flags=False):
        """What the browser sends to sign in or to confirm.

        With `lies_about_flags` it says after signing that it asked who is there.
        """
        said = AuthenticatorData.create(sha256(HOST.encode()), flags, self.counts())
        answer = CollectedClientData.create("webauthn.get", *self.asked(options))
        signature = self.private.sign(said + answer.hash, ec.ECDSA(hashes.SHA256()))
        told = AuthenticatorData.create(said.rp_id_hash, VERIFIED, said.counter)
        response = {
            "clientDataJSON": websafe_encode(answer),
            "authenticatorData": websafe_encode(told if lies_about_flags else said),
            "signature": websafe_encode(signature),
        }
        if user:
            response["userHandle"] = websafe_encode(user.pk.hex.encode())
        return self.sends(response)

    def says(self, options, **more):
        """As `signs`, as the text that a form holds."""
        return json.dumps(self.signs(options, **more))

    def counts(self):
        if self.signed is None:
            return 0
        self.signed += 1
        return self.signed

    def answers(self, kind, options):
        return websafe_encode(CollectedClientData.create(kind, *self.asked(options)))

    def asked(self, options):
        return options["publicKey"]["challenge"], f"http://{HOST}"

    def sends(self, response):
        name = websafe_encode(self.id)
        return {"type": "public-key", "id": name, "rawId": name, "response": response}


def options_of(page):
    [options] = page.context["js_data"].values()
    return options


def add(client, passkey=None, *, name="Tablet", **more):
    """Add it on the page for it; returns what the service answered."""
    passkey, address = passkey or SoftPasskey(), reverse("mfa_add_webauthn")
    said = passkey.registers(options_of(client.get(address)), **more)
    return client.post(address, {"name": name, "credential": json.dumps(said)})


def show(client, passkey, name="mfa_authenticate", **more):
    """Use it on a page that asks for it."""
    said = passkey.says(options_of(client.get(reverse(name))), **more)
    return client.post(reverse(name), {"credential": said})


def sign_in_alone(client, passkey, user, **more):
    """Sign in with it, without username and password."""
    address = reverse("mfa_login_webauthn")
    asked = client.get(address, headers={"Accept": "application/json"}).json()
    said = passkey.says(asked["request_options"], user=user, **more)
    return client.post(address, {"credential": said})
