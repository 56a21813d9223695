import { Input } from 'antd'
import { raiseProblem } from '#domain/problem/problem.api.ts'
import { type ProblemKind, problemKinds } from '#domain/problem/problem.ts'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'

type About = {
  readonly subject: 'item' | 'duty' | 'report'
  readonly subjectId: string
  readonly name: string
  readonly onClose: () => void
}
type Values = { kind: ProblemKind; title: string; words: string; fileIds?: string[] }

/** A problem of an item, duty or report. */
export function RaiseAbout({ subject, subjectId, name, onClose }: About) {
  const title = { zh: `提出问题：${name}`, en: `Raise a problem: ${name}` }
  return (
    <FormDialog<typeof raiseProblem, Values>
      endpoint={raiseProblem}
      address={{}}
      {...{ title, onClose, done }}
      isOpen
      initial={{ kind: 'reporting' }}
      bodyOf={({ fileIds = [], ...rest }) => ({ ...rest, subject, subjectId, fileIds })}
    >
      <Fields />
    </FormDialog>
  )
}

/** A problem about none of these: of progress, the system or anything else. */
export function RaiseOther({ onClose }: Pick<About, 'onClose'>) {
  return (
    <FormDialog<typeof raiseProblem, Values>
      endpoint={raiseProblem}
      address={{}}
      title={raiseProblem.summary}
      {...{ onClose, done }}
      isOpen
      initial={{}}
      bodyOf={({ fileIds = [], ...rest }) => ({ ...rest, subject: 'none' as const, subjectId: null, fileIds })}
    >
      <Fields />
    </FormDialog>
  )
}

const done = { zh: '已提出，办绩效办已收到待办', en: 'Raised: the performance office has it to do' }

function Fields() {
  const { shape } = raiseProblem.body
  const named = useNamed()
  return (
    <>
      <FormItem name="kind" label={{ zh: '类别', en: 'Kind' }} schema={shape.kind.unwrap()}>
        <Select options={named(problemKinds)} />
      </FormItem>
      <FormItem name="title" label={{ zh: '问题', en: 'Problem' }} schema={shape.title}>
        <Input lang="zh" autoComplete="off" />
      </FormItem>
      <FormItem name="words" label={{ zh: '说明', en: 'Description' }} schema={shape.words}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </>
  )
}
