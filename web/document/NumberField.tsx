import { Input } from 'antd'
import { documentNumber } from '#domain/document/officialDocument.api.ts'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { useSession } from '#web/kernel/session.tsx'

/** The number of a document: as in the office's register, or given by its own sequence. */
export function NumberField() {
  const text = useText()
  const sequence = useSession().settings['document.ownSequence']
  if (sequence !== 'register')
    return (
      <p className="sub">
        {text({
          zh: `文号由系统按“${sequence}”序列编排。`,
          en: `The number is given by the office's sequence “${sequence}”.`,
        })}
      </p>
    )
  return (
    <FormItem
      name="documentNumber"
      label={{ zh: '文号', en: 'Document number' }}
      schema={documentNumber}
      hint={{ zh: '按发文登记填写，如“深口绩〔2025〕1号”。', en: "As in the office's register of documents." }}
    >
      <Input />
    </FormItem>
  )
}
