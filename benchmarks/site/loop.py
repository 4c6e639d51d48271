"""The tracker that one writes in an afternoon, and fetching alone: both in one file that needs nothing of Tracker.

    python loop.py naive|fetchonly URLS.json STORE.db

For each line on its standard input it makes one pass over all URLs, and prints the numbers of those that changed.
"""

from __future__ import annotations

import asyncio
import difflib
import hashlib
import json
import sqlite3
import sys
from collections import defaultdict
from pathlib import Path

import httpx

AT_ONCE = 10


class Loop:
    def __init__(self, mode: str, urls: dict[str, str], store: str) -> None:
        self.mode = mode
        self.urls = urls
        self.changed: list[int] = []
        self.hosts: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.places = asyncio.Semaphore(AT_ONCE)
        self.etags: dict[str, str] = {}
        self.database = sqlite3.connect(store)
        self.database.execute("CREATE TABLE revisions (number TEXT, sha TEXT, title TEXT, body TEXT, diff TEXT)")

    async def run(self) -> None:
        async with httpx.AsyncClient(
            timeout=30, follow_redirects=True, limits=httpx.Limits(max_connections=100)
        ) as client:
            while await asyncio.to_thread(sys.stdin.readline):
                self.changed = []
                await asyncio.gather(*(self.visit(client, number, url) for number, url in self.urls.items()))
                print(json.dumps(self.changed), flush=True)

    async def visit(self, client: httpx.AsyncClient, number: str, url: str) -> None:
        headers = {"If-None-Match": self.etags[number]} if number in self.etags else {}
        try:
            async with self.places, self.hosts[httpx.URL(url).host]:
                response = await client.get(url, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL):
            return
        if "etag" in response.headers:
            self.etags[number] = response.headers["etag"]
        if response.status_code == 200 and self.mode == "naive":
            self.read(number, response.text)

    def read(self, number: str, html: str) -> None:
        import trafilatura

        body = trafilatura.extract(html, include_comments=False) or ""
        facts = trafilatura.extract_metadata(html)
        title = (facts.title if facts else "") or ""
        if not body:
            return
        sha = hashlib.sha256(f"{title}\n{body}".encode()).hexdigest()
        query = "SELECT sha, body FROM revisions WHERE number = ? ORDER BY rowid DESC LIMIT 1"
        last = self.database.execute(query, (number,)).fetchone()
        if last and last[0] == sha:
            return
        diff = "\n".join(difflib.unified_diff(last[1].split("\n"), body.split("\n"), lineterm="")) if last else ""
        self.database.execute("INSERT INTO revisions VALUES (?, ?, ?, ?, ?)", (number, sha, title, body, diff))
        self.database.commit()
        self.changed.append(int(number))


if __name__ == "__main__":
    asyncio.run(Loop(sys.argv[1], json.loads(Path(sys.argv[2]).read_text()), sys.argv[3]).run())
