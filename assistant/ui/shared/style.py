"""The style sheet: plain, dark on white, one column of text at a readable measure, focus that can be seen.

Colours and habits follow the GOV.UK Design System; every pair of text and ground has a contrast of at least 4.5 to 1.
Streamlit's own parts are reached by their ``data-testid`` and by the ``st-key-…`` classes of our containers.
"""
# ruff: noqa: E501  # a rule of CSS a line reads better than a property a line

CSS = """
:root { --ink: #0b0c0c; --dim: #484c4e; --line: #b1b4b6; --pale: #f3f2f1; --blue: #12436d; --red: #a8200d; --focus: #ffdd00; }

/* the frame */
[data-testid="stMainBlockContainer"] { max-width: 76rem; padding: 0 2rem 4rem; }
[data-testid="stHeader"], [data-testid="stElementToolbar"], [data-testid="stDecoration"] { display: none; }
.st-key-pages { border-bottom: 1px solid var(--line); padding: .6rem 0; }
.st-key-pages > :has(> .st-key-page-links) { flex: 1 1 100%; }
/* columns of one width: links come after their row, and the page below must not move when they do */
.st-key-page-links { display: grid !important; grid-template-columns: repeat(auto-fill, minmax(10.75rem, 1fr)); grid-auto-rows: 2.75rem; row-gap: 0 !important; min-height: 3rem; }
.st-key-pages a { padding: .35rem .6rem; border-radius: 0; }
.st-key-pages a p { font-size: 1rem; color: var(--ink); }
.st-key-pages a[aria-current] { background: none; box-shadow: inset 0 -4px 0 var(--blue); }
.st-key-page > div > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:last-child,
.st-key-page > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:last-child { max-width: 48rem; }
[data-testid="stHtml"] a { color: #1d5a96; text-underline-offset: .15em; }
[data-testid="stHtml"] a[href^="tel:"] { white-space: nowrap; }
.st-key-page > div > [data-testid="stHorizontalBlock"], .st-key-page > [data-testid="stHorizontalBlock"]
  { align-items: flex-start; }
.st-key-page h1 { letter-spacing: -0.01em; line-height: 1.15; padding: 0 0 .25rem; }
.st-key-page h2, .st-key-page p, .st-key-page dd, .st-key-page blockquote, .st-key-page li { overflow-wrap: anywhere; }
.dsl-lead { font-size: 1.1rem; line-height: 1.5; max-width: 44rem; margin: 0; }
.dsl-label { color: var(--dim); font-size: .9rem; margin: 0 0 .25rem; }
.dsl-hint { color: var(--dim); font-size: .92rem; margin: 0; }
h2.dsl-ask { font-size: 1.35rem; margin: .75rem 0 .1rem; padding: 0; }

/* urgent help */
.dsl-urgent { border: 1px solid var(--line); border-left: 6px solid var(--red); padding: .75rem 1rem .5rem; background: #fff; }
.dsl-urgent summary { cursor: pointer; list-style-position: inside; }
.dsl-urgent summary::marker, .dsl-urgent summary::-webkit-details-marker { color: var(--red); }
.dsl-urgent summary > * { display: inline; font-size: 1.1rem; color: var(--red); margin: 0; padding: 0; }
.dsl-urgent p { font-size: .93rem; line-height: 1.45; margin: .55rem 0; }
.dsl-strip { display: none; }

/* the first links: to urgent help, and away */
.dsl-skip { position: fixed; left: -100rem; top: .4rem; z-index: 100; padding: .5rem .9rem; background: var(--focus); color: var(--ink) !important; font-weight: 600; }
.dsl-skip:focus { left: .5rem; }
[data-testid="stSkipToContent"] { display: none; }
.dsl-to-box { display: none; } body:has(.st-key-question) .dsl-to-box { display: inline; } body:has(.st-key-question) .dsl-to-content { display: none; }
.dsl-exit { display: block; padding: .45rem .9rem; background: var(--red); color: #fff !important; text-decoration: none !important; line-height: 1.25; text-align: center; box-shadow: 0 2px 0 #5c1207; }
.dsl-exit:hover { background: #7d180a; }
.dsl-exit-key { font-size: .85rem; display: block; }
.dsl-announced { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[data-testid="stElementContainer"]:has(.dsl-skip), [data-testid="stElementContainer"]:has(#dsl-content), [data-testid="stElementContainer"]:has([data-testid="stHtml"] > script) { position: absolute; }

/* a question and its answer */
[class*="st-key-exchange-"], [class*="st-key-running-"] { padding-top: .6rem; gap: .8rem; max-width: 48rem; scroll-margin-top: 1rem; }
[data-testid="stChatMessage"] { background: none; padding: 0; gap: 0; }
[data-testid="stChatMessage"] > :is([data-testid="stChatMessageAvatarUser"], [data-testid="stChatMessageAvatarAssistant"]) { display: none; }
[data-testid="stChatMessageContent"] [data-testid="stVerticalBlock"] { gap: .55rem; }
[data-testid="stChatMessage"]:has(.dsl-question) { background: var(--pale); border-radius: 1rem 1rem .15rem 1rem; padding: .7rem 1.1rem .8rem; margin-left: auto; width: fit-content; max-width: 92%; min-width: min(18rem, 92%); }
.dsl-question { scroll-margin-top: 1.5rem; } .dsl-question:focus { outline: none; }
.dsl-question h2 { font-size: 1.15rem; font-weight: 600; line-height: 1.4; margin: 0; padding: 0; }
.dsl-stages { list-style: none; margin: 0 !important; padding: 0 !important; min-height: 9.5rem; color: var(--dim); font-size: .98rem; }
.dsl-stages li { margin: 0 0 .2rem !important; padding-left: 1.4rem; position: relative; }
.dsl-stages li::before { content: "✓"; position: absolute; left: .1rem; }
.dsl-stages .dsl-now { color: var(--ink); }
.dsl-stages .dsl-now::before { content: ""; left: .2rem; top: .45rem; width: .65rem; height: .65rem; border-radius: 50%; background: var(--blue); animation: dsl-pulse 1.4s ease-in-out infinite; }
@keyframes dsl-pulse { 50% { opacity: .25; } }
.dsl-earlier { border-top: 1px solid var(--line); padding-top: .8rem; max-width: 48rem; }
.dsl-earlier h2 { font-size: 1.1rem; margin: 0; padding: 0; } .dsl-earlier ol { margin: .3rem 0 0 !important; padding-left: 1.5rem; }
.dsl-earlier li { margin: 0 0 .15rem !important; font-size: .98rem; }
.dsl-outcome { font-size: 1.05rem; margin: .35rem 0 0; padding: .3rem .6rem; display: inline-block; background: var(--pale); border-left: 6px solid var(--blue); }
.dsl-outcome.dsl-escalated, .dsl-outcome.dsl-failed { border-left-color: var(--red); }
.dsl-outcome.dsl-abstained, .dsl-outcome.dsl-refused { border-left-color: var(--dim); }
.dsl-understood { color: var(--dim); margin: .5rem 0 0; }
.dsl-notice { border: 2px solid var(--blue); padding: .6rem .85rem; margin: .7rem 0 0; }
.dsl-notice p { margin: 0; font-weight: 600; }
.dsl-notice summary { cursor: pointer; font-weight: 600; } details.dsl-notice p { margin: .5rem 0 0; font-weight: 400; }
.dsl-kept { border-left: 6px solid var(--blue); padding: .3rem 0 .3rem .85rem; margin: .6rem 0; }
.dsl-section { font-size: 1.15rem; margin: 1rem 0 0; padding: 0 0 .25rem; border-bottom: 1px solid var(--line); }
blockquote { margin: .5rem 0 0 !important; padding: .15rem 0 .15rem 1rem !important; border-left: 4px solid var(--line) !important;
  color: var(--ink) !important; font-size: 1.04rem; line-height: 1.55; }
.dsl-answers { color: var(--dim); font-size: .98rem; margin: .5rem 0 0 1.25rem; }
.dsl-mark { font-weight: 600; white-space: nowrap; }
.dsl-standing { color: var(--dim); font-size: .92rem; margin: 0 0 0 1.25rem; }
.dsl-standing.dsl-in-force-no { color: var(--ink); font-weight: 600; }
[role="dialog"] .dsl-standing { margin-left: 0; }
[class*="st-key-cite-"] { margin: -.35rem 0 .6rem 1.25rem; }
[data-testid="stHorizontalBlock"]:has(> [class*="st-key-cite-"]) { row-gap: 0 !important; margin: -.5rem 0 -.35rem; }
[class*="st-key-cite-"] button { text-align: left; justify-content: flex-start; min-height: 2.25rem; padding: .15rem 0; white-space: normal; }
[class*="st-key-cite-"] button p { text-decoration: underline; text-underline-offset: .15em; color: #1d5a96; white-space: normal; font-size: .98rem; }
[class*="st-key-cite-"] button:hover p { text-decoration-thickness: .15em; color: var(--ink); }
.dsl-provenance { color: var(--dim); font-size: .88rem; margin: .3rem 0 0; }
.dsl-error { border: 4px solid var(--red); padding: .8rem 1rem; max-width: 48rem; }
.dsl-error h2 { font-size: 1.2rem; margin: 0 0 .3rem; padding: 0; }
.dsl-error p { margin: .2rem 0; }

/* asking: the newest turn has the window to itself, and the box stays at its foot, so that nothing in view moves */
.st-key-box { background: #fff; padding: .4rem 4px .2rem; margin: 0 -4px; width: calc(100% + 8px); max-width: calc(48rem + 8px); }
.st-key-question { min-height: 3.75rem; } .st-key-question-draft { min-height: 1.6rem; }
.st-key-box [data-testid="stSkeleton"] { height: 1.6rem; }
.st-key-page .dsl-count { color: var(--dim); font-size: .85rem; line-height: 1.3; margin: 0; padding-top: .25rem; display: flex; flex-wrap: wrap; gap: 0 .4rem; }
.dsl-count em { font-style: normal; margin-right: auto; } .dsl-count strong { color: var(--red); }
@media screen and (min-height: 34rem) {
  .st-key-newest { min-height: calc(100vh - 9rem); }
  [data-testid="stLayoutWrapper"]:has(> .st-key-box) { position: sticky; bottom: 0; z-index: 80; }
  .st-key-box { max-height: 70vh; overflow-y: auto; }
  [data-testid="stMain"] { scroll-padding-bottom: 8rem; }
}
[data-testid="stChatInput"] > div { border: 2px solid var(--ink) !important; background: #fff; }
[data-testid="stDateInput"] [data-baseweb="input"], [data-testid="stSelectbox"] [role="group"], [data-testid="stDateInputField"] { background: #fff; }
[class*="st-key-example-"], [class*="st-key-example-"] button { min-height: 2.75rem; }
[class*="st-key-example-"] button { justify-content: flex-start; text-align: left; }
[class*="st-key-example-"] button p { white-space: normal; text-align: left; }
[class*="st-key-example-"] button > div { justify-content: flex-start; }

h3.dsl-next { font-size: 1.1rem; margin: .6rem 0 .1rem; padding: 0; }
h4.dsl-copy { font-size: 1rem; margin: .6rem 0 0; padding: 0; }
[class*="st-key-again-"] button p { text-decoration: underline; text-underline-offset: .15em; color: #1d5a96; }
[class*="st-key-next-"] button { min-height: 2.6rem; text-align: left; justify-content: flex-start; }
[class*="st-key-next-"] button p { white-space: normal; text-align: left; }

/* a worry thought through */
.st-key-reflection { border-left: 6px solid var(--blue); padding: .2rem 0 .2rem 1rem; max-width: 48rem; scroll-margin: 5rem 0 9rem; }
h3.dsl-reflection, h3.dsl-reflection-now { font-size: 1.2rem; margin: 0; padding: 0; }
h4.dsl-reflection-now { font-size: 1.15rem; line-height: 1.4; margin: .5rem 0 .2rem; padding: 0; scroll-margin: 6rem 0 25rem; }
.dsl-reflection-now:focus { outline: none; }
.dsl-why, .dsl-why p { color: var(--dim); font-size: .95rem; line-height: 1.4; margin: 0 !important; } .dsl-why > span { font-weight: 600; float: left; margin-right: .3rem; }
.dsl-first { border-left: 6px solid var(--red); padding: .1rem 0 .1rem .85rem; margin: .4rem 0; } .dsl-first p { margin: 0; }
.dsl-so-far { margin: .3rem 0 0; } .dsl-so-far summary { cursor: pointer; font-size: .95rem; color: var(--dim); }
.st-key-reflection [data-testid="stForm"] { padding: 0; } .st-key-reflection [data-testid="stTextAreaRootElement"] { background: #fff; border-color: var(--ink); }
.st-key-reflection label p { font-weight: 600; }
[class*="st-key-think-open-"], .st-key-reflection-buttons button { min-height: 2.75rem; }

/* a record put in order */
.st-key-record { border-left: 6px solid var(--blue); padding: .2rem 0 .2rem 1rem; max-width: 48rem; scroll-margin: 5rem 0 9rem; }
h2.dsl-record-now { font-size: 1.2rem; margin: 0; padding: 0; scroll-margin: 6rem 0 25rem; } .dsl-record-now:focus { outline: none; }
.st-key-record h3.dsl-section { font-size: 1.05rem; margin: .8rem 0 .2rem; padding: 0; }
.st-key-record ul { margin: .2rem 0 .2rem 1.2rem; padding: 0; } .st-key-record li { margin: .15rem 0; overflow-wrap: anywhere; } .st-key-record li li { color: var(--dim); font-size: .95rem; }
.st-key-record [data-testid="stForm"] { padding: 0; } .st-key-record [data-testid="stTextAreaRootElement"] { background: #fff; border-color: var(--ink); }
.st-key-record label p { font-weight: 600; } .st-key-put-in-order button, .st-key-record-buttons button { min-height: 2.75rem; }

/* the walk, and where to ask */
.st-key-walk-line { min-height: 2.75rem; } .st-key-walk-line button { min-height: 2.75rem; } .st-key-walk-line button p { text-decoration: underline; text-underline-offset: .15em; }
@media (max-width: 640px) { .st-key-walk-line { flex-wrap: nowrap; } .st-key-walk-line .dsl-hint { display: none; } }
/* a part that is still to come is not seen, and its row keeps its place: what stands beside it must not jump */
.st-key-walk-line > :has([data-testid="stSkeleton"]), .st-key-page-links > :has([data-testid="stSkeleton"]) { visibility: hidden; }
.st-key-walk-begin { min-width: 6.1rem; } .st-key-walk-not-now { min-width: 3.25rem; }
.st-key-walk-line > :has(.dsl-where[open]) { flex: 1 1 100%; }
.dsl-where summary { cursor: pointer; padding: .6rem 0; } .dsl-where dl { margin: 0; max-width: 48rem; }
.dsl-where dt { font-weight: 600; margin: .6rem 0 .1rem; } .dsl-where dd { margin: 0 0 0 1rem; } .dsl-where p { margin: 0 0 .3rem; font-size: .95rem; line-height: 1.45; overflow-wrap: anywhere; }
.dsl-walk-step p { margin: 0 0 .35rem; line-height: 1.45; } .dsl-walk-step:focus { outline: none; }
.st-key-walk { border-left: 6px solid var(--blue); } .st-key-walk button, .st-key-walk-choice button { min-height: 2.75rem; }

/* summary lists and the library */
.dsl-facts { margin: .5rem 0 !important; padding: 0 !important; max-width: 48rem; }
.dsl-facts dt { margin: 0 !important; }
.dsl-facts > div { display: grid; grid-template-columns: 9.5rem 1fr; gap: 1rem; padding: .3rem 0; border-bottom: 1px solid #dfe1e2; }
.dsl-facts dt { font-weight: 600; } .dsl-facts dd { margin: 0 !important; }
.dsl-facts dt, .dsl-facts dd { font-size: .95rem; line-height: 1.4; }
.dsl-group h2 { font-size: 1.35rem; padding: 1rem 0 .25rem; border-bottom: 3px solid var(--blue); max-width: 48rem; }
.dsl-source { padding: .9rem 0 .6rem; max-width: 48rem; }
.dsl-source h3 { font-size: 1.1rem; padding: 0; margin: 0; } .dsl-edition { margin: .1rem 0 0; color: var(--dim); }
.dsl-applies-no .dsl-facts > div:first-child dd { font-weight: 600; }
.dsl-pinpoint { background: var(--pale); border-left: 6px solid var(--blue); padding: .6rem 1rem; }
.dsl-pinpoint h3 { font-size: 1.05rem; margin: 0; padding: 0; }

/* what needs doing, and editions that follow one another */
.dsl-upkeep { border-left: 6px solid var(--blue); padding: .1rem 0 .1rem 1rem; max-width: 48rem; }
.dsl-upkeep h2, .dsl-chains h3 { font-size: 1.2rem; margin: 0 0 .3rem; padding: 0; }
.dsl-upkeep ul { margin: 0; padding-left: 1.1rem; } .dsl-upkeep li { margin: 0 0 .6rem; } .dsl-upkeep li p { margin: 0; overflow-wrap: anywhere; }
.dsl-chains h3 { font-size: 1rem; } .dsl-chains ol { margin: 0 0 .9rem; padding-left: 1.4rem; } .dsl-chains li { margin: 0 0 .2rem; font-size: .95rem; }

/* two editions side by side; what changed is shown by more than colour */
.st-key-comparison { scroll-margin-top: 1rem; }
.dsl-compared h2 { font-size: 1.35rem; margin: .5rem 0 .3rem; padding: 0; } .dsl-compared p { margin: 0 0 .4rem; }
.dsl-key { list-style: none; display: flex; flex-wrap: wrap; gap: .4rem 1rem; margin: .2rem 0 .4rem !important; padding: 0 !important; }
.dsl-key li { margin: 0 !important; }
del.dsl-out { color: #8f1b0a; background: #fbe9e7; text-decoration: line-through; text-decoration-thickness: .08em; }
ins.dsl-in { color: #0b5a34; background: #e4f3ea; text-decoration: underline; text-decoration-thickness: .12em; text-underline-offset: .15em; }
.dsl-elsewhere { color: var(--dim); text-decoration: underline dotted; text-decoration-thickness: .1em; text-underline-offset: .2em; }
.dsl-reader-only { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[class*="st-key-pair-"] { border-top: 1px solid var(--line); padding-top: .8rem; gap: .4rem; }
.dsl-pair h3 { font-size: 1.15rem; margin: 0; padding: 0; } .dsl-pair p { margin: .3rem 0 0; line-height: 1.45; overflow-wrap: anywhere; }
.dsl-side { font-size: 1rem; margin: 0; padding: .2rem 0 0; border-bottom: 3px solid var(--blue); }
[class*="st-key-pair-"] blockquote { font-size: 1rem; margin-top: .5rem !important; padding-left: .75rem !important; }
[class*="st-key-pair-"] [class*="st-key-cite-"] { margin: 0; }
.st-key-page .dsl-reference p { color: var(--dim); font-size: .9rem; line-height: 1.4; margin: 0 0 .2rem; overflow-wrap: anywhere; }
[class*="st-key-pair-"] [data-testid="stVerticalBlock"] { gap: .5rem; }
.dsl-absent { color: var(--dim); margin: .5rem 0 0; }

/* adding a document of one's own, one step at a time */
.st-key-own, .st-key-own-documents { max-width: 48rem; }
.dsl-step { font-size: 1.5rem; padding: 0; margin: .25rem 0 0; } .dsl-step:focus { outline: none; }
.dsl-warning { border-left: 6px solid var(--red); padding: .3rem 0 .3rem .85rem; margin: 0; }
.st-key-own [data-testid="stForm"] { padding: 0; }
.st-key-own label p, .st-key-own [data-testid="stWidgetLabel"] p { font-size: 1rem; font-weight: 600; }
.st-key-own [role="radiogroup"] label p { font-weight: 400; }
.st-key-own [role="radiogroup"] { gap: .6rem; }
.st-key-own [data-testid="stTextInputRootElement"], .st-key-own [data-baseweb="select"] > div, .st-key-own [data-baseweb="input"] { background: #fff; border-color: var(--ink); }
.dsl-noticed { border-collapse: collapse; width: 100%; font-size: .98rem; }
.dsl-noticed th, .dsl-noticed td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0; border: 0; border-bottom: 1px solid var(--line); }
.dsl-noticed thead th { border-bottom: 2px solid var(--ink); }
.st-key-own [data-testid="stPageLink"] a { padding: 0; } .st-key-own [data-testid="stPageLink"] p { color: #1d5a96; text-decoration: underline; text-underline-offset: .15em; font-size: 1rem; }
.dsl-error ul { margin: .2rem 0; padding-left: 1.2rem; }
[class*="st-key-take-out-"] { margin-bottom: .75rem; }

/* the page image */
[role="dialog"] h3, h3.dsl-copy { font-size: 1.1rem; }
[role="dialog"]:has(.st-key-larger input:checked) :is(p, dt, dd, blockquote, code),
.st-key-checking [data-testid="stColumn"]:has(.st-key-trainer-larger input:checked) :is(blockquote, .dsl-label, .dsl-hint, .dsl-reference)
  { font-size: 1.35rem !important; line-height: 1.5; }
@media (max-width: 48rem) {
  [data-testid="stDialog"] > div, [role="dialog"] { width: 100% !important; max-width: 100% !important; }
  [role="dialog"] .st-key-page-image { width: calc(100% + 3rem); max-width: none; margin: 0 -1.5rem; border-left: 0; border-right: 0; }
}
@media (min-width: 72rem) {  /* beside the answer, which makes room for it */
  :root { --beside: min(760px, 48vw); }
  [data-testid="stDialog"] { background: none !important; pointer-events: none; }
  [data-testid="stDialog"] > div { width: var(--beside) !important; pointer-events: auto; border-left: 1px solid var(--line); }
  [data-testid="stDialog"] [role="dialog"] { width: auto !important; max-width: none !important; }
  body:has([role="dialog"] .st-key-citation) [data-testid="stMain"] { padding-right: var(--beside); }
  body:has([role="dialog"] .st-key-citation) .st-key-page > div > [data-testid="stHorizontalBlock"],
  body:has([role="dialog"] .st-key-citation) .st-key-page > [data-testid="stHorizontalBlock"] { flex-direction: column-reverse; }
  body:has([role="dialog"] .st-key-citation) .st-key-page > div > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"],
  body:has([role="dialog"] .st-key-citation) .st-key-page > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]
    { width: 100%; flex: 1 1 auto; position: static !important; max-height: none !important; }
  body:has([role="dialog"] .st-key-citation) .dsl-strip { display: block; background: var(--red); color: #fff; padding: .4rem 1rem; }
  body:has([role="dialog"] .st-key-citation) [data-testid="stHtml"] .dsl-strip a { color: #fff; }
  body:has([role="dialog"] .st-key-citation) .dsl-strip p { margin: 0; font-size: .95rem; }
  body:has([role="dialog"] .st-key-citation) [data-testid="stElementContainer"]:has(.dsl-strip) { position: sticky; top: 0; z-index: 90; }
  body:has([role="dialog"] .st-key-citation) .dsl-exit { position: fixed; bottom: 0; left: 0; right: var(--beside); z-index: 95; }
}
.st-key-page-image { --print: 17px; display: block; overflow: auto; max-height: 56vh; border: 1px solid var(--line); background: var(--pale); scroll-margin: .5rem; }
:is([role="dialog"], [data-testid="stColumn"]):has([class*="-larger"] input:checked) .st-key-page-image { --print: 27px; }
.st-key-page-image div { width: auto !important; max-width: none !important; align-items: flex-start !important; justify-content: flex-start !important; }
.st-key-page-image img { width: calc(var(--print) * var(--lines-wide)) !important; min-width: 100%; max-width: none !important; height: auto; display: block; }
.st-key-page-image:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; box-shadow: 0 0 0 5px var(--focus); }

/* focus, as GOV.UK shows it */
a:focus-visible, summary:focus-visible, button:focus-visible, [data-testid="stTopNavLink"]:focus-visible
  { outline: 3px solid var(--ink) !important; outline-offset: 2px; box-shadow: 0 0 0 5px var(--focus) !important; }
[data-testid="stChatInput"]:focus-within > div, [data-baseweb="input"]:focus-within, [data-baseweb="select"]:focus-within
  { outline: 3px solid var(--focus); outline-offset: 0; border-color: var(--ink) !important; }

/* small screens and high zoom: one column, the first line of urgent help stays in view */
@media (max-width: 60rem) {
  [data-testid="stMainBlockContainer"] { padding: 0 1rem 3rem; }
  .st-key-page > div > [data-testid="stHorizontalBlock"], .st-key-page > [data-testid="stHorizontalBlock"] { flex-direction: column; gap: 1.25rem; }
  .st-key-page > div > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"],
  .st-key-page > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { width: 100%; min-width: 0; flex: 1 1 auto; }
  .dsl-strip { display: block; background: var(--red); color: #fff; padding: .5rem 1rem; margin: 0 -1rem; }
  [data-testid="stHtml"] .dsl-strip a { color: #fff; }
  .dsl-strip p { margin: 0; font-size: .95rem; line-height: 1.35; }
  .dsl-exit { position: fixed; bottom: 0; left: 0; right: 0; z-index: 2000000; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-box) { bottom: 2.1rem !important; }
  [class*="st-key-example-"], [class*="st-key-example-"] button { min-height: 3.45rem; }
  .st-key-page-links { display: flex !important; flex-wrap: nowrap !important; overflow-x: auto; scrollbar-width: none; }
  .st-key-page-links > * { flex: none !important; }
  .st-key-pages [data-testid="stCaptionContainer"] p { font-size: .8rem; line-height: 1.35; }
  .st-key-page h1 { font-size: 1.5rem; } .dsl-lead { font-size: .98rem; line-height: 1.45; }
  [role="dialog"] { padding-bottom: 4rem; }
  .st-key-page-image { --print: 16px; scroll-margin-bottom: 4rem; }
  :is([role="dialog"], [data-testid="stColumn"]):has([class*="-larger"] input:checked) .st-key-page-image { --print: 24px; }
  [data-testid="stMainBlockContainer"] { padding-bottom: 6rem; }
  .dsl-exit-key { display: none; }
  .dsl-facts > div { grid-template-columns: 1fr; gap: 0; }
  [class*="st-key-cite-"], .dsl-standing { margin-left: 0; }
}
@media (max-width: 60rem) and (min-height: 30rem) {
  [data-testid="stElementContainer"]:has(.dsl-strip) { position: sticky; top: 0; z-index: 90; }
  [data-testid="stMain"] { scroll-padding-top: 4.5rem; }
}
@media (min-width: 60rem) and (max-height: 40rem) { .dsl-exit { position: fixed; bottom: 0; left: 0; z-index: 95; } }
@media (min-width: 60rem) and (min-height: 40rem) {
  .st-key-page > div > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:first-child,
  .st-key-page > [data-testid="stHorizontalBlock"] > [data-testid="stColumn"]:first-child
    { position: sticky; top: 0; max-height: calc(100vh - 4.5rem); overflow-y: auto; padding: .75rem .5rem; margin: -.75rem 0 0 -.5rem; }
  [data-testid="stElementContainer"]:has(.dsl-exit) { position: sticky; top: -.75rem; z-index: 2; background: #fff; padding: .75rem 0 .25rem; margin-top: -.75rem; }
}
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation-duration: .01ms !important; animation-iteration-count: 1 !important;
  transition-duration: .01ms !important; scroll-behavior: auto !important; } }
@media print { .dsl-exit, .dsl-skip { display: none; } [data-testid="stHeader"], [data-testid="stChatInput"], .st-key-examples { display: none; } }
"""
