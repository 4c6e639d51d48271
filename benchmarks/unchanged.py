import sys, gzip, json, time, statistics, collections, importlib.util
from pathlib import Path

folder = Path(sys.argv[1])
real = "--real" in sys.argv
seed = int(next((a for a in sys.argv if a.isdigit()), "1"))
perkind = "--per-kind" in sys.argv
sys.path.insert(0, str(folder))
import stability
from tracker.extract.extraction import _page, _document
from tracker.extract.quality import Source, assess
from tracker.extract.charset import decode
from tracker.extract.drawing import draw
from tracker.extract.likeness import doubt
from tracker.compare import fingerprint
from tracker.cleaning import cleaned

pages = stability.load("aeb")
lim = int(next((a[4:] for a in sys.argv if a.startswith("lim=")), "1000"))
why = collections.Counter()
n = 0
stopped = 0
nosketch = 0
unsafe = []
full_alert = 0
tq = []
tf = []
ekinds = collections.Counter()
seen = collections.Counter()
qmiss = collections.Counter()
perk = collections.defaultdict(lambda: [0, 0])
docs = 0
size = []


def full(html, url, prev=None):
    body = html
    page, ruled = _page(body, "", url, None, None)
    doc, ver = _document(page, url, prev, None, ruled=ruled)
    q = assess(doc, Source(page.text, 200, (), len(body), page.gave_up), prev)
    return page, cleaned(doc), ver, q


td = []
for item in stability.build(pages[:lim], seed=seed, per_kind=perkind, real=real, full=pages):
    url = item["url"]
    docs += 1
    page, doc, ver, q = full(item["base"].encode(), url)
    fp = fingerprint(doc)
    s = time.process_time()
    sk = draw(page.text, url, doc, ver) if q.ok else None
    td.append((time.process_time() - s) * 1e3)
    if sk is None:
        nosketch += 1
    variants = [(ks, h, False) for ks, h in item["noise"]] + [([k], e[0], True) for k, e in item["edits"].items()]
    for ks, h, edit in variants:
        b = h.encode()
        d = "no sketch"
        if sk is not None:
            best = 1e9
            for _ in range(3):
                s = time.process_time()
                d = doubt(sk, b, url)
                best = min(best, time.process_time() - s)
            tq.append(best * 1e3)
        s = time.process_time()
        _, nd, _, nq = full(b, url, doc)
        tf.append((time.process_time() - s) * 1e3)
        differs = fingerprint(nd) != fp or not nq.ok
        if edit:
            ekinds[ks[0]] += 1
            seen[ks[0]] += differs
            if not d and differs:
                qmiss[ks[0]] += 1
                unsafe.append((item["id"][:8], ks))
        else:
            n += 1
            stopped += not d
            full_alert += differs
            if d:
                why[d] += 1
            for k in ks:
                perk[k][0] += 1
                perk[k][1] += not d
            if not d and differs:
                unsafe.append((item["id"][:8], ks))
            if "-v" in sys.argv and d:
                print(item["id"][:8], ks, d)
p95 = lambda x: sorted(x)[int(0.95 * len(x))]
print("pages", docs, "without sketch", nosketch, "draw ms", round(statistics.median(td), 2))
print(
    f"quick ms median {statistics.median(tq):.2f} p95 {p95(tq):.2f}   full median {statistics.median(tf):.2f} p95 {p95(tf):.2f}"
)
print(f"noise {n} stopped {stopped / n:.3f} full reading alerts {full_alert}; unsafe {len(unsafe)}", unsafe[:20])
print(why.most_common(30))
print("edits", dict(ekinds), "seen by full", dict(seen), "missed by quick only", dict(qmiss))
print({k: f"{b}/{a}" for k, (a, b) in perk.items()})
