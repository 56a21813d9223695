/** Runs in the browser: what axe does not ask. */
export function faultsInPage({ lang, isNarrow }: { lang: string; isNarrow: boolean }): string[] {
  const nameOf = (element: Element): string => {
    const words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 24)
    const className = typeof element.className === 'string' ? element.className.split(' ').slice(0, 2).join('.') : ''
    return `${element.localName}${className ? `.${className}` : ''} “${words}”`
  }
  const isShown = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  }

  function page(): string[] {
    const root = document.documentElement
    const headings = [...document.querySelectorAll('h1')].filter(isShown)
    return [
      ...(root.lang === lang ? [] : [`lang is ${root.lang}, not ${lang}`]),
      ...(/.+ · (绩衡|Jiheng)$/.test(document.title) ? [] : [`title is “${document.title}”`]),
      ...(headings.length === 1 ? [] : [`${headings.length} h1: ${headings.map(nameOf).join(', ')}`]),
      ...(root.scrollWidth > root.clientWidth
        ? [`wider than the window by ${root.scrollWidth - root.clientWidth} px: ${widest()}`]
        : []),
    ]
  }

  function widest(): string {
    const edge = document.documentElement.clientWidth
    return [...document.body.querySelectorAll('*')]
      .filter((element) => isShown(element) && element.getBoundingClientRect().right > edge + 0.5)
      .slice(-3)
      .map(nameOf)
      .join(', ')
  }

  function smallText(): string[] {
    const faults = new Map<Element, string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement
      if (!element || !walker.currentNode.textContent?.trim() || !isShown(element)) continue
      if (element.closest('[aria-hidden=true], script, style, svg, [data-paper]')) continue
      const size = Number.parseFloat(getComputedStyle(element).fontSize)
      if (size < 13) faults.set(element, `text of ${size} px: ${nameOf(element)}`)
    }
    return [...faults.values()]
  }

  /** The whole of what is pressed: a label around its box, the frame around a field. */
  const frames =
    'label, .ant-tabs-tab, .ant-select, .ant-picker, .ant-input-affix-wrapper, .ant-input-number, .ant-segmented-item, .ant-upload'
  const targets =
    'button, a.button, input, textarea, select, [role=tab], [role=button], [role=option], [role=menuitem], tr:has(td a, td button)'
  function smallTargets(): string[] {
    if (!isNarrow) return []
    return [...document.body.querySelectorAll(targets)]
      .filter((element) => isShown(element) && !element.closest('[aria-hidden=true]'))
      .map((element) =>
        element.matches('input, select, textarea, [role=tab]') ? (element.closest(frames) ?? element) : element,
      )
      .filter((element) => isShown(element) && element.getBoundingClientRect().height < 43.5)
      .map((element) => `${element.getBoundingClientRect().height.toFixed(0)} px high: ${nameOf(element)}`)
  }

  /** What has to be scrolled sideways inside its frame is easily missed; only the grid of a year may be. */
  function wideTables(): string[] {
    return [...document.querySelectorAll('.data-table')]
      .filter((element) => isShown(element) && element.scrollWidth > element.clientWidth)
      .map((element) => `wider than its frame by ${element.scrollWidth - element.clientWidth} px: ${nameOf(element)}`)
  }

  return [...new Set([...page(), ...smallText(), ...smallTargets(), ...wideTables()])]
}

/** With forced colours, backgrounds and shadows are gone: whatever is reached by Tab has to have an outline of its own. */
export function focusUnseen(): string[] {
  const isShown = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect()
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true })
  }
  const hasOutline = (element: Element | null): boolean => {
    if (!element) return false
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
  }
  const frame =
    'label, .ant-select, .ant-input-affix-wrapper, .ant-input-number, .ant-segmented-item, .ant-checkbox, .ant-radio'
  const isSeen = (element: HTMLElement): boolean => {
    element.focus({ focusVisible: true, preventScroll: true } as FocusOptions)
    for (const motion of document.getAnimations()) if (motion instanceof CSSTransition) motion.finish()
    return document.activeElement !== element || hasOutline(element) || hasOutline(element.closest(frame))
  }
  const before = document.activeElement
  const reached = document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, [tabindex="0"]')
  const faults = [...reached].filter((element) => isShown(element) && element.tabIndex >= 0 && !isSeen(element))
  if (before instanceof HTMLElement) before.focus({ preventScroll: true })
  return faults.map(
    ({ localName, className, ariaLabel, textContent }) =>
      `focus not seen: ${localName}.${className} “${(ariaLabel ?? textContent ?? '').slice(0, 24)}”`,
  )
}
