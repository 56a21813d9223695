import { Link } from 'react-router'
import {
  type Bulletin,
  type BulletinFigure,
  type BulletinTable,
  confirmFigures,
} from '#domain/bulletin/bulletin.api.ts'
import { printedIn } from '#domain/bulletin/changed.ts'
import { printedFigure } from '#domain/bulletin/content.ts'
import { figures, isTable, nameOfSource, tables } from '#domain/bulletin/figure.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ErrorState } from '#web/kernel/states.tsx'

type Figure = BulletinFigure | BulletinTable
type Props = { readonly bulletin: Bulletin; readonly figure: Figure }

/** Not confirmed yet, or another one by now. */
export const hasWaiting = ({ isConfirmed, hasChanged }: Figure): boolean => !isConfirmed || hasChanged

type NameProps = { readonly bulletin: Bulletin; readonly of: Figure['key']; readonly value: Figure['value'] }

/** A figure's name, which leads to the list it was counted from, its value and how it is counted. */
export function FigureName({ bulletin, of, value }: NameProps) {
  const text = useText()
  const span = { from: bulletin.fromOn, to: bulletin.toOn, cutOff: bulletin.cutOffOn }
  return (
    <span className="name">
      <Link to={isTable(of) ? tables[of].list(span) : figures[of].list(span)}>{text(nameOfSource(of))}</Link>{' '}
      {!isTable(of) && <b>{printedFigure(of, value as string | null)}</b>}
      {!isTable(of) && <span className="sub"> {text(figures[of].counted)}</span>}
    </span>
  )
}

/** One figure: how it is counted, where from, and what it was confirmed as. */
export function FigureRow({ bulletin, figure }: Props) {
  const text = useText()
  const { key, isConfirmed, hasChanged } = figure
  const act = useAct(confirmFigures, { id: bulletin.id })
  const { old, now } = printedIn(key, figure.value, figure.now)
  return (
    <li>
      <FigureName bulletin={bulletin} of={figure.key} value={figure.now} />
      {hasChanged && (
        <span className="note warning">
          {text({ zh: `确认时${old}，现在${now}`, en: `confirmed as ${old}, now ${now}` })}
        </span>
      )}
      {isConfirmed && !hasChanged && <span className="sub">{text({ zh: '已确认', en: 'confirmed' })}</span>}
      {hasWaiting(figure) && (
        <ActionButton
          kind="plain"
          endpoint={confirmFigures}
          label={{ zh: `确认${nameOfSource(key).zh}`, en: `Confirm: ${nameOfSource(key).en}` }}
          loading={act.isPending}
          onClick={() => act.mutate({ figures: [{ key, value: figure.now }] })}
        />
      )}
      {act.error && <ErrorState error={act.error} />}
    </li>
  )
}
