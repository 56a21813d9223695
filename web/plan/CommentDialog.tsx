import { Form, Input, Select } from 'antd'
import type { Text } from '#domain/kernel/text.ts'
import { addComment, type Comment, type Consultation, saveComment } from '#domain/plan/consultation.api.ts'
import { answerTransitions, type CommentPart, commentParts, itemParts, planParts } from '#domain/plan/consultation.ts'
import { ConfirmDialog } from '#web/kernel/ConfirmDialog.tsx'
import { FormItem, showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useAct } from '#web/kernel/queries.ts'
import { useToast } from '#web/kernel/Toast.tsx'
import { useAsOpened } from '#web/kernel/useAsOpened.ts'

/** What a comment is about: an item, or the plan as a whole; `comment` where one is changed. */
export type Commented = { readonly item: Comment['item']; readonly comment?: Comment }
type Values = { readonly part: CommentPart; readonly text: string }
type Props = { readonly consultation: Consultation; readonly commented: Commented; readonly onClose: () => void }

const shape = addComment.body.shape

/** Writes a comment, or changes it while the division has not answered. */
export function CommentDialog({ consultation, commented, onClose }: Props) {
  const { item, comment } = useAsOpened(commented)
  const text = useText()
  const toast = useToast()
  const [form] = Form.useForm<Values>()
  const onDone = () => {
    toast({ zh: '已记下', en: 'Noted' })
    onClose()
  }
  const add = useAct(addComment, { id: consultation.id }, { onDone })
  const save = useAct(saveComment, { id: comment?.id ?? '' }, { onDone })
  const parts: Readonly<Record<string, Text>> = { ...(item ? itemParts : planParts), other: commentParts.other }
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    const content = { itemId: item?.id ?? null, ...values }
    const onError = (error: Parameters<typeof showFaults>[1]) => showFaults(form, error)
    if (comment) save.mutate({ version: comment.version, ...content }, { onError })
    else add.mutate(content, { onError })
  }
  return (
    <ConfirmDialog
      title={
        item
          ? { zh: `对${item.code}“${item.title}”的意见`, en: `Comment on ${item.code}, “${item.title}”` }
          : { zh: '对方案总体的意见', en: 'Comment on the plan as a whole' }
      }
      isOpen
      onClose={onClose}
      label={{ zh: '记下意见', en: 'Note the comment' }}
      basis={answerTransitions.comment.basis}
      loading={add.isPending || save.isPending}
      error={add.error ?? save.error}
      onConfirm={() => void send()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ part: comment?.part ?? (item ? 'goal' : 'items'), text: comment?.text ?? '' }}
      >
        <FormItem name="part" label={{ zh: '方面', en: 'About' }} schema={shape.part}>
          <Select options={Object.entries(parts).map(([value, words]) => ({ value, label: text(words) }))} />
        </FormItem>
        <FormItem name="text" label={{ zh: '意见', en: 'Comment' }} schema={shape.text}>
          <Input.TextArea rows={4} lang="zh" />
        </FormItem>
      </Form>
    </ConfirmDialog>
  )
}
