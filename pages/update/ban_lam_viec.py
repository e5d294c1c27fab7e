"""Bàn làm việc của đơn vị: what awaits its head, each with the acts beside it, and who does what."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.desk import assign, awaiting, desk, head, lists, problems
from cds_tracker.ui.page import open_page

page = open_page("ban-lam-viec", Act.CONFIRM)
opened = desk.choose(page)
if opened:
    head.draw(opened)
    awaiting.draw(opened)
    problems.draw(opened)
    lists.draw(opened)
    assign.draw(opened)
