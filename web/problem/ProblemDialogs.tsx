import { Form, Input } from 'antd'
import { listPeople } from '#domain/organization/organization.api.ts'
import { assignProblem, noteProblem, type Problem, reopenProblem, solveProblem } from '#domain/problem/problem.api.ts'
import { type ProblemAction, problemTransitions } from '#domain/problem/problem.ts'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ReasonDialog } from '#web/kernel/ReasonDialog.tsx'
import { Select } from '#web/kernel/Select.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { FilesInput } from '#web/opinion/Attached.tsx'

type Props = { readonly problem: Problem; readonly onClose: () => void }

/** What is asked before an act on a problem is done. */
export function ProblemDialog({ action, ...props }: Props & { readonly action: ProblemAction }) {
  if (action === 'own') return <Assign {...props} />
  if (action === 'note') return <Note {...props} />
  if (action === 'solve') return <Solve {...props} />
  return <Reopen {...props} />
}

const titleOf = (action: ProblemAction, { title }: Problem) => ({
  zh: `${problemTransitions[action].label.zh}：${title}`,
  en: `${problemTransitions[action].label.en}: ${title}`,
})

function Assign({ problem, onClose }: Props) {
  return (
    <FormDialog<typeof assignProblem, { divisionId: string; personId?: string }>
      endpoint={assignProblem}
      address={{ id: problem.id }}
      title={titleOf('own', problem)}
      isOpen
      onClose={onClose}
      initial={problem.ownerDivision ? { divisionId: problem.ownerDivision.id } : {}}
      bodyOf={({ divisionId, personId = null }) => ({ version: problem.version, divisionId, personId })}
      done={{ zh: '已明确，承办处已收到待办', en: 'Assigned: the owner has it to do' }}
    >
      <OwnerFields />
    </FormDialog>
  )
}

function OwnerFields() {
  const { shape } = assignProblem.body
  const divisionId = Form.useWatch<string | undefined>('divisionId')
  const people = useRead(listPeople, { divisionId }, { enabled: divisionId !== undefined })
  const options = (people.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <>
      <FormItem name="divisionId" label={{ zh: '承办处', en: 'Owner' }} schema={shape.divisionId}>
        <Select options={useDivisionOptions()} />
      </FormItem>
      <FormItem
        name="personId"
        label={{ zh: '承办人', en: 'Person' }}
        schema={shape.personId}
        hint={{ zh: '不选的，由该处办理。', en: 'Without one the division sees to it.' }}
      >
        <Select allowClear options={options} />
      </FormItem>
    </>
  )
}

function Note({ problem, onClose }: Props) {
  const { shape } = noteProblem.body
  return (
    <FormDialog<typeof noteProblem, { words: string; fileIds?: string[] }>
      endpoint={noteProblem}
      address={{ id: problem.id }}
      title={titleOf('note', problem)}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ words, fileIds = [] }) => ({ version: problem.version, words, fileIds })}
      done={{ zh: '已补记', en: 'Noted' }}
    >
      <FormItem name="words" label={{ zh: '进展', en: 'Note' }} schema={shape.words}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '附件', en: 'Files' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </FormDialog>
  )
}

function Solve({ problem, onClose }: Props) {
  return (
    <FormDialog<typeof solveProblem, { solution: string }>
      endpoint={solveProblem}
      address={{ id: problem.id }}
      title={titleOf('solve', problem)}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ solution }) => ({ version: problem.version, solution })}
      done={{ zh: '已解决', en: 'Solved' }}
    >
      <FormItem
        name="solution"
        label={{ zh: '解决情况', en: 'What was done' }}
        schema={solveProblem.body.shape.solution}
      >
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

function Reopen({ problem, onClose }: Props) {
  const toast = useToast()
  const { label, basis } = problemTransitions.reopen
  const act = useAct(
    reopenProblem,
    { id: problem.id },
    {
      onDone: () => {
        toast(label)
        onClose()
      },
    },
  )
  return (
    <ReasonDialog
      title={titleOf('reopen', problem)}
      isOpen
      onClose={onClose}
      {...{ label, basis }}
      loading={act.isPending}
      error={act.error}
      onSubmit={(reason) => act.mutate({ version: problem.version, reason })}
    />
  )
}
