/** Where what had the focus is gone, as the button of an act that is done, the page itself has it, not the address bar. */
export function keepFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) document.getElementById('main')?.focus({ preventScroll: true })
  })
}
