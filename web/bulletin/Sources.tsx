import { Link } from 'react-router'
import type { Bulletin } from '#domain/bulletin/bulletin.api.ts'
import { printedFigure } from '#domain/bulletin/content.ts'
import { figures, tables } from '#domain/bulletin/figure.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'

/** Every figure that an issued bulletin says, how it was counted, and the list behind it. */
export function Sources({ bulletin }: { readonly bulletin: Bulletin }) {
  const text = useText()
  const format = useFormat()
  const span = { from: bulletin.fromOn, to: bulletin.toOn, cutOff: bulletin.cutOffOn }
  const day = format.day(bulletin.cutOffOn)
  return (
    <Panel
      title={{ zh: '数字出处', en: 'Where the figures come from' }}
      note={text({
        zh: `数字截至${day}，清单是现在的情况`,
        en: `figures as at ${day}, lists as they are now`,
      })}
    >
      <ul className="bulletin-figures">
        {bulletin.figures.map(({ key, value }) => (
          <li key={key}>
            <span className="name">
              <Link to={figures[key].list(span)}>{text(figures[key].name)}</Link> <b>{printedFigure(key, value)}</b>
              <span className="sub"> {text(figures[key].counted)}</span>
            </span>
          </li>
        ))}
        {bulletin.tables.map(({ key }) => (
          <li key={key}>
            <span className="name">
              <Link to={tables[key].list(span)}>{text(tables[key].name)}</Link>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
