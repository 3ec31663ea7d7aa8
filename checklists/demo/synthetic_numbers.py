"""NHS numbers that are issued to nobody."""

from nhs_number.validate import calculate_checksum

FIRST_NUMBER = 999_000_100  # 999 begins the range that is never issued


def synthetic_number(place: int) -> str:
    """The NHS number at a place of the synthetic range, or the next one with a check digit."""
    while True:
        nine = str(FIRST_NUMBER + place)
        digit = calculate_checksum(nine)
        if digit is not None and int(digit) < 10:
            return f"{nine}{digit}"
        place += 1000
