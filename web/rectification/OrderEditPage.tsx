import { Form } from 'antd'
import { useMemo, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { same } from '#domain/kernel/text.ts'
import {
  beginOrder,
  keepDraft,
  type Order,
  OrderContent,
  readKept,
  readOrder,
  saveOrder,
} from '#domain/rectification/order.api.ts'
import { newOrder, type Source, sourceNames } from '#domain/rectification/orderStates.ts'
import { ActionButton, ButtonFace } from '#web/kernel/ActionButton.tsx'
import { Autosave, useAutosave } from '#web/kernel/Autosave.tsx'
import type { Reply } from '#web/kernel/api.ts'
import { showFaults, soundValues } from '#web/kernel/FormItem.tsx'
import { useText } from '#web/kernel/language.tsx'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { ErrorState, Loaded } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { OrderFields, type OrderValues } from './OrderFields.tsx'
import './rectification.css'

/** Under this id a person's unsaved words of a new order are kept. */
const ofNew = '00000000-0000-4000-8000-000000000050'

export function OrderNewPage() {
  const kept = useRead(readKept, { subjectId: ofNew })
  return (
    <Loaded isPage of={kept}>
      {(loaded) => <Editor order={null} kept={loaded} />}
    </Loaded>
  )
}

/** A draft is changed until it is checked. */
export function OrderEditPage() {
  const { id = '' } = useParams()
  const order = useRead(readOrder, { id })
  const kept = useRead(readKept, { subjectId: id })
  return (
    <Loaded isPage of={order}>
      {(loaded) => <Loaded of={kept}>{(words) => <Editor key={loaded.id} order={loaded} kept={words} />}</Loaded>}
    </Loaded>
  )
}

const valuesOf = (order: Order): Partial<OrderValues> => ({
  ...{ target: order.target, divisionId: order.division.id, ground: order.ground, title: order.title },
  ...{ finding: order.finding, article: order.article, requirement: order.requirement, dueOn: order.dueOn },
  ...(order.person ? { personId: order.person.id } : {}),
  ...(order.found.source === 'item' && order.found.id ? { itemId: order.found.id } : {}),
})

const inItem = (itemId: string | undefined) =>
  itemId ? { source: 'item' as const, sourceId: itemId } : { source: 'free' as const, sourceId: null }

const keptOf = (values: OrderValues) =>
  Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )

function Editor({ order, kept }: { readonly order: Order | null; readonly kept: Reply<typeof readKept> }) {
  const text = useText()
  const toast = useToast()
  const navigate = useNavigate()
  const found = useFound(order)
  const [read] = useState(order)
  const [form] = Form.useForm<OrderValues>()
  const id = order?.id ?? ofNew
  const keep = useAct(keepDraft, { subjectId: id }, { isQuiet: true })
  const autosave = useAutosave((values: OrderValues) => keep.mutateAsync({ kept: keptOf(values) }))
  const onDone = async (saved: Order) => {
    await keep.mutateAsync({ kept: {} })
    toast({ zh: '已保存，待核稿', en: 'Saved, to be checked' })
    void navigate(`/rectifications/${saved.id}`)
  }
  const begin = useAct(beginOrder, {}, { onDone: (saved) => void onDone(saved) })
  const save = useAct(saveOrder, { id }, { onDone: (saved) => void onDone(saved) })
  const send = async () => {
    const values = await soundValues(form)
    if (!values) return
    await autosave.halt()
    const { fileIds = [], personId = null, itemId, ...rest } = values
    const at = found.source === 'free' || found.source === 'item' ? inItem(itemId) : found
    const content = OrderContent.parse({ ...rest, ...at, personId: rest.target === 'person' ? personId : null })
    const onError = (error: Parameters<typeof showFaults>[1]) => showFaults(form, withoutContent(error))
    if (read) save.mutate({ version: read.version, content, fileIds }, { onError })
    else begin.mutate({ content, fileIds }, { onError })
  }
  const initial = useMemo(
    () => ({
      ...{ target: 'division', ground: 'notRight', dueOn: kept.proposedDueOn ?? undefined },
      ...(order ? valuesOf(order) : {}),
      ...(kept.kept ?? {}),
      ...(order === null && found.source === 'item' && found.sourceId ? { itemId: found.sourceId } : {}),
    }),
    [order, kept, found.source, found.sourceId],
  )
  const error = begin.error ?? save.error
  return (
    <>
      <PageHead
        title={order ? same(order.title) : newOrder}
        crumbs={[{ label: { zh: '整改', en: 'Rectification' }, to: '/rectifications' }]}
        sentence={text({
          zh: '不履行、不正确履行责任的才下达整改通知；小的问题记提示即可。',
          en: 'For a responsibility that is not met; a small fault needs no more than a note.',
        })}
      />
      <Panel title={{ zh: '拟稿', en: 'Draft' }} more={<Autosave status={autosave.status} />}>
        <Form
          className="order-form"
          form={form}
          layout="vertical"
          autoComplete="off"
          initialValues={initial}
          onValuesChange={(_, values: OrderValues) => autosave.change(values)}
          onBlur={autosave.flush}
        >
          <OrderFields isNew={order === null} found={found} />
        </Form>
        {error && error.fields.length === 0 && <ErrorState error={error} />}
        <p className="row-of-actions">
          <ButtonFace
            kind="normal"
            onClick={() => void navigate(order ? `/rectifications/${order.id}` : '/rectifications')}
          >
            {text({ zh: '返回', en: 'Back' })}
          </ButtonFace>
          <ActionButton
            id="act-save"
            endpoint={order ? saveOrder : beginOrder}
            kind="primary"
            loading={begin.isPending || save.isPending}
            onClick={() => void send()}
          />
        </p>
      </Panel>
    </>
  )
}

/** Faults name the fields of the content; the form has them by themselves. */
const withoutContent = (error: Parameters<typeof showFaults>[1]) => ({
  fields: error.fields.map((field) => ({ ...field, path: field.path.replace('body.content.', 'body.') })),
})

/** What the order is about: of a draft what it names, of a new one what the address names. */
function useFound(order: Order | null): { readonly source: Source; readonly sourceId: string | null } {
  const [query] = useSearchParams()
  if (order) return { source: order.found.source, sourceId: order.found.id }
  const source = sourceNames.find((name) => name === query.get('source'))
  const sourceId = query.get('sourceId')
  return source && source !== 'free' && sourceId ? { source, sourceId } : { source: 'free', sourceId: null }
}
