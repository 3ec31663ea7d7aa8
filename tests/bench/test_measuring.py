"""What a run does with the answers, and that it ends where they are the wrong ones."""

import signal
import subprocess
import sys

import pytest
from django.http import HttpResponse

from tests.bench.client import Answer, WrongAnswer, check
from tests.bench.counting import Counter, count_statements
from tests.bench.measuring import WARM_UP, Work, measure
from tests.bench.work import ASKED, OPENED_PROMPTS, answered, changed, holding, is_of

SIGN_IN = '<form><input name="login"><input type="password" name="password"></form>'


class Idle:
    """A server that costs nothing."""

    def processor_seconds(self):
        return 0.0


def answer(text="", status=200, location="", seconds=0.01, statements=3):
    return Answer(status, text, location, statements, seconds)


def answering(*answers):
    waiting = iter(answers)
    return lambda _: next(waiting)


def run(works, floors=None, rounds=3):
    return measure(works, floors or {}, (Idle(), Idle()), rounds, lambda made, wanted: None)


def test_the_median_is_of_what_comes_after_the_warm_up():
    times = [9.0] * WARM_UP + [0.010, 0.500, 0.020]

    found = run([Work("team", answering(*(answer(seconds=one) for one in times)))])

    assert found["team"]["ms"] == 20
    assert found["team"]["requests"] == 3


def test_each_page_is_followed_by_its_floor():
    asked = []
    works = [
        Work(name, lambda _, name=name: asked.append(name) or answer(), floor="list")
        for name in ("team", "caseload")
    ]
    floors = {"list": Work("list", lambda _: asked.append("list") or answer())}

    run(works, floors, rounds=1)

    assert asked == ["team", "list", "caseload", "list"] * (WARM_UP + 1)


def test_what_comes_before_a_press_is_not_timed_and_is_handed_on():
    work = Work("save", lambda given: answer(given), "a token", before=lambda: "a token")

    assert run([work])["save"]["ms"] == 10


def test_a_page_without_what_it_should_show_ends_the_run():
    work = Work("case", answering(answer("<h1>No such case</h1>")), "Wren")

    with pytest.raises(WrongAnswer, match="case does not show Wren"):
        run([work])


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 500])
def test_an_error_ends_the_run(status):
    with pytest.raises(WrongAnswer, match=str(status)):
        check(answer("Something went wrong", status), "/team/")


@pytest.mark.parametrize(
    "shown", [answer(SIGN_IN), answer(status=302, location="/accounts/login/?next=/team/")]
)
def test_the_page_to_sign_in_is_no_answer(shown):
    with pytest.raises(WrongAnswer, match="sign in"):
        check(shown, "/team/")


@pytest.mark.parametrize("status", [200, 302])
def test_a_page_and_a_redirect_are_answers(status):
    assert check(answer("A page", status, "/visits/"), "/team/").status == status


def test_a_point_that_draws_too_few_questions_ends_the_run():
    few = answer("".join(f'<input name="q{one}__rev">' for one in range(OPENED_PROMPTS - 1)))

    with pytest.raises(WrongAnswer, match="33 of"):
        holding(few, ASKED, OPENED_PROMPTS)


def test_only_so_many_answers_are_sent_and_the_form_with_them():
    page = answer(
        '<form><input name="receipt" value="1">'
        + "".join(
            f'<input name="{name}__rev" value="0"><input name="{name}" value="yes">'
            f'<textarea name="{name}__note"></textarea>'
            for name in ("sleep", "sleep_back", "sofa")
        )
        + "</form>"
    )

    sent = answered(page, 2)

    assert "receipt" in sent
    assert {name.removesuffix("__note") for name in sent if name.endswith("__note")} == {
        "sleep",
        "sleep_back",
    }
    assert not is_of(["sofa"], "".join(name for name in sent if "sofa" in name))
    assert changed(sent)["sleep__note"] != changed(sent)["sleep__note"]


def test_a_page_with_fewer_questions_than_are_to_be_saved_ends_the_run():
    with pytest.raises(WrongAnswer, match="0 questions"):
        answered(answer('<form><input name="receipt"></form>'), 14)


@pytest.mark.parametrize(
    ("sql", "counted"), [("SELECT 1", 1), ("SAVEPOINT a", 0), ("RELEASE a", 0), ("BEGIN", 0)]
)
def test_what_marks_a_transaction_is_no_statement(sql, counted):
    counter = Counter()

    counter(lambda *given: None, sql, [], False, {})

    assert counter.number == counted


@pytest.mark.django_db
def test_the_number_of_statements_stands_in_a_header(rf, django_user_model):
    def view(request):
        list(django_user_model.objects.all())
        return HttpResponse()

    assert count_statements(view)(rf.get("/"))["X-Statements"] == "1"


def test_a_part_that_is_told_to_end_stops_what_it_began(tmp_path):
    """A server left behind would be measured beside the next run."""
    begun, ended = tmp_path / "begun", tmp_path / "ended"
    inner = (
        "import pathlib, signal, sys, time\n"
        f"end = lambda *given: sys.exit(pathlib.Path({str(ended)!r}).touch())\n"
        "signal.signal(signal.SIGTERM, end)\n"
        f"pathlib.Path({str(begun)!r}).touch()\n"
        "time.sleep(60)"
    )
    outer = (
        "import os, sys\n"
        "from tests.bench.ending import end_when_told, run_until_it_ends\n"
        "end_when_told()\n"
        f"run_until_it_ends([sys.executable, '-c', {inner!r}], os.environ)"
    )
    with subprocess.Popen([sys.executable, "-c", outer]) as part:  # noqa: S603  ours
        while not begun.exists():
            assert part.poll() is None
        part.terminate()
        assert part.wait(30) == 128 + signal.SIGTERM

    assert ended.exists()
