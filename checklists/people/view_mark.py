"""The mark on a view that says who may open it: set in `people.roles`, asked for at start-up."""

MARK = "says_who_may_open_it"
