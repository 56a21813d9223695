import type { Bulletin } from '#domain/bulletin/bulletin.api.ts'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { FigureName } from './FigureRow.tsx'

/** Every figure that an issued bulletin says, how it was counted, and the list behind it. */
export function Sources({ bulletin }: { readonly bulletin: Bulletin }) {
  const text = useText()
  const format = useFormat()
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
        {[...bulletin.figures, ...bulletin.tables].map(({ key, value }) => (
          <li key={key}>
            <FigureName bulletin={bulletin} of={key} value={value} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
