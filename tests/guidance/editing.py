"""What an editor does in the admin, as a browser sends it."""

from django.urls import reverse


def change_url(row):
    return reverse(f"admin:checklists_{row._meta.model_name}_change", args=[row.pk])


def filled_in(client, row):
    """What a browser would post from the change page of a row without touching anything."""
    page = client.get(change_url(row))
    form, data = page.context["adminform"].form, {"shown": page.context["shown"]}
    for bound in form:
        value = bound.value()
        if isinstance(value, list) and value and isinstance(value[0], dict):
            data |= entries(bound.html_name, value)
        elif isinstance(value, bool):
            data |= {bound.html_name: "on"} if value else {}
        elif value is not None:
            data[bound.html_name] = value if isinstance(value, list) else str(value)
    return data


def entries(name, lines):
    data = {f"{name}-rows": len(lines)}
    for place, line in enumerate(lines):
        parts = [part for part in ("value", "label", "means", "neutral") if part in line]
        data |= {f"{name}-{place}-{part}": line[part] for part in parts}
        data[f"{name}-{place}-place"] = line.get("place", place + 1)
    return data


def save(client, row, **changes):
    """Post the change page with changes; the response must be the redirect of success."""
    response = client.post(change_url(row), filled_in(client, row) | changes)
    assert response.status_code == 302, response.context["errors"]
    row.refresh_from_db()
    return row


def press(client, name, draft, **sent):
    """The button of the page on which a draft is published or thrown away."""
    address = reverse(f"admin:guidance_{name}", args=[draft.pk])
    return client.post(address, {"shown": client.get(address).context["shown"], **sent})


def refused(client, row, **changes):
    """Post the change page with changes; gives the words of refusal."""
    response = client.post(change_url(row), filled_in(client, row) | changes)
    assert response.status_code == 200
    return " ".join(str(error) for errors in response.context["errors"] for error in errors)
