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

/** One figure: how it is counted, where from, and what it was confirmed as. */
export function FigureRow({ bulletin, figure }: Props) {
  const text = useText()
  const { key, isConfirmed, hasChanged } = figure
  const span = { from: bulletin.fromOn, to: bulletin.toOn, cutOff: bulletin.cutOffOn }
  const act = useAct(confirmFigures, { id: bulletin.id })
  const { old, now } = printedIn(key, figure.value, figure.now)
  return (
    <li>
      <span className="name">
        <Link to={isTable(key) ? tables[key].list(span) : figures[key].list(span)}>{text(nameOfSource(key))}</Link>{' '}
        {!isTable(key) && <b>{printedFigure(key, figure.now as string | null)}</b>}
        {!isTable(key) && <span className="sub"> {text(figures[key].counted)}</span>}
      </span>
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
