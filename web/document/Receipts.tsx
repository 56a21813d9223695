import { type OfficialDocument, type Receipt, urgeReceipt } from '#domain/document/officialDocument.api.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState, ErrorState } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { UrgeButton, Urges } from '#web/kernel/UrgeButton.tsx'

/** Which divisions have received the document; the others are urged, once a day each. */
export function Receipts({ document }: { document: OfficialDocument }) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const { actor } = useSession()
  const urge = useAct(urgeReceipt, { id: document.id }, { onDone: () => toast({ zh: '已催办', en: 'Urged' }) })
  const mayUrge = isOneOf(actor.post, performanceOffice)
  const columns: Column<Receipt>[] = [
    {
      key: 'division',
      title: { zh: '处', en: 'Division' },
      onPhone: 'name',
      render: ({ division }) => text(division.name),
    },
    {
      key: 'receipt',
      title: { zh: '签收', en: 'Received' },
      onPhone: 'value',
      render: ({ readBy, readAt, passedTo }) =>
        readAt ? (
          <span className="nw">
            {readBy} <span className="sub">{format.instant(readAt)}</span>
          </span>
        ) : passedTo ? (
          text({ zh: `该处已终止，由${passedTo.zh}签收`, en: `ended: received by ${passedTo.en}` })
        ) : (
          text({ zh: '未签收', en: 'not yet' })
        ),
    },
    {
      key: 'urges',
      title: { zh: '催办', en: 'Urged' },
      isNumber: true,
      render: ({ urges }) => <Urges urges={urges} />,
    },
    ...(mayUrge
      ? [
          {
            key: 'act',
            title: { zh: '操作', en: 'Action' },
            onPhone: 'action' as const,
            render: ({ division, readAt, urgedAt, passedTo }: Receipt) =>
              readAt === null &&
              passedTo === null && (
                <UrgeButton
                  name={division.name}
                  urgedAt={urgedAt}
                  onClick={() => urge.mutate({ divisionId: division.id })}
                />
              ),
          },
        ]
      : []),
  ]
  const name = { zh: '签收情况', en: 'Receipts' }
  return (
    <Panel title={name} flush>
      <DataTable
        name={name}
        columns={columns}
        keyOf={({ division }) => division.id}
        rows={document.receipts}
        empty={<EmptyState why={{ zh: '没有发给任何处。', en: 'It went to no division.' }} />}
      />
      {urge.error && <ErrorState error={urge.error} />}
    </Panel>
  )
}
