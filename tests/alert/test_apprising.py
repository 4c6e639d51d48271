from __future__ import annotations

from email import charset

from tracker.alert.apprising import service_of


def test_loading_the_services_leaves_how_our_own_mail_is_encoded() -> None:
    before = charset.Charset("utf-8")
    service_of("slack://a1a1a1a1a/b2b2b2b2b/c3c3c3c3c3c3c3c3c3c3c3c3/#desk", allow_private=False)
    after = charset.Charset("utf-8")
    assert (after.header_encoding, after.body_encoding) == (before.header_encoding, before.body_encoding)
    assert after.body_encoding == charset.BASE64
