import { Input } from 'antd'
import type { Text } from '#domain/kernel/text.ts'
import { urgeDivision } from '#domain/supervision/ticketUrge.api.ts'
import type { UrgeSubject } from '#domain/supervision/ticketUrge.ts'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'

type Props = {
  readonly subject: UrgeSubject
  readonly subjectId: string
  readonly division: { readonly id: string; readonly name: Text }
  readonly onClose: () => void
}

/** Urges one division, with words or without. */
export function UrgeDialog({ subject, subjectId, division, onClose }: Props) {
  const { zh, en } = division.name
  return (
    <FormDialog<typeof urgeDivision, { words?: string }>
      endpoint={urgeDivision}
      address={{}}
      title={{ zh: `催办${zh}`, en: `Urge ${en}` }}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ words = '' }) => ({ subject, subjectId, divisionId: division.id, words })}
      done={{ zh: '已催办，该处的待办已有提示', en: 'Urged: it stands at their to-do' }}
    >
      <FormItem
        name="words"
        label={{ zh: '催办要求（可不填）', en: 'Words (optional)' }}
        schema={urgeDivision.body.shape.words}
      >
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}
