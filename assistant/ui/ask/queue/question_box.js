// Beside the box to ask in: counts while it is typed in, and sends the draft a moment after the last key.
const box = () => document.querySelector('[data-testid="stChatInput"] textarea');

// A random number of this tab. It stays through a reload and goes with the tab; nothing that was typed is stored here.
const tab = () => {
  try {
    let known = sessionStorage.getItem('dsl-tab');
    if (!known) {
      known = Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
      sessionStorage.setItem('dsl-tab', known);
    }
    return known;
  } catch { return ''; }
};

export default function ({ parentElement, data, setStateValue }) {
  const [count, warning] = parentElement.querySelectorAll('span, strong');
  const number = many => many.toLocaleString('en-GB');
  const write = (element, words) => { if (element.textContent !== words) element.textContent = words; };
  let pending = 0, text = '', changed = false;
  const show = () => {
    text = box()?.value ?? text;
    const length = Array.from(text).length, over = length - data.most;
    write(count, length ? `${number(length)} of ${number(data.most)} characters` : '');
    write(warning, over > 0 ? ` ${number(over)} too many: shorten it` : '');
  };
  const send = () => { clearTimeout(pending); pending = 0; if (box()) setStateValue('draft', box().value); };
  const typed = event => {
    if (event.target !== box()) return;
    changed = true;
    show();
    pending ||= setTimeout(send, 400);
  };
  const asked = event => {
    if (event.target !== box() || event.key !== 'Enter' || event.shiftKey) return;
    clearTimeout(pending);
    pending = 0;
    changed = false;
  };
  // Whoever leaves the box may be going to another page. A draft that is sent then would take its place (Streamlit 1.67,
  // November 2026: of two requests that wait, the later says which page is drawn). So it goes later, or from the next page.
  const leave = () => { if (pending) { clearTimeout(pending); pending = setTimeout(send, 1500); } };
  const reload = () => { if (pending) send(); };
  const looking = setInterval(show, 300);  // the box is also emptied and filled without a key
  const events = [
    [document, 'input', typed], [document, 'keydown', asked], [document, 'focusout', leave], [window, 'pagehide', reload],
  ];
  for (const [target, name, listener] of events) target.addEventListener(name, listener, true);
  setStateValue('tab', tab());
  // What stood in the box on the page before, if the server may not know it; and what stands in it now, which is the server's
  // older draft, or what went on being typed while this part was drawn anew.
  const unsent = window.dslUnsent, standing = box()?.value ?? '';
  delete window.dslUnsent;
  if (unsent !== undefined && unsent !== data.draft && (!standing || standing === data.draft)) setStateValue('unsent', unsent);
  else if (standing && standing !== data.draft) { changed = true; pending = setTimeout(send, 400); }
  show();
  return () => {
    clearInterval(looking);
    clearTimeout(pending);
    text = box()?.value ?? text;
    if (changed && text !== data.draft) window.dslUnsent = text;  // the server does not know it yet
    for (const [target, name, listener] of events) target.removeEventListener(name, listener, true);
  };
}
