import { periodText } from '#domain/calendar/periods.ts'
import {
  type CollectionPlan,
  forceCollectionVersion,
  previewCollectionVersion,
} from '#domain/collection/collectionPlan.api.ts'
import { versionTransitions } from '#domain/collection/collectionPlan.ts'
import type { Text } from '#domain/kernel/text.ts'
import { ButtonFace } from '#web/kernel/ActionButton.tsx'
import type { Reply } from '#web/kernel/api.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { DataTable } from '#web/kernel/DataTable.tsx'
import { Dialog } from '#web/kernel/Dialog.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import type { Version } from './VersionSheet.tsx'

type Props = {
  readonly plan: CollectionPlan
  readonly draft: Version
  readonly isUnsaved: boolean
  readonly onClose: () => void
}
const { label, basis } = versionTransitions.force

/** What the draft would change duty by duty, before it is put in force. */
export function ForceVersion({ plan, draft, isUnsaved, onClose }: Props) {
  return isUnsaved ? <SaveFirst onClose={onClose} /> : <Preview plan={plan} draft={draft} onClose={onClose} />
}

function SaveFirst({ onClose }: Pick<Props, 'onClose'>) {
  const text = useText()
  return (
    <Dialog
      title={{ zh: '请先保存拟稿', en: 'Save the draft first' }}
      isOpen
      onClose={onClose}
      footer={
        <ButtonFace kind="primary" onClick={onClose}>
          {text({ zh: '回到拟稿', en: 'Back to the draft' })}
        </ButtonFace>
      }
    >
      <p>
        {text({
          zh: '有改动还没有保存。生效的是已保存的内容，请保存后再生效。',
          en: 'Something is not saved yet. What is saved is put in force: save it first.',
        })}
      </p>
    </Dialog>
  )
}

function Preview({ plan, draft, onClose }: Omit<Props, 'isUnsaved'>) {
  const text = useText()
  const format = useFormat()
  const toast = useToast()
  const effect = useRead(previewCollectionVersion, { id: draft.id }, { isFresh: true })
  const act = useAct(
    forceCollectionVersion,
    { id: draft.id },
    {
      onDone: () => {
        toast({ zh: `第${draft.number}版已生效`, en: `Version ${draft.number} is in force` })
        onClose()
      },
    },
  )
  return (
    <ConfirmDialog
      title={{
        zh: `${plan.indicator.name}：第${draft.number}版生效`,
        en: `${plan.indicator.name}: version ${draft.number}`,
      }}
      isOpen
      onClose={onClose}
      label={label}
      basis={basis}
      loading={act.isPending || effect.data === undefined}
      error={act.error}
      onConfirm={() => act.mutate({ version: draft.version })}
    >
      <p>
        {text({
          zh: `自${format.longDay(draft.effectiveOn)}起执行：期末在该日及以后、尚未签字的数据按本版收集。`,
          en: `Holds from ${format.longDay(draft.effectiveOn)}: figures of periods that end from then on and are not signed are asked by it.`,
        })}
      </p>
      <Loaded of={effect}>{(given) => <Effect effect={given} />}</Loaded>
    </ConfirmDialog>
  )
}

type Given = Reply<typeof previewCollectionVersion>
type Row = Given['rows'][number]
const isMoved = ({ before, after }: Row) =>
  before.internalDueOn !== after.internalDueOn || before.externalDueOn !== after.externalDueOn

function Effect({ effect: { rows, untouched } }: { effect: Given }) {
  const text = useText()
  const change = (old: string | null, now: string | null) => <Changed old={old} now={now} />
  return (
    <>
      <p className="plan-effect">{text(effectWords(rows, untouched))}</p>
      {rows.length > 0 && (
        <DataTable
          name={{ zh: '期限变动', en: 'Days that change' }}
          rows={rows}
          keyOf={({ dutyId }) => dutyId}
          columns={[
            {
              key: 'period',
              title: { zh: '期间', en: 'Period' },
              onPhone: 'name',
              render: ({ period }) => text(periodText(period)),
            },
            {
              key: 'internal',
              title: { zh: '内部期限', en: 'Internal due day' },
              render: ({ before, after }) => change(before.internalDueOn, after.internalDueOn),
            },
            {
              key: 'external',
              title: { zh: '对外期限', en: 'External due day' },
              render: ({ before, after }) => change(before.externalDueOn, after.externalDueOn),
            },
            {
              key: 'unit',
              title: { zh: '数据采集责任单位', en: 'Collecting unit' },
              onPhone: 'none',
              render: ({ before, after }) => {
                const [old, now] = [before.collectingUnit, after.collectingUnit]
                const name = now ? text(now) : '–'
                return old?.zh === now?.zh ? name : <ins>{name}</ins>
              },
            },
          ]}
          empty={null}
        />
      )}
    </>
  )
}

function Changed({ old, now }: { old: string | null; now: string | null }) {
  const text = useText()
  const format = useFormat()
  const shown = (day: string | null) => (day === null ? '–' : format.longDay(day))
  if (old === now) return shown(now)
  return (
    <>
      <del>{shown(old)}</del>
      <span aria-hidden="true"> → </span>
      <span className="hidden-words">{text({ zh: '改为', en: 'changed to' })}</span>
      <ins>{shown(now)}</ins>
    </>
  )
}

function effectWords(rows: readonly Row[], untouched: number): Text {
  const moved = rows.filter(isMoved).length
  const stay =
    untouched > 0
      ? {
          zh: `；已签字或已提交的${untouched}期保持原样`,
          en: `; signed or handed in, and left as they are: ${untouched}`,
        }
      : { zh: '', en: '' }
  return {
    zh: `改按本版收集${rows.length}期，其中期限变动${moved}期${stay.zh}。`,
    en: `Asked by this version: ${rows.length}; their days change: ${moved}${stay.en}.`,
  }
}
