/**
 * Filters the parts of a page that was written whole: by status where they have one, and by the words in them. The page can
 * be read without it.
 */

const items = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-item]'))];
const form = /** @type {HTMLFormElement | null} */ (document.getElementById('filter'));
const none = document.getElementById('none');

/** Shows the items that have a chosen status and all of the words. */
function apply() {
  if (!form) return;
  const chosen = new FormData(form);
  const statuses = chosen.getAll('status');
  const words = String(chosen.get('words') ?? '')
    .toLowerCase()
    .split(/\s+/);
  let shown = 0;
  for (const item of items) {
    const text = item.textContent?.toLowerCase() ?? '';
    const status = item.dataset.status;
    item.hidden = !((status === undefined || statuses.includes(status)) && words.every((word) => text.includes(word)));
    if (!item.hidden) shown++;
  }
  if (none) none.hidden = shown > 0;
}

if (form) {
  form.hidden = false;
  form.addEventListener('input', apply);
  form.addEventListener('submit', (event) => event.preventDefault());
  apply();
}
