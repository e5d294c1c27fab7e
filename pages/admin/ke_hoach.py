"""Kế hoạch: what is said about the plan, the areas of its sections, a new plan."""

from cds_tracker.domain.people import Act
from cds_tracker.ui.admin import outcome, plan_sections, plans
from cds_tracker.ui.page import open_page

page = open_page("ke-hoach", Act.ADMINISTER, needs_plan=False)
outcome.draw()
plans.draw(page)
plan_sections.draw(page)
plans.draw_new(page)
