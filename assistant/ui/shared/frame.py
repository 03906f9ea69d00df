"""What every page has: the look, the links that come first, the urgent-help panel, and an error summary.

The first two links lead to urgent help and past the links and the panel: to the box to ask in, or to the page’s heading. They
stand instead of Streamlit’s own link, which leads to where they stand. Leaving follows GOV.UK's
"exit this page": the page goes blank at once and its entry in the history is taken by a neutral one. Addresses of ours that
the person went through before it stay behind it in the browser's history, without a word of what was asked; whoever goes back
to one of them in the same tab is sent on to the neutral page again. Without scripts it is a link.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.ui.shared.answer_html import error_html, urgent_html, urgent_strip_html
from assistant.ui.shared.style import CSS

AWAY = "https://www.bbc.co.uk/weather"
_SKIP = """<a class="dsl-skip" href="#urgent-help" aria-keyshortcuts="Alt+Shift+U">Urgent help (Alt + Shift + U)</a>
<a class="dsl-skip dsl-past" href="#dsl-content">Skip to <span class="dsl-to-box">the question box</span><span
class="dsl-to-content">the main part of the page</span></a>"""
_EXIT = f"""<a class="dsl-exit" href="{AWAY}" rel="nofollow noreferrer"><strong>Leave this page quickly</strong>
<span class="dsl-exit-key">or press Esc three times</span></a>"""
_SCRIPT = """<script>(() => {
  if (window.dslReady) return;
  window.dslReady = true;
  const away = 'AWAY', left = 'dsl-left', within_ms = 5000;
  let presses = [];
  const leave = () => {
    document.documentElement.style.visibility = 'hidden';
    try { sessionStorage.setItem(left, 'yes'); sessionStorage.removeItem('dsl-tab'); } catch {}
    window.location.replace(away);
  };
  const help = () => {
    const panel = document.querySelector('.dsl-urgent');
    if (!panel) return;
    panel.open = true;
    panel.scrollIntoView({block: 'center'});
    panel.querySelector('summary').focus({focusVisible: true});
  };
  const past = () => {
    const to = document.querySelector('.st-key-question textarea') || document.querySelector('.st-key-page h1');
    if (!to) return;
    if (to.tagName !== 'TEXTAREA') to.tabIndex = -1;
    to.scrollIntoView({block: 'center'});
    to.focus({focusVisible: true, preventScroll: true});
  };
  document.querySelector('[data-testid=stMain]')?.setAttribute('tabindex', '-1');
  const has_left = () => { try { return sessionStorage.getItem(left); } catch { return null; } };
  const arrived = performance.getEntriesByType('navigation')[0];
  if (has_left() && arrived && arrived.type === 'back_forward') leave();
  else try { sessionStorage.removeItem(left); } catch {}
  window.addEventListener('pageshow', event => { if (event.persisted && has_left()) leave(); });
  document.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('.dsl-exit, .dsl-skip');
    if (!link) return;
    event.preventDefault();
    if (link.matches('.dsl-exit')) leave(); else if (link.matches('.dsl-past')) past(); else help();
  }, true);
  document.addEventListener('keydown', event => {
    if (event.altKey && event.shiftKey && event.code === 'KeyU') { event.preventDefault(); help(); return; }
    if (event.key !== 'Escape') { presses = []; return; }
    if (event.repeat) return;
    presses = [...presses, event.timeStamp].filter(at => event.timeStamp - at < within_ms);
    if (presses.length >= 3) leave();
  }, true);
})()</script>""".replace("AWAY", AWAY)

_FOLD = """<script>
  if (window.matchMedia('(max-width: 60rem)').matches) document.querySelector('#urgent-help .dsl-urgent').open = false;
</script>"""


def with_urgent_help(pages: Sequence[st.Page], show_person: Callable[[], None]) -> DeltaGenerator:
    """Draw links to the pages, who is at them, and the urgent-help panel; return the column next to it.

    The panel needs neither the index nor a model, and is drawn before either is touched.

    Parameters
    ----------
    pages : sequence of st.Page
        The person's.
    show_person : callable
        Draws who is at the page.
    """
    st.html(f"<style>{CSS}</style>")
    st.html(_SKIP)
    st.html(_SCRIPT, unsafe_allow_javascript=True)  # ours alone: nothing in it varies
    st.html(urgent_strip_html())
    with st.container(key="pages", horizontal=True, gap="small", vertical_alignment="center"):
        if len(pages) > 1:
            with st.container(key="page-links", horizontal=True, gap="small"):
                for page in pages:
                    st.page_link(page)
        show_person()
    with st.container(key="page"):
        panel, content = st.columns([1, 2.5], gap="large")
    panel.html(_EXIT)
    # On a small screen the panel starts folded, so that what the page is can be seen; without scripts it stays open.
    content.html('<span id="dsl-content"></span>')
    panel.html(f'<div id="urgent-help">{urgent_html()}{_FOLD}</div>', unsafe_allow_javascript=True)  # ours alone
    return content


def show_error(message: str, hint: str = "") -> None:
    """Show an error summary: no traceback, no apology, what to do."""
    st.html(error_html(message, hint))
