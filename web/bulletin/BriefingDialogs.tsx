import { Input } from 'antd'
import { z } from 'zod'
import {
  type BriefedSource,
  type Briefing,
  draftBriefing,
  listToBrief,
  recordInstruction,
  saveBriefing,
} from '#domain/bulletin/briefing.api.ts'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useSession } from '#web/kernel/session.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'

type Written = { title: string; words: string }
type Drafted = Written & { sources?: string[] }
type Draft = {
  /** What a to-do asked to brief on: kind and id. */
  readonly source: string | null
  readonly onClose: () => void
  readonly onDone: (briefing: Briefing) => void
}

const sourcesSchema = z.array(z.string())
const keyOf = ({ kind, id }: Pick<BriefedSource, 'kind' | 'id'>): string => `${kind}:${id}`

/** A briefing with the results that it is about, or of the office's own accord. */
export function DraftBriefing({ source, onClose, onDone }: Draft) {
  const open = useRead(listToBrief, {})
  if (!open.data) return null
  const { rows } = open.data
  const asked = rows.find((row) => keyOf(row) === source)
  return (
    <FormDialog<typeof draftBriefing, Drafted>
      endpoint={draftBriefing}
      address={{}}
      title={draftBriefing.summary}
      isOpen
      onClose={onClose}
      initial={asked ? { title: `关于${asked.title}的情况`, sources: [keyOf(asked)] } : {}}
      bodyOf={({ title, words, sources = [] }) => ({
        ...{ title, words },
        sources: rows.filter((row) => sources.includes(keyOf(row))).map(({ kind, id }) => ({ kind, id })),
      })}
      done={{ zh: '已拟专报', en: 'Drafted' }}
      onDone={onDone}
    >
      <Fields />
      <FormItem
        name="sources"
        label={{ zh: '所报结果', en: 'Results it is about' }}
        schema={sourcesSchema.optional()}
        hint={{ zh: '不选的，为办绩效办自行专报。', en: 'Without one it is of the office’s own accord.' }}
      >
        <Select mode="multiple" options={rows.map((row) => ({ value: keyOf(row), label: row.title }))} />
      </FormItem>
    </FormDialog>
  )
}

function Fields() {
  const { shape } = saveBriefing.body
  return (
    <>
      <FormItem name="title" label={{ zh: '标题', en: 'Title' }} schema={shape.title}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="words" label={{ zh: '正文', en: 'Text' }} schema={shape.words}>
        <Input.TextArea lang="zh" rows={8} />
      </FormItem>
    </>
  )
}

type Props = { readonly briefing: Briefing; readonly onClose: () => void }

export function EditBriefing({ briefing: { id, version, title, words }, onClose }: Props) {
  return (
    <FormDialog<typeof saveBriefing, Written>
      endpoint={saveBriefing}
      address={{ id }}
      title={saveBriefing.summary}
      isOpen
      onClose={onClose}
      initial={{ title, words }}
      bodyOf={(values) => ({ version, ...values })}
      done={{ zh: '已保存', en: 'Saved' }}
    >
      <Fields />
    </FormDialog>
  )
}

type Given = { leaderId: string; words: string; givenOn: string; scan?: string[] }

/** A member's own words; the performance office records those on paper, with the scan. */
export function RecordInstruction({ briefing, onClose }: Props) {
  const { actor, today, person } = useRecorder()
  const { shape } = recordInstruction.body
  const forAnother = isOneOf(actor.post, performanceOffice)
  const options = briefing.readBy.map((reader) => ({ value: reader.person.id, label: reader.person.name }))
  return (
    <FormDialog<typeof recordInstruction, Given>
      endpoint={recordInstruction}
      address={{ id: briefing.id }}
      title={{ zh: `批示：${briefing.title}`, en: `Instruction: ${briefing.title}` }}
      isOpen
      onClose={onClose}
      initial={{ givenOn: today, ...(forAnother ? {} : { leaderId: person }) }}
      bodyOf={({ leaderId = person, words, givenOn, scan = [] }) => ({
        ...{ version: briefing.version, leaderId, words, givenOn, scanId: scan[0] ?? null },
      })}
      done={{ zh: '批示已登记', en: 'Recorded' }}
    >
      {forAnother && (
        <FormItem name="leaderId" label={{ zh: '批示人', en: 'Whose words' }} schema={shape.leaderId}>
          <Select options={options} />
        </FormItem>
      )}
      <FormItem name="words" label={{ zh: '批示内容', en: 'Instruction' }} schema={shape.words}>
        <Input.TextArea lang="zh" rows={4} />
      </FormItem>
      <FormItem name="givenOn" label={{ zh: '批示日期', en: 'Given on' }} schema={shape.givenOn}>
        <DayInput />
      </FormItem>
      {forAnother && (
        <FormItem
          name="scan"
          label={{ zh: '批示扫描件', en: 'Scan of the words' }}
          schema={z.array(z.string()).min(1).max(1)}
          hint={{ zh: '代为登记的必附。', en: 'Needed where it is recorded for somebody.' }}
        >
          <FilesInput />
        </FormItem>
      )}
    </FormDialog>
  )
}

function useRecorder() {
  const { actor, today } = useSession()
  return { actor, today, person: actor.id }
}
