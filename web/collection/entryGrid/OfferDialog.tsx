import { offerEntries } from '#domain/collection/entryGrid.api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useToast } from '#web/kernel/Toast.tsx'
import { type EntryRow, entryOf, nameOf } from './entryRow.ts'
import { type EntryGrid, faultAt } from './useEntryGrid.ts'

type Props = {
  readonly grid: EntryGrid
  readonly ready: readonly EntryRow[]
  readonly isOpen: boolean
  readonly onClose: () => void
}

const mostShown = 20

/** What is handed in and what is not; all of it or, where the server refuses one, none, with the list of reasons. */
export function OfferDialog({ grid, ready, isOpen, onClose }: Props) {
  const text = useText()
  const toast = useToast()
  const act = useAct(
    offerEntries,
    {},
    {
      onDone: () => {
        toast({ zh: '已提交签字', en: 'Submitted for signature' })
        onClose()
      },
    },
  )
  const submit = async () => {
    await grid.saving.halt()
    const rows = ready.map(({ key, duty, content }) => ({ dutyId: key, version: duty.version, ...entryOf(content) }))
    act.mutate({ rows }, { onError: ({ fields }) => grid.refuse(ready, fields) })
  }
  const close = () => {
    act.reset()
    onClose()
  }
  const rest = grid.rows.length - ready.length
  const listed = (act.error?.fields ?? []).flatMap(({ path, message }) => {
    const row = ready[faultAt(path)?.row ?? -1]
    return row ? [{ row, message, path }] : []
  })
  return (
    <ConfirmDialog
      title={{ zh: `提交签字：${ready.length}项`, en: `Submit for signature: ${ready.length}` }}
      isOpen={isOpen}
      onClose={close}
      label={{ zh: '提交签字', en: 'Submit for signature' }}
      basis="duty.offer"
      loading={act.isPending}
      error={act.error}
      onConfirm={() => void submit()}
    >
      <p>
        {text({
          zh: `提交${ready.length}项，由处长签字${rest > 0 ? `；未填或者须改的${rest}项留在表中` : ''}。有一项不能提交的，全部不提交。`,
          en: `Submitted for the head's signature: ${ready.length}${rest > 0 ? `; not filled in or to be put right, and left here: ${rest}` : ''}. If one is refused, none is submitted.`,
        })}
      </p>
      {listed.length > 0 && (
        <ul className="rows">
          {listed.slice(0, mostShown).map(({ row, message, path }) => (
            <li key={path}>
              {text(nameOf(row))}　<span className="fault">{text(message)}</span>
            </li>
          ))}
        </ul>
      )}
      <ul className="rows">
        {ready.slice(0, mostShown).map((row) => (
          <li key={row.key}>
            {text(nameOf(row))}　<b>{row.content.kind === 'nil' ? text(nil) : row.content.value}</b>{' '}
            {row.duty.indicator.unit}
          </li>
        ))}
      </ul>
      {ready.length > mostShown && (
        <p className="sub">
          {text({ zh: `另有${ready.length - mostShown}项。`, en: `And ${ready.length - mostShown} more.` })}
        </p>
      )}
    </ConfirmDialog>
  )
}
const nil = { zh: '零报告', en: 'Nil return' }
