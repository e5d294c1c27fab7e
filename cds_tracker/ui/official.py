"""The official two by two with its rate, and everything that stands beside it."""

from cds_tracker.insights.filters import OTHER, Filters
from cds_tracker.insights.rows import Counts
from cds_tracker.style.formats import number, percent
from cds_tracker.style.words import Words
from cds_tracker.ui import links
from cds_tracker.ui.markup import link, text

ON_TIME = {"on_time": "done_on_time", "originally": "done_on_time_originally"}  # rate → what it counts


def official(words: Words, counts: Counts) -> str:
    """Table, official rate with both counts, overall rate with both counts, and the tasks outside or doubtful."""
    return _table(words, counts) + _rate(words, counts) + _facts(words, counts)


def counted(words: Words, count: int, filters: Filters | None, label: str = "") -> str:
    """A number as a link to its list; safe markup."""
    return link(links.listing(filters), number(count, words.language), label=label)


def _table(words: Words, counts: Counts) -> str:
    def cell(bucket: str) -> str:
        name = words(f"ui.timeliness.{bucket}")
        late = ' class="late"' if bucket == "open_overdue" and counts[bucket] else ""
        return f"<td{late}>{counted(words, counts[bucket], counts.of(bucket), name)}</td>"

    head = (
        f'<th></th><th scope="col">{text(words("ui.official.done"))}</th><th scope="col">{text(words("ui.official.open"))}</th>'
    )
    in_time = f'<th scope="row">{text(words("ui.official.in_time"))}</th>{cell("done_on_time")}{cell("open_in_time")}'
    late = f'<th scope="row">{text(words("ui.official.late"))}</th>{cell("done_late")}{cell("open_overdue")}'
    return f'<table class="cds-official"><thead><tr>{head}</tr></thead><tbody><tr>{in_time}</tr><tr>{late}</tr></tbody></table>'


def _rate(words: Words, counts: Counts) -> str:
    rate = counts.official
    share = percent(rate.percent, words.language)
    top = counted(words, rate.numerator, counts.of("done"))
    bottom = counted(words, rate.denominator, counts.of("official"))
    how = text(words("ui.official.how")).replace("[a]", top).replace("[b]", bottom)
    name = text(words("ui.official.rate"))
    return f'<div class="cds-rate"><span class="cds-num">{share}</span><span class="how">{name}<br>{how}</span></div>'


def _on_time(words: Words, counts: Counts) -> str:
    """Done on time ÷ done, against the deadline in force and against the original one."""
    rates = {"on_time": counts.on_time, "originally": counts.originally}
    shares = {name: percent(rate.percent, words.language) for name, rate in rates.items()}
    said = text(words("requests.rates", **shares))
    bottom = counted(words, counts.on_time.denominator, counts.of("done"))
    for mark, (name, rate) in zip(("[a]", "[c]"), rates.items(), strict=True):
        said = said.replace(mark, counted(words, rate.numerator, counts.of(ON_TIME[name])))
    return said.replace("[b]", bottom)


def _facts(words: Words, counts: Counts) -> str:
    overall = counts.overall
    said = text(words("ui.official.overall", percent=percent(overall.percent, words.language)))
    top, bottom = (
        counted(words, overall.numerator, counts.of("all_done")),
        counted(words, overall.denominator, counts.of("total")),
    )
    facts = [said.replace("[a]", top).replace("[b]", bottom), _on_time(words, counts)]
    apart = [f"{counted(words, counts[b], counts.of(b))} {text(words(f'ui.apart.{b}'))}" for b in OTHER if counts[b]]
    if apart:
        facts.append(f"{text(words('ui.official.apart'))} {', '.join(apart)}")
    for cell in ("due_soon", "without_evidence", "assumed"):
        if counts[cell]:
            facts.append(f"{counted(words, counts[cell], counts.of(cell))} {text(words(f'ui.official.{cell}'))}")
    return f'<ul class="cds-facts">{"".join(f"<li>{fact}</li>" for fact in facts)}</ul>'
