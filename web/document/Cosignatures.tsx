import { withdrawCosignature } from '#domain/document/cosignature.api.ts'
import { cosignatureStates, cosignatureTransitions } from '#domain/document/cosignature.ts'
import type { Cosignature, OfficialDocument } from '#domain/document/officialDocument.api.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import { type Column, DataTable } from '#web/kernel/DataTable.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { EmptyState } from '#web/kernel/states.tsx'
import { useDialog } from '#web/kernel/useDialog.ts'

type Props = { readonly document: OfficialDocument }

/** Which divisions were asked to co-sign, and what each said; hidden where none was. */
export function Cosignatures({ document }: Props) {
  const text = useText()
  const format = useFormat()
  const { actor } = useSession()
  const { cosignatures, state } = document
  if (cosignatures.length === 0) return null
  const mayWithdraw = isOneOf(actor.post, performanceOffice) && state === 'drafted'
  const columns: Column<Cosignature>[] = [
    {
      key: 'division',
      title: { zh: '处', en: 'Division' },
      onPhone: 'name',
      render: ({ division }) => text(division.name),
    },
    { key: 'state', title: { zh: '会签', en: 'Answer' }, onPhone: 'value', render: (one) => text(answerOf(one)) },
    {
      key: 'words',
      title: { zh: '意见、说明', en: 'Words' },
      render: ({ words, withdrawReason, note }) => words || withdrawReason || note || '–',
    },
    {
      key: 'by',
      title: { zh: '会签人', en: 'By' },
      render: ({ answererName, answeredAt }) =>
        answererName && answeredAt ? (
          <span className="nw">
            {answererName} <span className="sub">{format.instant(answeredAt)}</span>
          </span>
        ) : (
          '–'
        ),
    },
    ...(mayWithdraw
      ? [
          {
            key: 'act',
            title: { zh: '操作', en: 'Action' },
            onPhone: 'action' as const,
            render: (one: Cosignature) =>
              one.state === 'withdrawn' || one.isSettled ? null : <Withdraw document={document} request={one} />,
          },
        ]
      : []),
  ]
  const name = { zh: '会签情况', en: 'Co-signatures' }
  return (
    <Panel title={name} flush>
      <DataTable
        name={name}
        columns={columns}
        keyOf={({ id }) => id}
        rows={cosignatures}
        empty={<EmptyState why={{ zh: '没有送会签。', en: 'Nobody was asked.' }} />}
      />
    </Panel>
  )
}

/** An agreement to earlier words does not cover those of now. */
const answerOf = ({ state, isSettled }: Cosignature): Text =>
  state === 'agreed' && !isSettled
    ? { zh: '同意（修改前的文稿）', en: 'Agreed, to earlier words' }
    : cosignatureStates[state]

function Withdraw({ document, request }: Props & { request: Cosignature }) {
  const text = useText()
  const dialog = useDialog()
  const act = useAct(withdrawCosignature, { id: document.id, cosignatureId: request.id }, { onDone: dialog.close })
  const { label, basis } = cosignatureTransitions.withdraw
  const { name } = request.division
  return (
    <>
      <ButtonFace kind="normal" onClick={dialog.open}>
        {text(label)}
        <span className="hidden-words">{text(name)}</span>
      </ButtonFace>
      <ReasonDialog
        title={{ zh: `撤回${name.zh}会签`, en: `Withdraw the request to ${name.en}` }}
        isOpen={dialog.isOpen}
        onClose={dialog.close}
        {...{ label, basis }}
        loading={act.isPending}
        error={act.error}
        onSubmit={(reason) => act.mutate({ reason })}
      />
    </>
  )
}
