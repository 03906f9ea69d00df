"""The cluster from end to end: asked through the proxy, restarted under load, switched off, stopped."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from tests.assistant.api.conftest import until
from tests.assistant.cluster.cluster_process import Cluster
from tests.cluster_load import load, processes, report

pytestmark = [pytest.mark.seldom, pytest.mark.enable_socket]
QUESTION = "Can a child be a victim of domestic abuse if they only heard it?"
MARK = "zebrafinch"


def ask(cluster: Cluster, question: str = QUESTION) -> httpx.Response:
    return httpx.post(f"{cluster.url}/v1/ask", json={"question": question}, timeout=120)


def test_a_question_is_answered_through_the_proxy_and_no_log_has_a_word_of_it(cluster: Cluster) -> None:
    for _ in range(2):  # one of each server
        answer = ask(cluster).raise_for_status().json()
        assert answer["outcome"] == "answered"
        assert answer["citations"]
    ask(cluster, f"Is a {MARK} a victim of domestic abuse?").raise_for_status()
    httpx.get(f"{cluster.url}/v1/{MARK}?q={MARK}")
    logs = {log.name: log.read_text() for log in (cluster.folder / "logs").iterdir()}
    assert all("POST /v1/ask 200" in logs[f"api-{number}.log"] for number in (1, 2))
    assert not [name for name, text in logs.items() if MARK in text]


def test_a_page_is_served_and_its_socket_goes_to_the_same_page(cluster: Cluster) -> None:
    page = httpx.get(cluster.url, timeout=30)
    assert page.status_code == 200
    cookie = page.cookies["dsl-page"]
    assert cookie in {"page-1", "page-2"}
    address = f"ws://127.0.0.1:{cluster.port}/_stcore/stream"
    for number in (1, 2):
        headers = {"Cookie": f"dsl-page=page-{number}", "Origin": cluster.url}
        with connect(address, additional_headers=headers, subprotocols=["streamlit"], origin=None) as visit:  # type: ignore[list-item]
            visit.ping().wait(10)
            assert visit.response is not None
            assert "set-cookie" not in visit.response.headers  # the cookie led to the page that it names


def test_what_is_killed_comes_back_and_questions_go_on(cluster: Cluster) -> None:
    before = cluster.said().count("is ready again")
    pid = next(pid for name, pid in processes(cluster.process.pid) if name == "apis")
    with ThreadPoolExecutor(4) as askers:
        asked = [askers.submit(ask, cluster) for _ in range(8)]
        time.sleep(0.5)  # some are being answered
        os.kill(pid, signal.SIGKILL)
        answered = [answer.result().status_code for answer in asked]
    # what the killed server was answering may be lost, and says so; the rest goes to the other one
    assert set(answered) <= {200, 502, 503}
    assert answered.count(200) >= 4
    cluster.until_said("is ready again", times=before + 1)
    assert [ask(cluster).status_code for _ in range(4)] == [200] * 4


def test_a_rolling_restart_of_each_part_under_load_loses_no_question(cluster: Cluster) -> None:
    before = set(processes(cluster.process.pid))
    seen = asyncio.run(load(cluster.url, cluster.process.pid, people=30, seconds=120, every=60, restart=True))
    report(seen)
    assert not seen.errors
    assert len(seen.seconds) >= 58
    assert cluster.said().count("haproxy is ready again") >= 1  # each part was restarted at least once meanwhile
    until(cluster.restarts_are_over, 300)
    kept = {name for name, pid in before & set(processes(cluster.process.pid))}
    assert kept <= {"haproxy"}  # its master stays, and its worker is a new one


def test_the_switch_stops_both_servers_and_the_pages_and_lets_them_go_on(cluster: Cluster) -> None:
    cluster.off_file.write_text("the trust’s safeguarding lead\nthe notice on the intranet\n", encoding="utf-8")
    try:
        for _ in range(4):
            refused = ask(cluster)
            assert (refused.status_code, refused.json()["code"]) == (503, "switched_off")
            assert "the trust’s safeguarding lead" in refused.text
        until(lambda: httpx.get(cluster.url).status_code == 503, 20)
        assert "999" in httpx.get(cluster.url).text
    finally:
        cluster.off_file.unlink()
    assert ask(cluster).status_code == 200
    until(lambda: httpx.get(cluster.url).status_code == 200, 20)


def test_to_stop_leaves_no_process(cluster: Cluster) -> None:
    pids = [pid for _, pid in processes(cluster.process.pid)]
    assert len(pids) > 6
    cluster.process.send_signal(signal.SIGINT)
    assert cluster.process.wait(120) == 0
    until(lambda: not [pid for pid in pids if Path("/proc", str(pid)).exists()], 20)
