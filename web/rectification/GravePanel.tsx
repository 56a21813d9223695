import { Form, Input } from 'antd'
import { useState } from 'react'
import { z } from 'zod'
import { isOneOf, performanceOffice } from '#domain/kernel/actor.ts'
import { reason } from '#domain/kernel/endpoint.ts'
import { refusalOf, refusalOfRules } from '#domain/kernel/lifecycle.ts'
import {
  decideGrave,
  downloadGraveFile,
  entrustGrave,
  type GraveMatter,
  listGrave,
  proposeGrave,
  takeBackGrave,
} from '#domain/rectification/grave.api.ts'
import {
  type GraveAction,
  type GraveFacts,
  type GraveKind,
  graveKinds,
  graveStates,
  graveTransitions,
  proposedKinds,
  proposeRules,
} from '#domain/rectification/grave.ts'
import type { Order } from '#domain/rectification/order.api.ts'
import { ActionButton } from '#web/kernel/ActionButton.tsx'
import { addressOf } from '#web/kernel/api.ts'
import { Facts } from '#web/kernel/Facts.tsx'
import { useNamed } from '#web/kernel/Filters.tsx'
import { FormDialog } from '#web/kernel/FormDialog.tsx'
import { FormItem } from '#web/kernel/FormItem.tsx'
import { useFormat } from '#web/kernel/format.ts'
import { useText } from '#web/kernel/language.tsx'
import { Panel } from '#web/kernel/Panel.tsx'
import { useRead } from '#web/kernel/queries.ts'
import { Select } from '#web/kernel/Select.tsx'
import { useContextOfRules } from '#web/kernel/session.tsx'
import { FileLinks, FilesInput } from '#web/opinion/Attached.tsx'
import { ReasonAct } from './ReasonAct.tsx'
import '#web/opinion/opinion.css'

const blankOrReason = reason.or(z.literal('')).optional()
type Props = { readonly order: Order }

/** Grave cases of an order before the leading group (Art. 40). Whoever is concerned is shown nothing. */
export function GravePanel({ order }: Props) {
  const text = useText()
  const context = useContextOfRules()
  const [isProposing, setIsProposing] = useState(false)
  const matters = useRead(listGrave, { id: order.id })
  if (!matters.data) return null
  const { rows } = matters.data
  const isOffice = isOneOf(context.actor.post, performanceOffice)
  const facts = {
    ...{ concerned: matters.data.concerned, orderState: order.state },
    isPending: rows.some(({ state }) => state === 'proposed'),
  }
  const mayPropose = isOffice && refusalOfRules(proposeRules, proposeGrave.basis, facts, context) === undefined
  if (rows.length === 0 && !mayPropose) return null
  return (
    <Panel
      title={{ zh: '情节严重的处理', en: 'Grave case' }}
      note={text({ zh: '仅办绩效办、组长、副组长可见', en: 'seen by the office and the leaders alone' })}
    >
      {rows.length === 0 && (
        <p className="mid">{text({ zh: '没有提请领导小组研究决定。', en: 'Not put before the leading group.' })}</p>
      )}
      <ul className="opinion-log">
        {rows.map((matter) => (
          <Matter key={matter.id} matter={matter} order={order} />
        ))}
      </ul>
      {mayPropose && (
        <p className="row-of-actions">
          <ActionButton endpoint={proposeGrave} asks onClick={() => setIsProposing(true)} />
        </p>
      )}
      {isProposing && <Propose order={order} onClose={() => setIsProposing(false)} />}
    </Panel>
  )
}

function Matter({ matter, order }: Props & { readonly matter: GraveMatter }) {
  const text = useText()
  const format = useFormat()
  const context = useContextOfRules()
  const [asking, setAsking] = useState<GraveAction>()
  const { id, state, decidedKind, decidedBy, decidedAt } = matter
  const facts: GraveFacts = {
    ...{
      state,
      proposedBy: matter.proposedBy.id,
      entrustedTo: matter.entrustedTo?.id ?? null,
      concerned: matter.concerned,
    },
  }
  const actions = (['takeBack', 'entrust', 'decide'] as const).filter(
    (action) => !refusalOf(graveTransitions[action], facts, context),
  )
  const close = () => setAsking(undefined)
  return (
    <li>
      <Facts
        facts={[
          { name: { zh: '状态', en: 'State' }, value: text(graveStates[state]) },
          { name: { zh: '提请', en: 'Proposed' }, value: text(graveKinds[matter.proposedKind]) },
          { name: { zh: '事实', en: 'Facts' }, value: matter.facts },
          { name: { zh: '理由', en: 'Reason' }, value: matter.reason },
          {
            name: { zh: '提请人', en: 'By' },
            value: `${matter.proposedBy.name} ${format.instant(matter.proposedAt)}`,
          },
          { name: { zh: '委托', en: 'Entrusted' }, value: matter.entrustedTo?.name },
          { name: { zh: '决定', en: 'Decided' }, value: decidedKind && text(graveKinds[decidedKind]) },
          { name: { zh: '说明', en: 'Remark' }, value: matter.decisionReason },
          {
            name: { zh: '决定人', en: 'Decided by' },
            value: decidedBy && decidedAt && `${decidedBy.name} ${format.instant(decidedAt)}`,
          },
        ]}
      />
      <FileLinks files={matter.files} to={(fileId) => addressOf(downloadGraveFile, { id, fileId })} />
      <p className="row-of-actions">
        {actions.map((action) => (
          <ActionButton
            key={action}
            id={`act-${action}`}
            transition={graveTransitions[action]}
            facts={facts}
            states={graveStates}
            kind={action === 'decide' ? 'primary' : 'normal'}
            asks
            onClick={() => setAsking(action)}
          />
        ))}
      </p>
      {asking === 'takeBack' && (
        <ReasonAct
          endpoint={takeBackGrave}
          address={{ id }}
          version={matter.version}
          title={graveTransitions.takeBack.label}
          label={graveTransitions.takeBack.label}
          onClose={close}
        />
      )}
      {asking === 'entrust' && <EntrustDialog matter={matter} order={order} onClose={close} />}
      {asking === 'decide' && <DecideDialog matter={matter} onClose={close} />}
    </li>
  )
}

