"""The markup of the pages of signing in. Everything that comes from a person passes ``text``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from cds_tracker.demo.people import PASSWORD as DEMO_PASSWORD
from cds_tracker.domain.accounts import Account
from cds_tracker.style.words import LANGUAGES, Words
from cds_tracker.ui.markup import text
from cds_tracker.web.forms import CSRF
from cds_tracker.web.paths import OIDC, PASSWORD, SIGN_IN

NAME = 'autocomplete="username" autocapitalize="none" spellcheck="false" required'
CODE = 'autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required'
OLD = 'type="password" autocomplete="current-password" required'
NEW = 'type="password" autocomplete="new-password" minlength="12" maxlength="256" required'


@dataclass(frozen=True, slots=True)
class Form:
    """What a form holds besides its fields: its token, hidden values, the name typed before, and what was wrong."""

    csrf: str
    hidden: Mapping[str, str]
    name: str = ""
    wrong: str = ""


def sign_in(words: Words, form: Form, ways: Sequence[str], people: Sequence[Account], said: str | None) -> str:
    """The way in: a name and a password, another service, or both; the invented people where they are shown."""
    parts = [f'<p class="said" role="status">{text(words(f"signin.{said}"))}</p>' if said else "", _wrong(form)]
    if "local" in ways:
        fields = [
            _field(words("signin.account"), "account", NAME, form.name),
            _field(words("signin.password"), "password", OLD),
        ]
        parts.append(_form(words, SIGN_IN, form, fields, words("signin.enter")))
        parts.append(f'<p class="quiet">{text(words("signin.forgotten"))}</p>')
    if "oidc" in ways:
        address = f"{OIDC}?{urlencode(form.hidden)}"
        parts.append(f'<a class="other" href="{text(address)}">{text(words("signin.oidc"))}</a>')
    if people and "local" in ways:
        parts.append(_people(words, form, people))
    return _page(words, words("signin.title"), "".join(parts), SIGN_IN, form.hidden)


def choose(words: Words, form: Form, code: str) -> str:
    """A one-time code is traded for a password of one's own."""
    known = f'<input type="hidden" name="code" value="{text(code)}">' if code else ""
    about = _field(words("signin.account"), "account", NAME, form.name)
    asked = "" if code else _field(words("signin.code"), "code", CODE)
    fields = [known, about, asked, *_new(words)]
    intro = f'<p class="quiet">{text(words("signin.choose_about"))}</p>'
    body = _wrong(form) + intro + _form(words, PASSWORD, form, fields, words("signin.choose_enter"))
    return _page(words, words("signin.choose_title"), body, PASSWORD, {})


def change(words: Words, form: Form) -> str:
    """The password of who is signed in."""
    account = f'<input type="hidden" name="account" autocomplete="username" value="{text(form.name)}">'
    current = _field(words("signin.current"), "current", OLD)
    body = _form(words, PASSWORD, form, [account, current, *_new(words)], words("signin.change_enter"))
    back = f'<p class="quiet"><a href="/{_language(words)}">{text(words("signin.back"))}</a></p>'
    return _page(words, words("signin.change_title"), _wrong(form) + body + back, PASSWORD, {})


def changed(words: Words) -> str:
    """The password has been changed."""
    body = (
        f'<p class="said" role="status">{text(words("signin.changed"))}</p>'
        f'<a class="other" href="/{_language(words)}">{text(words("signin.back"))}</a>'
    )
    return _page(words, words("signin.change_title"), body, PASSWORD, {})


def _new(words: Words) -> list[str]:
    rule = f'<p class="quiet" id="rule">{text(words("signin.rule"))}</p>'
    first = _field(words("signin.new"), "new", f'{NEW} aria-describedby="rule"')
    return [first, rule, _field(words("signin.again"), "again", NEW)]


def _field(label: str, name: str, attributes: str, value: str = "") -> str:
    filled = f' value="{text(value)}"' if value else ""
    return f'<label for="{name}">{text(label)}</label><input id="{name}" name="{name}" {attributes}{filled}>'


def _form(words: Words, action: str, form: Form, fields: Sequence[str], button: str) -> str:
    inner = f"{_hidden(words, form)}{''.join(fields)}<button>{text(button)}</button>"
    return f'<form method="post" action="{action}">{inner}</form>'


def _wrong(form: Form) -> str:
    return f'<p class="wrong" role="alert">{text(form.wrong)}</p>' if form.wrong else ""


def _hidden(words: Words, form: Form) -> str:
    return _values({CSRF: form.csrf, "lang": words.language, **form.hidden})


def _values(held: Mapping[str, str]) -> str:
    return "".join(f'<input type="hidden" name="{name}" value="{text(value)}">' for name, value in held.items())


def _people(words: Words, form: Form, people: Sequence[Account]) -> str:
    """One button for each of the invented people."""
    rows = []
    for one in people:
        role = words(f"signin.role.{one.grants[0].role}") if one.grants else ""
        typed = _values({"account": one.code, "password": DEMO_PASSWORD})
        face = f"<b>{text(role)}</b><span>{text(one.name)}</span><code>{text(one.code)}</code>"
        rows.append(f'<form method="post" action="{SIGN_IN}">{_hidden(words, form)}{typed}<button>{face}</button></form>')
    shown = f"<code>{text(DEMO_PASSWORD)}</code>"
    about = f'<p class="quiet">{text(words("signin.demo_about")).replace("{password}", shown)}</p>'
    return f'<section class="people"><h2>{text(words("signin.demo_title"))}</h2>{about}{"".join(rows)}</section>'


def _language(words: Words) -> str:
    return "" if words.language == LANGUAGES[0] else f"?lang={words.language}"


def _page(words: Words, title: str, body: str, path: str, kept: Mapping[str, str]) -> str:
    """A whole page: the name of the product, the card, and the same page in the other language."""
    product = text(words("ui.product"))
    return (
        f'<!doctype html><html lang="{words.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{text(title)} · {product}</title>"
        '<link rel="icon" type="image/svg+xml" href="/assets/favicon.svg">'
        '<link rel="stylesheet" href="/assets/sign-in.css"></head>'
        f'<body><header><span class="product">{product}</span>{_languages(words, path, kept)}</header>'
        f'<main><h1>{text(title)}</h1>{body}</main><footer>{text(words("signin.secrecy"))}</footer></body></html>'
    )


def _languages(words: Words, path: str, kept: Mapping[str, str]) -> str:
    names = []
    for language in LANGUAGES:
        name, address = text(words(f"ui.language.{language}")), text(f"{path}?{urlencode({**kept, 'lang': language})}")
        here, there = f'<span aria-current="true">{name}</span>', f'<a href="{address}" lang="{language}">{name}</a>'
        names.append(here if language == words.language else there)
    return f"<nav>{' '.join(names)}</nav>"
