import pytest


@pytest.fixture
def seals_file(settings, tmp_path):
    """Where `seal_audit` writes in this test; not there yet."""
    settings.AUDIT_SEALS = tmp_path / "seals.jsonl"
    return settings.AUDIT_SEALS