function Propose({ order, onClose }: Props & { readonly onClose: () => void }) {
  const { shape } = proposeGrave.body
  const named = useNamed()
  const kinds = Object.fromEntries(proposedKinds.map((kind) => [kind, graveKinds[kind]]))
  return (
    <FormDialog<typeof proposeGrave, { kind: (typeof proposedKinds)[number]; facts: string; reason: string }>
      endpoint={proposeGrave}
      address={{ id: order.id }}
      title={proposeGrave.summary}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={(values) => ({ version: order.version, ...values })}
      done={{ zh: '已提请', en: 'Put before the group' }}
    >
      <FormItem name="kind" label={{ zh: '拟处理方式', en: 'Proposed measure' }} schema={shape.kind}>
        <Select options={named(kinds)} />
      </FormItem>
      <FormItem name="facts" label={{ zh: '事实', en: 'Facts' }} schema={shape.facts}>
        <Input.TextArea rows={4} lang="zh" />
      </FormItem>
      <FormItem name="reason" label={{ zh: '理由', en: 'Reason' }} schema={shape.reason}>
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
    </FormDialog>
  )
}

type Asked = { readonly matter: GraveMatter; readonly onClose: () => void }

function EntrustDialog({ matter, order, onClose }: Asked & Props) {
  const { actor } = useContextOfRules()
  const deputies = (order.readers ?? []).filter(({ person }) => person.id !== actor.id)
  return (
    <FormDialog<typeof entrustGrave, { personId: string }>
      endpoint={entrustGrave}
      address={{ id: matter.id }}
      title={graveTransitions.entrust.label}
      isOpen
      onClose={onClose}
      initial={{}}
      bodyOf={({ personId }) => ({ version: matter.version, personId })}
      done={{ zh: '已委托', en: 'Entrusted' }}
    >
      <FormItem name="personId" label={{ zh: '副组长', en: 'Deputy' }} schema={entrustGrave.body.shape.personId}>
        <Select options={deputies.map(({ person }) => ({ value: person.id, label: person.name }))} />
      </FormItem>
    </FormDialog>
  )
}

function DecideDialog({ matter, onClose }: Asked) {
  return (
    <FormDialog<typeof decideGrave, { kind: GraveKind; reason?: string; fileIds?: string[] }>
      endpoint={decideGrave}
      address={{ id: matter.id }}
      title={{ zh: '领导小组决定', en: 'Decision of the leading group' }}
      isOpen
      onClose={onClose}
      initial={{ kind: matter.proposedKind }}
      bodyOf={({ kind, reason: why, fileIds = [] }) => ({
        ...{ version: matter.version, kind, reason: why?.trim() || null, fileIds },
      })}
      done={{ zh: '已记录决定', en: 'Decision recorded' }}
    >
      <DecideFields proposed={matter.proposedKind} />
    </FormDialog>
  )
}

function DecideFields({ proposed }: { readonly proposed: GraveKind }) {
  const { shape } = decideGrave.body
  const named = useNamed()
  const departs = (Form.useWatch<GraveKind | undefined>('kind') ?? proposed) !== proposed
  return (
    <>
      <FormItem name="kind" label={{ zh: '处理方式', en: 'Measure' }} schema={shape.kind}>
        <Select options={named(graveKinds)} />
      </FormItem>
      <FormItem
        name="reason"
        label={
          departs
            ? { zh: '与提请不一致的理由', en: 'Why it departs from the proposal' }
            : { zh: '说明（选填）', en: 'Remark (optional)' }
        }
        schema={departs ? reason : blankOrReason}
      >
        <Input.TextArea rows={3} lang="zh" />
      </FormItem>
      <FormItem name="fileIds" label={{ zh: '会议纪要', en: 'Minutes' }} schema={shape.fileIds}>
        <FilesInput />
      </FormItem>
    </>
  )
}
