import { useEffect, useSyncExternalStore } from 'react'
import { useLocation } from 'react-router'
import { ButtonFace } from './ActionButton.tsx'
import { refusals } from './keptRefusals.ts'
import { useText } from './language.tsx'

/** Over the page: what was refused to a dialog or button that the page no longer has. It stays until it is closed. */
export function KeptRefusals() {
  const text = useText()
  const { pathname, search } = useLocation()
  const kept = useSyncExternalStore(refusals.subscribe, refusals.list)
  const here = `${pathname}${search}`
  useEffect(() => refusals.leave(here), [here])
  return kept
    .filter(({ place }) => place === here)
    .map(({ act, error }) => (
      <div key={`${act.en} ${error.request}`} className="note error kept-refusal" role="alert">
        <p>
          <b>{text({ zh: `您刚才的“${act.zh}”没有生效。`, en: `Your “${act.en}” did not take effect. ` })}</b>
          {text(error.text)}
          {error.citation && ` ${text({ zh: `（${error.citation.zh}）`, en: `(${error.citation.en})` })}`}
        </p>
        <ButtonFace kind="normal" onClick={() => refusals.close(error)}>
          {text({ zh: '知道了', en: 'Close' })}
        </ButtonFace>
      </div>
    ))
}
