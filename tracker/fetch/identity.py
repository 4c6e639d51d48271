"""What in a URL does not tell one article from another: tracking parameters, mobile, AMP and print forms. Pure; the words
`urls` offers for it are `canonical_url` and `article_key`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from tracker.errors import UsageError
from tracker.fetch.parts import Parts, parsed, without_dots

# Set by newsletters, social networks, advertising and analytics, each documented by its maker; a parameter that some
# paper may use to name an article (id, p, ref, source) is not among them.
_TRACKING_NAMES = """
    __s __twitter_impression _ga _gl _hsenc _hsmi _ke _openstat action_object_map action_ref_map action_type_map
    adgroupid campaign_id cmp cmpid cndid cvid dclid dicbo emc emci emdi epik ex_cid fb_action_ids fb_action_types fb_ref
    fb_source fbclid ftag gaa_at gaa_n gaa_sig gaa_ts gad_campaignid gad_source gbraid gclid gclsrc guce_referrer
    guce_referrer_sig guccounter hootpostid hpid icid igsh igshid intcmp ito mbid mc_cid mc_eid mkt_tok
    ml_subscriber ml_subscriber_hash msclkid ncid ocid oly_anon_id oly_enc_id rb_clickid ref_src ref_url referringsource
    reflink s_cid s_kwcid sara_ecid sc_campaign sc_channel sc_content sc_country sc_geo sc_medium sc_outcome smid smprod
    smtyp soc_src soc_trk spm sr_share srnd sref taid trk trkcampaign ttclid twclid vero_conv vero_id wbraid wickedid
    wpisrc wpmk wpmm wt.mc_id wt.mc_ev wt_mc xtor yclid ysclid
"""
_TRACKING = frozenset(_TRACKING_NAMES.split())
_TRACKING_FAMILIES = ("utm_", "pk_", "piwik_", "mtm_", "matomo_", "hsa_", "ns_", "at_", "sfmc_", "itm_", "stm_")
_AMP_PARAMETERS = frozenset({"amp", "_amp", "amp_js_v", "amp_gsa", "amp_ct", "amp_r", "usqp"})
_FORMS = frozenset({"amp", "print", "printable"})
_FORM_CHOICES = frozenset({"outputtype", "output", "service", "view", "mode", "format"})
_PRINT_PARAMETERS = frozenset({"print", "printable", "printview", "printpage", "printmode", "print_view"})
_YES = frozenset({"", "1", "true", "yes", "y"})

_FORM_LABELS = frozenset({"www", "m", "mobile", "amp", "touch", "wap", "mobil"})
# Second levels under which registries sell names: news.co.uk is a paper, co.uk is none.
_REGISTRY_LABELS = frozenset({"ac", "co", "com", "edu", "gov", "ne", "net", "or", "org"})

# Where AMP caches keep copies of others' pages, and where search engines show them.
_CACHES = (".cdn.ampproject.org", ".bing-amp.com", ".amp.cloudflare.com")
_VIEWERS = re.compile(r"www\.(?:google\.[a-z]{2,3}(?:\.[a-z]{2})?|bing\.com)\Z")

_UNRESERVED = re.compile(r"%(?:2[dDeE]|3[0-9]|4[1-9a-fA-F]|5[0-9aAfF]|6[1-9a-fA-F]|7[0-9aAeE])")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")


def without_tracking(query: str) -> str:
    """A query without the parameters that say where a reader came from, and without empty ones; the order stays."""
    return "&".join(pair for pair in query.split("&") if pair and not _is_tracking(pair))


def identity(parts: Parts) -> Parts:
    """The parts of the article's key: always https, none of what `urls.article_key` lists."""
    parts = _out_of_the_cache(parts)
    return replace(
        parts,
        scheme="https",
        host=_host_itself(parts.host),
        port=None if parts.port in {80, 443} else parts.port,
        path=_path_itself(without_dots(_one_spelling(parts.path))),
        query="&".join(
            pair for pair in without_tracking(_one_spelling(parts.query)).split("&") if pair and not _is_form(pair)
        ),
    )


def _is_tracking(pair: str) -> bool:
    name = _one_spelling(pair.partition("=")[0]).lower()
    return name in _TRACKING or name.startswith(_TRACKING_FAMILIES)


def _is_form(pair: str) -> bool:
    """Whether a parameter asks for the page in AMP, or for the printer. `print=1` does; `print=4711` names an article."""
    name, _, value = pair.lower().partition("=")
    if name in _FORM_CHOICES:
        return value in _FORMS
    return (name in _AMP_PARAMETERS and value not in {"0", "false"}) or (name in _PRINT_PARAMETERS and value in _YES)


def _out_of_the_cache(parts: Parts) -> Parts:
    """The page that an AMP cache or viewer holds a copy of; a copy of a copy is opened too."""
    while True:
        inside = _cached(parts)
        if not inside:
            return parts
        try:
            parts = parsed(f"https://{inside}{'?' if parts.query else ''}{parts.query}")
        except UsageError:
            return parts


def _cached(parts: Parts) -> str:
    if parts.host.endswith(_CACHES):
        marks: tuple[str, ...] = ("/c/s/", "/v/s/", "/c/", "/v/")
    elif _VIEWERS.match(parts.host):
        marks = ("/amp/s/", "/amp/")
    else:
        return ""
    return next((parts.path[len(mark) :] for mark in marks if parts.path.startswith(mark)), "")


def _host_itself(host: str) -> str:
    """A name without the labels that only say which form of the site it is."""
    labels = host.split(".")
    while labels[0] in _FORM_LABELS and _is_a_site(labels[1:]):
        del labels[0]
    if len(labels) > 3 and labels[1] in _FORM_LABELS and _is_a_site(labels[2:]):  # noqa: PLR2004 - en.m.site.org
        del labels[1]
    return ".".join(labels)


def _is_a_site(labels: list[str]) -> bool:
    if len(labels) < 2:  # noqa: PLR2004 - a site has a name and a top level
        return False
    return len(labels) > 2 or labels[0] not in _REGISTRY_LABELS or len(labels[1]) > 2  # noqa: PLR2004 - as above; countries have two letters


def _path_itself(path: str) -> str:
    """A path without trailing slashes and without what marks the AMP or the print form of a page."""
    segments = path.split("/")[1:]
    start = 0
    while segments[start : start + 1] in (["amp"], ["print"]) and any(segments[start + 1 :]):
        start += 1
    segments = segments[start:]
    while segments:
        last = segments[-1]
        form = next((form for form in (".amp", ".print") if last.endswith((form, f"{form}.html"))), "")
        stem = last.removesuffix(".html").removesuffix(form) if form else ""
        if last in {"", "amp", "amp.html"} or (last in {"print", "print.html"} and any(segments[:-1])):
            segments.pop()
        elif stem.strip("."):
            segments[-1] = f"{stem}.html" if last.endswith(".html") else stem
        else:
            break
    return "/" + "/".join(segments) if segments else ""


def _one_spelling(text: str) -> str:
    """Percent-encodings in capitals, and none where none is needed (RFC 3986 §6.2.2)."""
    plain = _UNRESERVED.sub(lambda escape: chr(int(escape.group()[1:], 16)), text)
    return _ESCAPE.sub(lambda escape: escape.group().upper(), plain)
