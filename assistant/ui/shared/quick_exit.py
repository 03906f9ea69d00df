"""Two ways that come first on every page, after Streamlit’s own link to the content: to urgent help, and away from here.

Leaving follows GOV.UK's "exit this page": the page goes blank at once and its place in the history is taken by a neutral
one. Addresses of ours that the person went through before it stay behind it in the browser's history, without a word of what
was asked; whoever goes back to one of them in the same tab is sent on to the neutral page again. Without scripts it is a link.
"""

from __future__ import annotations

import streamlit as st

AWAY = "https://www.bbc.co.uk/weather"
_SKIP = '<a class="dsl-skip" href="#urgent-help" aria-keyshortcuts="Alt+Shift+U">Urgent help (Alt + Shift + U)</a>'
_EXIT = f"""<a class="dsl-exit" href="{AWAY}" rel="nofollow noreferrer"><strong>Leave this page quickly</strong>
<span class="dsl-exit-key">or press Esc three times</span></a>"""
_SCRIPT = """<script>(() => {
  if (window.dslReady) return;
  window.dslReady = true;
  const away = 'AWAY', left = 'dsl-left', within_ms = 5000;
  let presses = [];
  const leave = () => {
    document.documentElement.style.visibility = 'hidden';
    try { sessionStorage.setItem(left, 'yes'); } catch {}
    window.location.replace(away);
  };
  const help = () => {
    const panel = document.querySelector('.dsl-urgent');
    if (!panel) return;
    panel.open = true;
    panel.scrollIntoView({block: 'center'});
    panel.querySelector('summary').focus({focusVisible: true});
  };
  const has_left = () => { try { return sessionStorage.getItem(left); } catch { return null; } };
  const arrived = performance.getEntriesByType('navigation')[0];
  if (has_left() && arrived && arrived.type === 'back_forward') leave();
  else try { sessionStorage.removeItem(left); } catch {}
  window.addEventListener('pageshow', event => { if (event.persisted && has_left()) leave(); });
  document.addEventListener('click', event => {
    const link = event.target.closest && event.target.closest('.dsl-exit, .dsl-skip');
    if (!link) return;
    event.preventDefault();
    if (link.matches('.dsl-exit')) leave(); else help();
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


def show_first() -> None:
    """Show the link to urgent help, the first thing of ours that the Tab key reaches, and listen for the keys of both."""
    st.html(_SKIP)
    st.html(_SCRIPT, unsafe_allow_javascript=True)  # ours alone: nothing in it varies


def help_html(panel: str) -> str:
    """Return the urgent-help panel where the first link leads.

    On a small screen it starts folded, with its heading in view and the call to 999 above it, so that what the page is can be
    seen; without scripts it stays open.

    Parameters
    ----------
    panel : str
        The panel's own HTML.
    """
    return f'<div id="urgent-help">{panel}{_FOLD}</div>'


def exit_html() -> str:
    """Return the button that leaves, to stand where it is always in view."""
    return _EXIT
