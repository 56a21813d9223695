/**
 * A button may be gone with what it did, and a closed dialog cannot give the focus back to it. Then the page has it, so
 * that the keyboard goes on from there. A dialog takes a moment to close.
 */
export function keepFocus(): void {
  const until = Date.now() + 1_000
  const timer = setInterval(() => {
    if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true })
    if (Date.now() > until) clearInterval(timer)
  }, 100)
}
