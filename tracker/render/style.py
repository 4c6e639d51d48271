"""The style sheets of the HTML face. Colour only helps: the signs [- -] {+ +} and every word stand in the text.

`MAIL_CSS` is plain enough to be inlined for mail programs: single classes, no variables, no media queries.
`PAGE_CSS` is the same with dark colours and print added, for the web page and the standalone document.
"""

from __future__ import annotations

MAIL_CSS = """\
.change { color: #1b1b1b; font-family: Georgia, "Times New Roman", serif; font-size: 16px; line-height: 1.5; }
.change-title { font-size: 22px; line-height: 1.25; margin: 0 0 4px 0; }
.change-where { color: #555555; font-family: Arial, Helvetica, sans-serif; font-size: 13px; margin: 0 0 4px 0; \
overflow-wrap: anywhere; }
.change-when { font-family: Arial, Helvetica, sans-serif; font-size: 13px; margin: 0 0 12px 0; }
.label { font-family: Arial, Helvetica, sans-serif; font-size: 14px; margin: 20px 0 6px 0; }
.counts { font-weight: normal; }
.flags { list-style: none; margin: 0; padding: 0; }
.flag { border-left: 4px solid #999999; margin: 0 0 12px 0; padding: 2px 0 2px 12px; }
.flag-critical { border-left-color: #8f0d0d; }
.flag-high { border-left-color: #c4381a; }
.flag-medium { border-left-color: #a86400; }
.flag-low { border-left-color: #3d6b99; }
.flag-head { font-family: Arial, Helvetica, sans-serif; font-size: 13px; margin: 0; }
.severity { font-weight: bold; }
.severity-critical { color: #8f0d0d; }
.severity-high { color: #b02e12; }
.severity-medium { color: #855000; }
.severity-low { color: #2f587f; }
.kind { color: #555555; }
.summary { font-weight: bold; margin: 2px 0; overflow-wrap: anywhere; }
.side { margin: 2px 0; overflow-wrap: anywhere; }
.said { margin: 0 0 4px 0; }
.note { border-left: 2px solid #999999; margin: 4px 0 4px 0; padding: 0 0 0 12px; }
.reasons { color: #555555; font-size: 14px; margin: 4px 0; padding: 0 0 0 20px; }
.paragraph { margin: 0 0 12px 0; overflow-wrap: anywhere; }
.fold { color: #666666; font-family: Arial, Helvetica, sans-serif; font-size: 13px; margin: 0 0 12px 0; }
.remark { color: #555555; font-family: Arial, Helvetica, sans-serif; font-size: 12px; }
.deleted { background-color: #fbdedb; color: #7d1007; text-decoration: line-through; }
.inserted { background-color: #d6f2da; color: #0c4a1a; font-weight: bold; text-decoration: none; }
.moved { background-color: #e3ebf9; color: #1f3f73; }
.sign { font-family: Consolas, Menlo, monospace; font-size: 12px; }
.sign-deleted { color: #7d1007; }
.sign-inserted { color: #0c4a1a; }
.sides { border-collapse: collapse; table-layout: fixed; width: 100%; }
.sides-head { font-family: Arial, Helvetica, sans-serif; font-size: 13px; padding: 4px 12px 4px 0; text-align: left; }
.sides-cell { overflow-wrap: anywhere; padding: 6px 12px 6px 0; vertical-align: top; width: 50%; }
"""

PAGE_CSS = (
    """\
.change ins, .change del { text-decoration: none; }
"""
    + MAIL_CSS
    + """\
@media screen and (prefers-color-scheme: dark) {
  .change { color: #e8e6e3; }
  .change a { color: #9cc1f2; }
  .change-where, .kind, .reasons, .remark, .fold { color: #aaa59e; }
  .flag-critical { border-left-color: #ff8f85; }
  .flag-high { border-left-color: #ff9d7a; }
  .flag-medium { border-left-color: #e9b35e; }
  .flag-low { border-left-color: #8fb8e0; }
  .severity-critical { color: #ff9a91; }
  .severity-high { color: #ffab8c; }
  .severity-medium { color: #edbd70; }
  .severity-low { color: #9dc3e8; }
  .deleted { background-color: #4d1713; color: #ffc9c2; }
  .inserted { background-color: #12401d; color: #c3f2cb; }
  .moved { background-color: #1e3157; color: #c9dcff; }
  .sign-deleted { color: #ffb3aa; }
  .sign-inserted { color: #a5e6b1; }
}
@media print {
  .change { font-size: 11pt; }
  .flag, .paragraph, .note, .sides tr { break-inside: avoid; }
  .change-title, .label { break-after: avoid; }
  .deleted, .inserted, .moved, .flag { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
)

DOCUMENT_CSS = (
    """\
html { background-color: #ffffff; color-scheme: light dark; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 3rem 1rem; }
.wide { max-width: 80rem; }
@media screen and (prefers-color-scheme: dark) { html { background-color: #161514; } }
"""
    + PAGE_CSS
)
