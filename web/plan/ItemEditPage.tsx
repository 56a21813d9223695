import { Form } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { listExternalBodies } from '#domain/organization/organization.api.ts'
import { createItem, type ItemPage as ItemFacts, readItem, saveItem } from '#domain/plan/item.api.ts'
import { emptyContent } from '#domain/plan/item.ts'
import { readMunicipalPlan } from '#domain/plan/municipalPlan.api.ts'
import { contentOfRow } from '#domain/plan/municipalPlan.ts'
import { readPlan } from '#domain/plan/plan.api.ts'
import { asApiError } from '#web/kernel/api.ts'
import { PageHead } from '#web/kernel/PageHead.tsx'
import { useAct, useRead } from '#web/kernel/queries.ts'
import { useSession } from '#web/kernel/session.tsx'
import { ErrorState, Loaded, Skeleton } from '#web/kernel/states.tsx'
import { useToast } from '#web/kernel/Toast.tsx'
import { type Edited, useEdited } from '#web/kernel/useEdited.tsx'
import { ItemForm } from './ItemForm.tsx'
import { contentOfValues, type ItemValues, valuesOf } from './itemForm.ts'
import { crumbOf } from './planNames.ts'
import { TakesItems } from './TakesItems.tsx'
import { type DraftPlan, OfDraft, WithFacts, type WrittenPlan } from './writtenPlan.tsx'
import './itemForm.css'
import './plan.css'

const ItemTexts = lazy(async () => ({ default: (await import('./ItemTexts.tsx')).ItemTexts }))
const RemoveItem = lazy(async () => ({ default: (await import('./RemoveItem.tsx')).RemoveItem }))

/** A new item, empty or begun from a row of the city's table (`?row=`). */
export function ItemNewPage() {
  const { year = '' } = useParams()
  const [query] = useSearchParams()
  const row = query.get('row')
  const plan = useRead(readPlan, { of: year })
  const city = useRead(readMunicipalPlan, { year }, { enabled: row !== null })
  const units = useRead(listExternalBodies, { kind: 'collectingUnit' }, { enabled: row !== null })
  const { dimensions } = useSession().pack
  const isWaiting = row !== null && (!city.data || !units.data)
  return (
    <Loaded isPage of={plan} rows={10}>
      {(loaded) => {
        if (isWaiting) return city.error ? <ErrorState error={city.error} /> : <Skeleton rows={10} />
        const from = city.data?.rows.find(({ id }) => id === row)
        const values = from
          ? contentOfRow(from, {
              year: loaded.year,
              officeClass: city.data?.officeClass ?? 'office',
              dimensions,
              units: units.data?.rows ?? [],
              collectingUnits: from.collectingUnits,
            })
          : { ...emptyContent(loaded.year), code: nextCode(loaded) }
        return (
          <WithFacts isPage plan={loaded}>
            {(plan) => <NewItem plan={plan} values={values} />}
          </WithFacts>
        )
      }}
    </Loaded>
  )
}

/** A new item of a division's own plan. */
export function DivisionItemNewPage() {
  const { id = '' } = useParams()
  return (
    <OfDraft isPage of={{ kind: 'division', id, year: '' }}>
      {(plan) => {
        const responsibleDivisionId = plan.kind === 'division' ? plan.divisionId : null
        return (
          <NewItem
            plan={plan}
            values={{ ...emptyContent(plan.year), kind: 'ownWork', code: nextCode(plan), responsibleDivisionId }}
          />
        )
      }}
    </OfDraft>
  )
}

/** The code after the last one, counted on: KA-2025-09 is followed by KA-2025-10. */
function nextCode({ lastCode }: Pick<WrittenPlan, 'lastCode'>): string {
  const [, stem = '', number = ''] = /^(.*?)(\d+)$/.exec(lastCode ?? '') ?? []
  return number === '' ? '' : `${stem}${String(Number(number) + 1).padStart(number.length, '0')}`
}

function NewItem({ plan, values }: { plan: DraftPlan; values: ItemValues }) {
  const toast = useToast()
  const navigate = useNavigate()
  const create = useAct(createItem, { id: plan.id })
  const save = async (content: ItemValues) => {
    const { id } = await create.mutateAsync({ content: contentOfValues(content) })
    toast({ zh: '已增列事项', en: 'Item added' })
    void navigate(`/items/${id}/edit`, { replace: true })
  }
  return (
    <div className="plan-page">
      <PageHead title={{ zh: '增列事项', en: 'Add an item' }} crumbs={[crumbOf(plan)]} />
      <TakesItems plan={plan}>
        <ItemForm plan={plan} values={values} isSaving={create.isPending} error={create.error} onSave={save} />
      </TakesItems>
    </div>
  )
}

export function ItemEditPage() {
  const { id = '' } = useParams()
  const item = useRead(readItem, { id })
  return (
    <Loaded isPage of={item} rows={10}>
      {(facts) => <EditItem key={facts.item.id} facts={facts} />}
    </Loaded>
  )
}

/** The version that the form was filled from goes with every save, whatever has been read since. */
function EditItem({ facts }: { facts: ItemFacts }) {
  const { item } = facts
  const toast = useToast()
  const [form] = Form.useForm<ItemValues>()
  const [merges, setMerges] = useState(0)
  const save = useAct(saveItem, { id: item.id })
  const edited: Edited<ItemValues> = useEdited<ItemValues>({
    name: { zh: '本事项', en: 'item' },
    now: { version: item.version, values: valuesOf(item) },
    mine: () => contentOfValues({ ...edited.base.values, ...form.getFieldsValue() }),
    basis: saveItem.basis,
    isSaving: save.isPending,
    texts: (props) => <ItemTexts {...props} item={item} />,
    onChosen: (values, version) => {
      form.setFieldsValue(values)
      // the refusal is shown by `save.error`
      send(values, version).then(
        () => setMerges((n) => n + 1),
        () => undefined,
      )
    },
  })
  const send = async (values: ItemValues, version = edited.version) => {
    try {
      const saved = await save.mutateAsync({ version, content: contentOfValues(values) })
      edited.saved({ version: saved.version, values: valuesOf(saved) })
      toast({ zh: '已保存', en: 'Saved' })
    } catch (error) {
      edited.refused(asApiError(error))
      throw error
    }
  }
  return (
    <div className="plan-page">
      <PageHead
        title={{ zh: item.title, en: item.title }}
        crumbs={[crumbOf(facts.plan)]}
        chips={<span className="sub nw">{item.code}</span>}
        actions={
          <Suspense fallback={null}>
            <RemoveItem facts={facts} version={edited.base.version} />
          </Suspense>
        }
      />
      <OfDraft of={facts.plan}>
        {(loaded) => (
          <TakesItems plan={loaded}>
            <ItemForm
              key={merges}
              {...{ form, item }}
              plan={loaded}
              values={edited.base.values}
              isSaving={save.isPending}
              error={save.error}
              onSave={send}
              elsewhere={edited.elsewhere}
            />
          </TakesItems>
        )}
      </OfDraft>
    </div>
  )
}
