"""The list of frozen tables: until when a row may change, and which columns may change later.

Conditions read columns of the old row only: a query inside one would break the rebuild of a table
on SQLite. Only `no_insert` asks another table; `audit.frozen` drops those triggers for a migrate.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class FrozenTable:
    """A row is frozen while `condition` holds.

    The columns of `may_change` may still change then, where `provided` holds of the change. An
    UPDATE for which `never` holds is refused of any row, and so is an INSERT for which `no_insert`
    holds. All four conditions are SQL that every database of ours reads.
    """

    table: str
    condition: str = "TRUE"
    may_change: tuple[str, ...] = ()
    provided: str = "TRUE"
    never: str = ""
    no_insert: str = ""


def frozen_once_published(table: str) -> FrozenTable:
    """Nor does a row come in under a version that is published, made there or moved there."""
    return FrozenTable(
        table,
        "OLD.published",
        never="OLD.version_id <> NEW.version_id",
        no_insert="NOT EXISTS (SELECT 1 FROM checklists_templateversion "
        "WHERE id = NEW.version_id AND status = 'draft')",
    )


FROZEN_TABLES = (
    FrozenTable("checklists_event"),
    FrozenTable("checklists_seal"),
    FrozenTable(
        "checklists_templateversion",
        "OLD.status <> 'draft'",
        may_change=("status", "retired_at"),
        provided="(NEW.status = OLD.status OR OLD.status = 'published' AND NEW.status = 'retired') "
        "AND (OLD.retired_at IS NULL OR coalesce(NEW.retired_at = OLD.retired_at, FALSE))",
        no_insert="NEW.status <> 'draft'",
    ),
    frozen_once_published("checklists_namedlist"),
    frozen_once_published("checklists_learningpoint"),
    frozen_once_published("checklists_prompt"),
    frozen_once_published("checklists_rule"),
    frozen_once_published("checklists_resource"),
    # A visit entered in error is emptied once two people agree, and for good. `verify_audit` names
    # emptied rows of a visit where the log has no such agreement.
    FrozenTable(
        "checklists_visit",
        "OLD.status <> 'draft'",
        may_change=(
            *("status", "visit_type", "stage", "outcome", "place", "note"),
            *("present", "was_present", "held_at", "written_at"),
        ),
        provided="OLD.status = 'signed' AND NEW.status = 'withdrawn' AND NEW.visit_type = '' "
        "AND NEW.stage = '' AND NEW.outcome = '' AND NEW.place = '' AND NEW.note = '' "
        "AND NEW.present = '[]' AND NEW.was_present = '[]'",
    ),
    FrozenTable(
        "checklists_answersheet",
        "OLD.frozen_at IS NOT NULL",
        may_change=("body",),
        provided="NEW.body = '{}'",
    ),
    FrozenTable(
        "checklists_privatesheet",
        "OLD.frozen_at IS NOT NULL",
        may_change=("sealed",),
        provided="length(NEW.sealed) = 0",
    ),
    FrozenTable("checklists_amendment", may_change=("sealed",), provided="length(NEW.sealed) = 0"),
    FrozenTable("checklists_withdrawal", "OLD.ended_at IS NOT NULL"),
    FrozenTable(
        "checklists_pointcount", may_change=("outcome",), provided="NEW.outcome = 'taken_out'"
    ),
    FrozenTable(
        "checklists_itemevent",
        may_change=("kind", "sealed", "visit_id", "steps"),
        provided="NEW.kind = 'taken_out' AND length(NEW.sealed) = 0 AND NEW.visit_id IS NULL "
        "AND NEW.steps = '[]'",
    ),
    FrozenTable("checklists_householdentry"),
    FrozenTable("checklists_subjectrequest", "OLD.state IN ('released', 'refused', 'withdrawn')"),
    FrozenTable(
        "checklists_legalhold",
        may_change=("lifted_at", "lifted_by_id", "lifting"),
        provided="OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL",
    ),
    FrozenTable(
        "checklists_disposal",
        "OLD.ended_at IS NOT NULL",
        may_change=("cleared_at",),
        provided="OLD.cleared_at IS NULL",
    ),
    FrozenTable(
        "checklists_emergencygrant",
        may_change=(
            *("ends_at", "ended_by_id", "ended_why"),
            *("reviewed_at", "reviewed_by_id", "outcome", "review_sealed"),
        ),
        provided="NEW.ends_at <= OLD.ends_at AND (OLD.ended_by_id IS NULL OR coalesce("
        "NEW.ended_by_id = OLD.ended_by_id AND NEW.ended_why = OLD.ended_why, FALSE)) "
        "AND (OLD.reviewed_at IS NULL OR coalesce("
        "NEW.reviewed_at = OLD.reviewed_at AND NEW.reviewed_by_id = OLD.reviewed_by_id "
        "AND NEW.outcome = OLD.outcome AND NEW.review_sealed = OLD.review_sealed, FALSE))",
    ),
    FrozenTable("checklists_dutycheck"),
    FrozenTable("checklists_datereason"),
    FrozenTable(
        "checklists_conflictblock",
        may_change=("lift_asked_by_id", "lift_asked_at", "lifted_by_id", "lifted_at"),
        provided="OLD.lifted_at IS NULL",
    ),
    FrozenTable("checklists_transfer", "OLD.state <> 'offered'"),
)
