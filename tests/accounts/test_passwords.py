import pytest

from ikparticipation.accounts import passwords

COST = 64


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("Regen auf dem Dach", True),
        ("regen auf dem dach", False),
        ("Regen auf dem Dach ", False),
        ("", False),
        ("Gruß – 你好 🙂 \0", False),
    ],
)
def test_only_the_very_same_words_match(typed, right):
    stored = passwords.hashed("Regen auf dem Dach", cost=COST)

    assert passwords.matches(typed, stored, cost=COST) is right


def test_any_character_may_stand_in_a_password():
    stored = passwords.hashed("Gruß – 你好 🙂 \0", cost=COST)

    assert passwords.matches("Gruß – 你好 🙂 \0", stored, cost=COST)


def test_the_hash_is_argon2id_and_never_the_same_twice():
    first, second = (passwords.hashed("Regen auf dem Dach", cost=COST) for _ in range(2))

    assert first.startswith("$argon2id$v=19$m=64,t=3,p=4$")
    assert first != second


def test_whoever_has_no_password_matches_none_but_the_work_is_done(monkeypatch):
    worked = []
    hasher = passwords.hasher(COST)
    monkeypatch.setattr(passwords, "hasher", lambda cost: worked.append(cost) or hasher)

    assert not passwords.matches("nobody has this password", None, cost=COST)
    assert worked


def test_a_broken_hash_matches_nothing():
    assert not passwords.matches("Regen auf dem Dach", "not a hash", cost=COST)


def test_a_hash_of_another_cost_is_outdated():
    stored = passwords.hashed("Regen auf dem Dach", cost=COST)

    assert not passwords.is_outdated(stored, cost=COST)
    assert passwords.is_outdated(stored, cost=2 * COST)
