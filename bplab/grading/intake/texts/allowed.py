"""Lists of what may stand in a page that others see: elements, attributes, links, pictures; nh3 obeys."""

import re

import nh3
from pygments.token import STANDARD_TYPES

TEXT = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "dd", "del", "details", "div", "dl"),
    *("dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input"),
    *("ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub"),
    *("summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var"),
}
FORMULA = {
    *("math", "menclose", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom"),
    *("mprescripts", "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable"),
    *("mtd", "mtext", "mtr", "munder", "munderover", "none"),
}
ATTRIBUTES = {
    "*": {"title", "lang", "dir"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    **dict.fromkeys(("td", "th"), {"align", "colspan", "rowspan", "style"}),
    **dict.fromkeys(
        FORMULA,
        {
            *("accent", "accentunder", "columnspan", "depth", "display", "displaystyle", "form", "height"),
            *("linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "notation"),
            *("rowspan", "rspace", "scriptlevel", "stretchy", "style", "symmetric", "width"),
        },
    ),
}
GIVEN = {"class", "type", "disabled", "checked", "rel", "target"}  # nh3 sets these, or has a list of values
CLASSES = {"div": {"highlight"}, "span": {name for name in STANDARD_TYPES.values() if name}}
STYLE = {  # places of a formula's parts in a line: nothing can be laid over the rest of the page
    *("border-bottom", "border-left", "border-right", "border-top", "justify-items", "margin-left"),
    *("margin-right", "padding-left", "padding-right", "text-align", "width"),
}

# A host by its name, with a top level: not this machine, no number, no name of a network at home.
HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?P<top>[a-z]{2,63}|xn--[a-z0-9-]{2,59})"
REST = r"[^\s\\<>\"'`\x00-\x20\x7f]*"
WEB = re.compile(rf"https?://(?P<host>{HOST})(?::\d{{1,5}})?(?:[/?#]{REST})?", re.IGNORECASE)
MAIL = re.compile(rf"mailto:[a-z0-9._%+-]+@{HOST}(?:\?{REST})?", re.IGNORECASE)
FRAGMENT = re.compile(rf"#{REST}")
AT_HOME = {
    "arpa",
    "corp",
    "home",
    "internal",
    "intranet",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "private",
}
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|bmp);base64,[A-Za-z0-9+/]*={0,2}")
FRAGMENT_IN_NEW_TAB = re.compile(r'(<a [^<>]*href="#[^"]*"[^<>]*?) target="_blank"')


def is_link(address, own_host=""):
    """Whether an address may be followed: to the web, to a mail address, or within the page.

    own_host: that of the page, whose other pages act with the reader's rights.
    """
    if MAIL.fullmatch(address) or FRAGMENT.fullmatch(address):
        return True
    web = WEB.fullmatch(address)
    return web is not None and web["host"].lower() != own_host and web["top"].lower() not in AT_HOME


def allows(element, attribute, value, own_host=""):
    """Whether an attribute of an allowed element may have this value."""
    if attribute not in ATTRIBUTES["*"] | ATTRIBUTES.get(element, set()):
        return False
    if attribute == "href":
        return is_link(value, own_host)
    return attribute != "src" or PICTURE.fullmatch(value) is not None


def harmless(html, own_host=""):
    """HTML of which nothing is left but what is listed here. Links open in a tab of their own."""
    cleaned = nh3.clean(
        html,
        tags=TEXT | FORMULA,
        attributes=ATTRIBUTES,
        attribute_filter=lambda tag, name, value: (
            value if name in GIVEN or allows(tag, name, value, own_host) else None
        ),
        url_schemes={"http", "https", "mailto", "data"},
        allowed_classes=CLASSES,
        filter_style_properties=STYLE,
        set_tag_attribute_values={
            "a": {"target": "_blank"},
            "input": {"type": "checkbox", "disabled": ""},  # of a list of tasks
        },
        tag_attribute_values={"input": {"checked": {""}}},
        link_rel="noopener noreferrer",
    )
    return FRAGMENT_IN_NEW_TAB.sub(r"\1", cleaned)
