import { Form, Input, Select } from 'antd'
import { isOneOf, officeLeaders, type PostKind, postKinds, posts } from '#domain/kernel/actor.ts'
import type { Person } from '#domain/organization/person.api.ts'
import { grantPost } from '#domain/organization/post.api.ts'
import { isGrantable, needsDivision } from '#domain/organization/post.ts'
import { DayInput } from '#web/kernel/DayInput.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useDivisionOptions } from '#web/kernel/options.ts'
import { useSession } from '#web/kernel/session.tsx'
import { useOptions } from './choices.ts'
import { emptyDay } from './emptyDay.ts'

type Values = {
  kind: PostKind
  divisionId?: string
  fromOn: string
  toOn?: string
  inChargeOf?: string[]
  besideReason?: string
}
type Props = { readonly isOpen: boolean; readonly onClose: () => void; readonly person: Person }

/** Grants a post: which, in which division, from and until when, in charge of what. */
export function GrantForm({ isOpen, onClose, person }: Props) {
  const { today } = useSession()
  return (
    <FormDialog<typeof grantPost, Values>
      endpoint={grantPost}
      address={{ id: person.id }}
      title={{ zh: `授予${person.name}岗位`, en: `Grant ${person.name} a post` }}
      {...{ isOpen, onClose }}
      initial={{ fromOn: today }}
      bodyOf={({ kind, divisionId, fromOn, toOn, inChargeOf, besideReason }) => ({
        version: person.version,
        kind,
        divisionId: divisionId ?? null,
        fromOn,
        toOn: toOn || null,
        inChargeOf: inChargeOf ?? [],
        besideReason: besideReason?.trim() || null,
      })}
      done={{ zh: '已授予，该人员须重新登录', en: 'Granted; this person has to log in again' }}
    >
      <Fields />
    </FormDialog>
  )
}

function Fields() {
  const kind = Form.useWatch<PostKind | undefined>('kind')
  const divisions = useDivisionOptions()
  const { shape } = grantPost.body
  return (
    <>
      <FormItem
        name="kind"
        label={{ zh: '岗位', en: 'Post' }}
        schema={shape.kind}
        hint={{
          zh: '领导小组成员随处长岗位产生，不另授予。',
          en: 'Membership of the leading group comes with the post of a head of division.',
        }}
      >
        <Select options={useOptions(posts, postKinds.filter(isGrantable))} />
      </FormItem>
      {kind && needsDivision(kind) && (
        <FormItem name="divisionId" label={{ zh: '处', en: 'Division' }} schema={shape.divisionId}>
          <Select options={divisions} />
        </FormItem>
      )}
      {kind && isOneOf(kind, officeLeaders) && <ChargeItem />}
      <FormItem name="fromOn" label={{ zh: '到任日', en: 'From' }} schema={shape.fromOn}>
        <DayInput />
      </FormItem>
      <LastDay />
      {kind === 'division.head' && <BesideReason />}
    </>
  )
}

/** The divisions an officeLeader is in charge of. */
export function ChargeItem() {
  return (
    <FormItem
      name="inChargeOf"
      label={{ zh: '分管', en: 'In charge of' }}
      schema={grantPost.body.shape.inChargeOf.optional()}
    >
      <Select mode="multiple" options={useDivisionOptions()} optionFilterProp="label" />
    </FormItem>
  )
}

/** Two head a division only for a time, and because somebody says why. */
function BesideReason() {
  return (
    <FormItem
      name="besideReason"
      label={{ zh: '与现任处长同时任职的理由', en: 'Reason for a second head' }}
      schema={grantPost.body.shape.besideReason.optional().or(emptyDay)}
      hint={{
        zh: '该处这段时间没有其他处长的不填；交接期间两人同时任职的，写明理由并定期限。',
        en: 'Only where the division has another head in that time, as in a handover that overlaps.',
      }}
    >
      <Input maxLength={200} />
    </FormItem>
  )
}

function LastDay() {
  const schema = grantPost.body.shape.toOn.optional().or(emptyDay)
  return (
    <FormItem
      name="toOn"
      label={{ zh: '自哪天起不再任职', en: 'No longer held from' }}
      schema={schema}
      hint={{ zh: '没有期限的不填。', en: 'Leave empty where there is no end.' }}
    >
      <DayInput />
    </FormItem>
  )
}
